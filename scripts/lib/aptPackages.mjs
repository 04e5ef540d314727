import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { cacheFolder } from './paths.mjs';
import { run } from './run.mjs';
import { StepError } from './stepError.mjs';
import { step } from './steps.mjs';
import { which } from './which.mjs';

/**
 * @typedef {object} Tool
 * @property {string} command the program that is needed, or the full path of a file
 * @property {string} package the Debian package that brings it
 */

/** @type {Promise<void> | undefined} One refresh of the package lists is enough for one run. */
let refreshed;

const isThere = (/** @type {Tool} */ { command }) =>
  command.startsWith('/') ? existsSync(command) : which(command) !== undefined;

/**
 * Debian's scripts start a service the moment it is installed; a policy file that says no keeps them from it, because an
 * engine that nobody asked for would outlive this program. An administrator's own policy file is left alone.
 * @param {() => Promise<void>} work
 */
async function withoutServices(work) {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return work();
  await writeFile(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await work();
  } finally {
    await rm(policy, { force: true });
  }
}

/**
 * Installs Debian packages for the tools that are missing; does nothing when all are there.
 * @param {string} purpose what they are for: "a Docker engine"
 * @param {readonly Tool[]} tools
 * @throws {StepError} when this is no Debian, or not root
 */
export async function ensureTools(purpose, tools) {
  if (tools.every(isThere)) return;
  const packages = [...new Set(tools.filter((tool) => !isThere(tool)).map((tool) => tool.package))];
  const name = `Install ${packages.join(', ')} for ${purpose}`;
  const byHand = `apt-get install --no-install-recommends ${packages.join(' ')}`;
  if (process.platform !== 'linux' || !which('apt-get'))
    throw new StepError(
      name,
      'Packages can be installed by themselves only on Debian and its derivatives.',
      `Install with your system's own tool what brings ${tools
        .filter((tool) => !isThere(tool))
        .map((tool) => tool.command)
        .join(', ')}.`,
    );
  if (process.getuid?.() !== 0)
    throw new StepError(
      name,
      'Only root can install packages.',
      `Run once: sudo ${byHand} (or run this command as root).`,
    );
  await step(name, (progress) =>
    withLock(
      join(cacheFolder(), 'apt.lock'),
      async () => {
        const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
        const apt = (/** @type {string[]} */ ...args) =>
          run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { env, onLine: progress });
        refreshed ??= apt('update').then(() => undefined);
        await refreshed;
        await withoutServices(async () => void (await apt('install', '-y', '--no-install-recommends', ...packages)));
      },
      () => progress('another run installs packages, waiting for it'),
    ).catch((error) => {
      throw /Unable to locate|Could not resolve|Failed to fetch/.test(String(error))
        ? new StepError(
            name,
            error.message,
            `Check that this machine reaches a Debian mirror, then try: ${byHand}`,
            error,
          )
        : error;
    }),
  );
  const missing = tools.filter((tool) => !isThere(tool)).map((tool) => tool.command);
  if (missing.length > 0)
    throw new StepError(
      name,
      `${missing.join(', ')} is still missing afterwards.`,
      `Look at what this prints: ${byHand}`,
    );
}
