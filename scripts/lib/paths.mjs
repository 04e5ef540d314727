import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's top folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Where everything is kept that is downloaded or compiled once and shared by all clones of one person.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string} NETWORK_LAB_CACHE, else `docker-network-lab` in XDG_CACHE_HOME or ~/.cache
 */
export function cacheFolder(env = process.env) {
  const own = env['NETWORK_LAB_CACHE'];
  if (own) return resolve(own);
  // The XDG base directory specification: a relative XDG_CACHE_HOME is invalid and to be ignored.
  const xdg = env['XDG_CACHE_HOME'];
  const base = xdg?.startsWith('/') ? xdg : join(env['HOME'] ?? homedir(), '.cache');
  return join(base, 'docker-network-lab');
}
