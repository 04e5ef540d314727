import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { attempt, run } from '../run.mjs';

/** @typedef {{ ifname: string, master?: string, linkinfo?: { info_kind?: string } }} Link */

/** @returns {Promise<Link[]>} */
async function links() {
  return JSON.parse((await run('ip', ['-json', '-details', 'link', 'show'])) || '[]');
}

/**
 * A bridge with an address, as dockerd expects to find it under a name other than docker0.
 * @param {string} name
 * @param {string} address with its prefix length
 */
export async function makeBridge(name, address) {
  await removeDevices([name]);
  await run('ip', ['link', 'add', 'name', name, 'type', 'bridge']);
  await run('ip', ['address', 'add', address, 'dev', name]);
  await run('ip', ['link', 'set', 'dev', name, 'up']);
}

/**
 * The bridges an engine made for its networks. dockerd names one `br-` and the first 12 digits of the network's id, leaves it
 * when it ends, and keeps the ids in its database: a device whose digits stand there is this engine's.
 * One whose making failed half-way stands nowhere, but may have an address of the engine's subnet.
 * @param {string} dataRoot dockerd's data folder
 * @param {string} [subnet] beginning of its addresses: `10.80.`
 * @returns {Promise<string[]>}
 */
export async function bridgesOf(dataRoot, subnet) {
  const database = await readFile(join(dataRoot, 'network/files/local-kv.db'), 'latin1').catch(() => '');
  const addresses = (await run('ip', ['-4', '-o', 'address', 'show'])).split('\n');
  const names = (await links()).map((link) => link.ifname).filter((name) => /^br-[0-9a-f]{12}$/.test(name));
  const isInSubnet = (/** @type {string} */ name) =>
    subnet !== undefined && addresses.some((line) => line.includes(` ${name} `) && line.includes(` inet ${subnet}`));
  return names.filter((name) => database.includes(name.slice(3)) || isInSubnet(name));
}

/**
 * Removes bridges and whatever is still plugged into them.
 * @param {readonly string[]} bridges
 */
export async function removeDevices(bridges) {
  const present = await links();
  for (const { ifname, master } of present)
    if (bridges.includes(ifname) || (master !== undefined && bridges.includes(master)))
      await attempt('ip', ['link', 'delete', 'dev', ifname.split('@')[0] ?? ifname]);
}
