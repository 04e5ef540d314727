import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureEngineTools } from '../engine/packages.mjs';
import { PrivateEngine, sweepEngines } from '../engine/privateEngine.mjs';
import { bashImage, busyboxImage, makeImage } from '../engine/images.mjs';
import { step } from '../steps.mjs';

/**
 * The Docker engine of one test run: started on first use, with its images made locally, thrown away at the end.
 * @param {string} host an engine to use instead; '' for one of our own
 * @returns {{ get: () => Promise<import('./layer.mjs').TestEngine>, stop: () => Promise<void> }}
 */
export function testEngine(host) {
  /** @type {PrivateEngine | undefined} */
  let own;
  /** @type {Promise<import('./layer.mjs').TestEngine> | undefined} */
  let started;

  const start = async () => {
    if (host) return { host };
    await ensureEngineTools();
    return step('Start a Docker engine for the tests', async (progress) => {
      await sweepEngines();
      const engine = new PrivateEngine(await mkdtemp(join(tmpdir(), 'docker-network-lab-engine-')), {
        disposable: true,
      });
      own = engine;
      await engine.acquire(progress);
      for (const image of [busyboxImage, bashImage]) await makeImage(engine.host, image);
      return { host: engine.host, folder: engine.folder };
    });
  };
  const stop = async () => {
    await started?.catch(() => undefined);
    await own?.release();
    if (own) await rm(own.folder, { recursive: true, force: true });
  };
  return { get: () => (started ??= start()), stop };
}
