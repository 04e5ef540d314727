import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../paths.mjs';

/**
 * @param {string} folder under test/
 * @param {string} part only files whose path contains it
 * @returns {Promise<string[]>} full paths, sorted
 */
export async function findTests(folder, part) {
  const top = join(root, 'test', folder);
  const files = await readdir(top, { recursive: true }).catch(() => []);
  return files
    .filter((file) => file.endsWith('.test.ts') && join('test', folder, file).includes(part))
    .sort()
    .map((file) => join(top, file));
}
