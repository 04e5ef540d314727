import { cp, mkdir, readFile, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** What is needed of the extension where it is installed; the rest of this folder stays out. */
const parts = ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'dist', 'media', 'walkthroughs'];

/**
 * Puts an extension where VS Code's server looks for installed ones, in the place of an earlier copy.
 * @param {string} data the server's data folder
 * @param {string} source folder of an extension
 * @param {readonly string[]} [only] its parts that are needed; all of it by default
 */
export async function installExtension(data, source, only = ['.']) {
  /** @type {{ publisher: string, name: string, version: string }} */
  const { publisher, name, version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'));
  const folder = join(data, 'extensions');
  const target = join(folder, `${publisher}.${name}-${version}`);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  for (const part of only) await cp(join(source, part), join(target, part), { recursive: true });
  // VS Code keeps what it read of the manifests for as long as this list is as old as it was then.
  const now = new Date();
  await utimes(join(folder, 'extensions.json'), now, now).catch(() => {});
}

/**
 * The same with this extension as it was built.
 * @param {string} data
 */
export const installProduct = (data) => installExtension(data, root, parts);
