// The extension host of a VS Code that is served here, by what the kernel says of its process.
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { listProcesses } from '../scripts/lib/engine/processes.mjs';
import { median } from './median.mjs';

/** Windows of this length tell whether a host still becomes quieter, in ms; some of them are compared with as many before. */
const quiet = { window: 5_000, windows: 6, patience: 240_000 };

/**
 * @param {string} data the data folder of VS Code's server
 * @returns {number} process id
 */
export function findExtensionHost(data) {
  const all = listProcesses();
  const server = all.find(({ args }) => args.some((arg) => arg.includes('"server-data-dir"') && arg.includes(data)));
  const isOfServer = (/** @type {number} */ pid) => {
    for (let at = all.find((one) => one.pid === pid); at; at = all.find((one) => one.pid === at?.parent))
      if (at.pid === server?.pid) return true;
    return false;
  };
  const hosts = all.filter(({ pid, args }) => args.includes('--type=extensionHost') && isOfServer(pid));
  const [host] = hosts;
  if (!server || !host || hosts.length > 1) throw new Error(`there are ${hosts.length} extension hosts, not one`);
  return host.pid;
}

/**
 * @param {number} pid
 * @returns {number} what all threads of a process have run so far, in ms
 */
function cpuOf(pid) {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
    } catch {
      // It ended while we looked.
    }
  }
  return nanoseconds / 1e6;
}

/**
 * @param {number} pid
 * @param {number} time in ms
 * @returns {Promise<number>} CPU time that a process spends meanwhile, in ms
 */
export async function cpuOver(pid, time) {
  const before = cpuOf(pid);
  await delay(time);
  return cpuOf(pid) - before;
}

/**
 * Resolves when an extension host has done with its own start, which goes on for a minute or more: what it spends has ceased to fall.
 * @param {number} pid
 */
export async function waitUntilQuiet(pid) {
  const begun = Date.now();
  /** @type {number[]} */
  const spent = [];
  const { windows } = quiet;
  while (
    spent.length < 2 * windows ||
    median(spent.slice(-windows)) < 0.85 * median(spent.slice(-2 * windows, -windows))
  ) {
    if (Date.now() - begun > quiet.patience)
      throw new Error(
        `the extension host is not quiet after ${quiet.patience / 1000} s; it spent, in ms in each ${quiet.window / 1000} s: ${spent.map((one) => one.toFixed(0)).join(' ')}`,
      );
    spent.push(await cpuOver(pid, quiet.window));
  }
}
