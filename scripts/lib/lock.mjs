import { mkdir, readFile, rename, rm, writeFile, link } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, ownIdentity } from './processIdentity.mjs';

/**
 * Holds a lock file while `work` runs, so that two runs on one machine do not do the same thing at once.
 * A lock whose holder died (kill -9, power cut) is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {(holder: string) => void} [onWait] called once when another process holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait) {
  await mkdir(dirname(file), { recursive: true });
  // Written in full first and linked into place, so that nobody ever reads a half-written holder.
  const mine = `${file}.${ownIdentity()}.${Math.random().toString(36).slice(2)}`;
  await writeFile(mine, ownIdentity());
  try {
    for (let waited = false; ;) {
      try {
        await link(mine, file);
        break;
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      }
      const holder = await readFile(file, 'utf8').catch(() => undefined);
      if (holder !== undefined && !isAlive(holder)) {
        // Renamed before it is removed: of two that notice the same dead holder only one succeeds.
        const dead = `${mine}.dead`;
        await rename(file, dead).catch(() => undefined);
        const taken = await readFile(dead, 'utf8').catch(() => holder);
        if (taken !== holder) await link(dead, file).catch(() => undefined);
        await rm(dead, { force: true });
        continue;
      }
      if (!waited && holder !== undefined) onWait?.(holder);
      waited = true;
      await delay(200);
    }
    try {
      return await work();
    } finally {
      await rm(file, { force: true });
    }
  } finally {
    await rm(mine, { force: true });
  }
}
