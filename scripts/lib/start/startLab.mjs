import { join, resolve } from 'node:path';
import { build } from '../build.mjs';
import { root } from '../paths.mjs';
import { chooseEngine } from './chooseEngine.mjs';
import { findDesktop, openDesktop } from './desktop.mjs';
import { openServed } from './served.mjs';
import { prepareWorkspace } from './workspace.mjs';

/**
 * Everything between "the packages are there" and "VS Code is open"; returns when the person has closed VS Code.
 * @param {import('./options.mjs').StartOptions} options
 * @param {import('../lifetime.mjs').Lifetime} lifetime
 */
export async function startLab(options, lifetime) {
  const home = resolve(process.env['NETWORK_LAB_HOME'] || join(root, '.lab'));
  await build();
  const host = await chooseEngine(options.privateEngine, lifetime);
  const workspace = await prepareWorkspace(join(home, 'workspace'));
  // A context would speak louder than the address for some tools; all are to talk to one engine.
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, DOCKER_HOST: host };
  delete env['DOCKER_CONTEXT'];
  const lab = { home, workspace, env };
  const desktop = options.browser ? undefined : findDesktop();
  await (desktop ? openDesktop(desktop, lab, lifetime) : openServed(options.port, lab, lifetime));
}
