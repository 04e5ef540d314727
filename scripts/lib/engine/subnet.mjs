import { run } from '../run.mjs';

/** @typedef {{ from: number, to: number }} Range IPv4 addresses as numbers, both ends included */

/**
 * @param {string} cidr `10.1.0.0/16`, or a lone address
 * @returns {Range | undefined}
 */
export function parseCidr(cidr) {
  const [, address = '', length = '32'] = /^(\d+\.\d+\.\d+\.\d+)(?:\/(\d+))?$/.exec(cidr) ?? [];
  if (!address) return undefined;
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(length));
  const from = Math.floor(number / size) * size;
  return { from, to: from + size - 1 };
}

/**
 * Picks a /16 of 10.64.0.0/10 … 10.191.255.255 that nothing on this machine has a route into.
 * @param {readonly string[]} taken destinations of routes and addresses of devices
 * @param {number} seed where to begin, so that an engine tends to keep its subnet
 * @returns {number | undefined} the second byte of 10.N.0.0/16
 */
export function pickSubnet(taken, seed) {
  const ranges = taken.map(parseCidr).filter((range) => range !== undefined);
  for (let turn = 0; turn < 128; turn++) {
    const second = 64 + ((seed + turn) % 128);
    const wanted = /** @type {Range} */ (parseCidr(`10.${second}.0.0/16`));
    // A route to everything, or to a half of it, is the way to the internet, not a network of this machine.
    const clash = ranges.some(({ from, to }) => to - from < 2 ** 31 - 1 && from <= wanted.to && wanted.from <= to);
    if (!clash) return second;
  }
  return undefined;
}

/** @returns {Promise<string[]>} what `pickSubnet` must keep away from */
export async function takenSubnets() {
  const routes = await run('ip', ['-4', '-o', 'route', 'show', 'table', 'all']);
  const addresses = await run('ip', ['-4', '-o', 'address', 'show']);
  return `${routes}\n${addresses}`.match(/\d+\.\d+\.\d+\.\d+(\/\d+)?/g) ?? [];
}
