import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { identify } from '../processIdentity.mjs';

/** @typedef {{ pid: number, parent: number, args: string[] }} Process */

/** @returns {Process[]} every process of this machine that can be seen */
export function listProcesses() {
  /** @type {Process[]} */
  const found = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const args = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').slice(0, -1);
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(')').at(-1)?.trim().split(' ') ?? [];
      found.push({ pid: Number(name), parent: Number(fields[1]), args });
    } catch {
      // It ended while we looked.
    }
  }
  return found;
}

/**
 * Ends processes at once and waits until they are gone.
 * @param {readonly number[]} pids
 */
export async function killAll(pids) {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
  for (let turn = 0; turn < 100 && pids.some((pid) => identify(pid) !== undefined); turn++) await delay(50);
}

/**
 * @param {string} identity
 * @param {number} limit in ms
 * @param {(identity: string) => boolean} alive
 * @returns {Promise<boolean>} whether it ended in time
 */
export async function waitForEnd(identity, limit, alive) {
  const until = Date.now() + limit;
  while (alive(identity)) {
    if (Date.now() > until) return false;
    await delay(50);
  }
  return true;
}
