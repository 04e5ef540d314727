import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A fresh file for the reporter to write a suite's counts to.
 * @param {import('./layer.mjs').Context} context
 * @param {string} name
 */
export const resultsFile = ({ scratch }, name) => join(scratch, `results-${name}.json`);

/**
 * @param {string} file
 * @param {number} code the suite's exit code
 * @returns {Promise<import('./layer.mjs').Counts>} a suite that failed without a failed test (a crash, a time-out) counts as one
 */
export async function readCounts(file, code) {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  /** @type {Partial<import('./layer.mjs').Counts>} */
  const { passed = 0, failed = 0 } = JSON.parse(text);
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}
