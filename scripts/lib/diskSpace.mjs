import { mkdir, statfs } from 'node:fs/promises';
import { StepError } from './stepError.mjs';

/**
 * Refuses to begin what would end half-way on a full disk.
 * @param {string} step
 * @param {string} folder
 * @param {number} megabytes
 */
export async function ensureSpace(step, folder, megabytes) {
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  const free = Math.floor((bavail * bsize) / 2 ** 20);
  if (free < megabytes)
    throw new StepError(
      step,
      `The disk is full: ${megabytes} MB are needed in ${folder}, ${free} MB are free.`,
      'Free some space, or set NETWORK_LAB_CACHE to a folder on another disk, and start again.',
    );
}
