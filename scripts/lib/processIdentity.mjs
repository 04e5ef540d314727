import { readFileSync } from 'node:fs';

/**
 * What tells one process from a later one that got the same number: the number and when it began.
 * On systems without /proc the number alone has to do.
 * @param {number} pid
 * @returns {string | undefined} undefined when there is no such process, or it is dead and only waits to be collected
 */
export function identify(pid) {
  try {
    // proc(5): the name in parentheses may hold anything, so the fields are counted from the last one on.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1)?.trim().split(' ') ?? [];
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${pid}-${fields[19]}`;
  } catch {
    if (process.platform === 'linux') return undefined;
  }
  try {
    process.kill(pid, 0);
    return `${pid}`;
  } catch {
    return undefined;
  }
}

/** @returns {string} this process's own identity */
export const ownIdentity = () => identify(process.pid) ?? `${process.pid}`;

/**
 * @param {string} identity as `identify` gave it
 * @returns {boolean} whether that very process still runs
 */
export function isAlive(identity) {
  const pid = Number.parseInt(identity, 10);
  return Number.isInteger(pid) && pid > 0 && identify(pid) === identity;
}
