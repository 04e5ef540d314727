import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { npm } from './npm.mjs';
import { root } from './paths.mjs';
import { StepError } from './stepError.mjs';
import { step } from './steps.mjs';

/** The oldest Node that the scripts and the dependencies run on. */
const oldestNode = 20;

/**
 * Whether node_modules holds what package-lock.json asks for. Compared by content: times lie after a checkout or a copy.
 * @param {string} folder
 * @returns {Promise<boolean>}
 */
async function isUpToDate(folder) {
  try {
    const [wanted, present] = await Promise.all(
      ['package-lock.json', 'node_modules/.package-lock.json'].map(async (file) => {
        /** @type {{ packages: Record<string, { version?: string, optional?: boolean }> }} */
        const lock = JSON.parse(await readFile(join(folder, file), 'utf8'));
        return lock.packages;
      }),
    );
    return Object.entries(wanted ?? {}).every(
      // An optional package may be meant for another system.
      ([path, { version, optional }]) =>
        path === '' || (optional && !present?.[path]) || present?.[path]?.version === version,
    );
  } catch {
    return false;
  }
}

/** Installs the clone's npm packages when they are missing or not those of the lock file. */
export async function ensureNodeModules() {
  const name = "Install the project's npm packages";
  const major = Number.parseInt(process.versions.node, 10);
  if (major < oldestNode)
    throw new StepError(
      name,
      `This is Node ${process.versions.node}.`,
      `Install Node ${oldestNode} or newer and start again.`,
    );
  if (await isUpToDate(root)) return;
  await step(name, (progress) =>
    withLock(
      // Beside node_modules, not inside: `npm ci` begins by removing that folder.
      join(root, '.lab', 'npm.lock'),
      async () => {
        if (!(await isUpToDate(root))) await npm(['ci'], root, { progress });
      },
      () => progress('another run installs them, waiting for it'),
    ),
  );
}
