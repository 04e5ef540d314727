import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { ensureEngineTools } from '../engine/packages.mjs';
import { PrivateEngine, sweepEngines } from '../engine/privateEngine.mjs';
import { ensureSpace } from '../diskSpace.mjs';
import { cacheFolder, root } from '../paths.mjs';
import { attempt } from '../run.mjs';
import { StepError } from '../stepError.mjs';
import { say, step } from '../steps.mjs';
import { provideTutorialImage } from './tutorialImage.mjs';

/**
 * The engine that the extension itself would find.
 * @returns {Promise<{ host: string } | { tried: string[] }>}
 */
async function findEngine() {
  const { code, stdout, output } = await attempt(process.execPath, [join(root, 'dist/cli.js'), 'engine', '--json']);
  try {
    /** @type {{ host?: string, tried?: unknown[] }} */
    const answer = JSON.parse(stdout);
    if (code === 0 && answer.host) return { host: answer.host };
    return { tried: (answer.tried ?? []).map((one) => (typeof one === 'string' ? one : JSON.stringify(one))) };
  } catch {
    throw new Error(`The search for an engine failed: ${output.trim()}`);
  }
}

/**
 * @param {import('../lifetime.mjs').Lifetime} lifetime
 * @returns {Promise<string>} its address
 */
async function startPrivateEngine(lifetime) {
  const chosen = process.env['NETWORK_LAB_ENGINE'];
  const folder = resolve(chosen || join(cacheFolder(), 'engine'));
  // Somebody who puts it among the temporary files does not mean to keep it.
  const disposable = chosen !== undefined && folder.startsWith(`${resolve(tmpdir())}${sep}`);
  await ensureSpace('Start a Docker engine', folder, 300);
  await ensureEngineTools();
  const engine = new PrivateEngine(folder, { disposable });
  lifetime.onEnd('Stop the Docker engine', () => engine.release());
  await step('Start a Docker engine', async (progress) => {
    await sweepEngines();
    await engine.acquire(progress);
  });
  await provideTutorialImage(engine.host);
  return engine.host;
}

/**
 * An engine that is there already, else one of our own.
 * @param {boolean} forcePrivate
 * @param {import('../lifetime.mjs').Lifetime} lifetime
 * @returns {Promise<string>} what DOCKER_HOST is to be
 */
export async function chooseEngine(forcePrivate, lifetime) {
  if (!forcePrivate) {
    const found = await step('Look for a Docker engine', findEngine);
    if ('host' in found) {
      say(`  Using the engine at ${found.host}`);
      return found.host;
    }
    const tried = found.tried.map((one) => `\n    ${one}`).join('');
    say(`  None answers.${tried && ` Tried:${tried}`}`);
    // A person who names an engine wants that one, not another.
    if (process.env['DOCKER_HOST'])
      throw new StepError(
        'Look for a Docker engine',
        `Nothing answers at DOCKER_HOST=${process.env['DOCKER_HOST']}.`,
        'Start that engine, or unset DOCKER_HOST; `npm start -- --private-engine` starts one of our own.',
      );
  }
  return startPrivateEngine(lifetime);
}
