import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { attempt } from '../run.mjs';
import { listProcesses } from './processes.mjs';

/** @typedef {{ forwarding: string, policy: string }} Before what dockerd changes when it starts and does not change back */

const forwardingFile = '/proc/sys/net/ipv4/ip_forward';
const tables = /** @type {const} */ (['filter', 'nat', 'raw']);

/**
 * @param {string} table
 * @returns {Promise<string[]>} its rules and chains as iptables-save writes them; nothing where there is no such table
 */
async function rules(table) {
  const { code, stdout } = await attempt('iptables-save', ['-t', table]);
  return code === 0 ? stdout.split('\n') : [];
}

/**
 * @param {string} table
 * @param {string} rule a line of iptables-save: `-A CHAIN …`
 * @param {'-A' | '-D' | '-I' | '-C'} action
 */
function apply(table, rule, action) {
  const words = (rule.match(/"(?:\\.|[^"])*"|\S+/g) ?? []).map((word) => word.replace(/^"|"$/g, ''));
  return attempt('iptables', ['--wait', '-t', table, action, ...words.slice(1)]);
}

/** @returns {Promise<Before>} */
export async function rememberFirewall() {
  const forwarding = (await readFile(forwardingFile, 'utf8')).trim();
  const policy = (await rules('filter')).map((line) => /^:FORWARD (\w+)/.exec(line)?.[1]).find(Boolean) ?? 'ACCEPT';
  return { forwarding, policy };
}

/**
 * @param {string} rule
 * @returns {boolean} false for a rule about a device that has gone, as that of an engine that has ended meanwhile
 */
const namesLivingDevices = (rule) =>
  [...rule.matchAll(/ (?:-i|-o) (\S+)/g)].every(
    ([, device = '']) => device.endsWith('+') || existsSync(`/sys/class/net/${device}`),
  );

/**
 * A starting dockerd empties the chains that all engines of a machine share. Puts back what was there for the others.
 * @returns {Promise<() => Promise<void>>} to be called once the new engine is up
 */
export async function keepOthersRules() {
  const before = await Promise.all(tables.map(rules));
  return async () => {
    for (const [index, table] of tables.entries()) {
      const now = new Set(await rules(table));
      const lost = (before[index] ?? []).filter((line) => line.startsWith('-A ') && !now.has(line));
      // In front, last one first: their order stays, and the closing RETURN of a chain stays behind them.
      for (const rule of lost.reverse()) if (namesLivingDevices(rule)) await apply(table, rule, '-I');
    }
  };
}

/**
 * Removes the rules that name an engine's devices or its subnet; and when no other engine runs, what dockerd set up for itself.
 * @param {readonly string[]} devices
 * @param {string} subnet beginning of its addresses: `10.80.`
 * @param {Before | undefined} before
 */
export async function cleanFirewall(devices, subnet, before) {
  const ours = (/** @type {string} */ rule) =>
    devices.some((device) => rule.split(' ').includes(device)) ||
    new RegExp(`[ "]${subnet.replaceAll('.', '\\.')}`).test(rule);
  for (const table of tables)
    for (const rule of await rules(table)) if (rule.startsWith('-A ') && ours(rule)) await apply(table, rule, '-D');

  if (listProcesses().some(({ args }) => /(^|\/)dockerd$/.test(args[0] ?? ''))) return;
  for (const table of tables) {
    const left = await rules(table);
    const chains = left.map((line) => /^:(DOCKER[\w-]*)/.exec(line)?.[1]).filter((name) => name !== undefined);
    const isDockers = (/** @type {string} */ rule) => chains.some((chain) => rule.includes(`-j ${chain}`));
    const own = left.filter((rule) => chains.some((chain) => rule.startsWith(`-A ${chain} `)));
    // Rules a person put into DOCKER-USER are theirs; and a stopped engine's rules for its own bridges are that engine's.
    if (own.some((rule) => !/ -j RETURN$/.test(rule) && !isDockers(rule))) continue;
    for (const rule of left) if (rule.startsWith('-A ') && isDockers(rule)) await apply(table, rule, '-D');
    for (const chain of chains) await attempt('iptables', ['--wait', '-t', table, '-F', chain]);
    for (const chain of chains) await attempt('iptables', ['--wait', '-t', table, '-X', chain]);
  }
  if (!before) return;
  await attempt('iptables', ['--wait', '-P', 'FORWARD', before.policy]);
  await writeFile(forwardingFile, before.forwarding).catch(() => undefined);
}
