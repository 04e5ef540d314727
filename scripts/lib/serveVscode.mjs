import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { quietSettings } from './quietSettings.mjs';
import { StepError } from './stepError.mjs';

/**
 * @typedef {object} ServeOptions
 * @property {import('./vscodeServer.mjs').VscodeServer} server
 * @property {string} data folder for settings, state and logs; made when missing
 * @property {string} token who knows it may open the page, and with it terminals on this machine
 * @property {number} [port] 0, the default, takes any free one
 * @property {NodeJS.ProcessEnv} [env] the environment of the server, and so of the extension and the terminals
 * @property {Record<string, unknown>} [settings] user settings for a data folder that has none yet, besides the quiet ones
 * @property {boolean} [automation] for suites: the page takes an extension and a suite from its address; and VS Code shows neither
 *   notifications nor dialogs, so this is nothing for people
 * @property {boolean} [workspaceTrust] whether VS Code asks if it is to trust the folder
 */

/**
 * @typedef {object} ServedVscode
 * @property {number} port
 * @property {(folder: string, payload?: readonly (readonly [string, string])[]) => string} address of the page for a folder;
 *   `payload` are pairs of a workbench option (`extensionDevelopmentPath`, `openFile`, …) and a path on this machine
 * @property {Promise<void>} ended resolves when the server is gone, by `stop` or by itself
 * @property {() => string} log what the server printed last
 * @property {() => Promise<void>} stop
 */

const portTaken = /EADDRINUSE|address already in use/i;
const startTimeout = 60_000;

/**
 * Serves VS Code on this machine's loopback interface.
 * @param {ServeOptions} options
 * @returns {Promise<ServedVscode>}
 * @throws {StepError} when the port is taken or the server does not start
 */
export async function serveVscode({
  server,
  data,
  token,
  port = 0,
  env = process.env,
  settings = {},
  automation = false,
  workspaceTrust = false,
}) {
  const step = 'Start VS Code’s server';
  await mkdir(join(data, 'data/User'), { recursive: true });
  const json = JSON.stringify({ ...quietSettings, ...settings }, undefined, 2);
  // Settings that are there already are a person's own by now.
  await writeFile(join(data, 'data/User/settings.json'), json, { flag: 'wx' }).catch(() => undefined);

  const options = {
    host: '127.0.0.1',
    port,
    'connection-token': token,
    'accept-server-license-terms': true,
    'disable-telemetry': true,
    'server-data-dir': data,
    'extensions-dir': join(data, 'extensions'),
    ...(automation ? { 'enable-smoke-test-driver': true } : {}),
    ...(workspaceTrust ? {} : { 'disable-workspace-trust': true }),
  };
  const script = fileURLToPath(new URL('vscodeServerProcess.cjs', import.meta.url));
  const child = spawn(server.node, [script, server.folder, JSON.stringify(options)], {
    cwd: server.folder,
    env: cleanEnvironment(env),
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own: Ctrl+C in our terminal reaches us alone, and we end the whole group in order.
    detached: true,
  });
  /** @type {string[]} */
  const lines = [];
  const log = () => lines.join('\n');
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => child.on('close', () => resolve()));
  /** @type {Promise<number | 'taken'>} */
  const listening = new Promise((resolve, reject) => {
    child.on('error', reject);
    const onLine = (/** @type {string} */ line) => {
      if (lines.push(line) > 200) lines.shift();
      const found = /listening on (\d+)/.exec(line)?.[1];
      if (found) resolve(Number(found));
      // Newer versions say so and go on doing nothing.
      if (portTaken.test(line)) resolve(/** @type {const} */ ('taken'));
    };
    createInterface({ input: child.stdout }).on('line', onLine);
    createInterface({ input: child.stderr }).on('line', onLine);
  });
  const stop = async () => {
    const signalGroup = (/** @type {NodeJS.Signals} */ signal) => {
      try {
        if (child.pid) process.kill(-child.pid, signal);
      } catch {
        // The group is gone already.
      }
    };
    signalGroup('SIGTERM');
    await Promise.race([ended, delay(3000, undefined, { ref: false })]);
    signalGroup('SIGKILL');
    await ended;
  };

  const outcome = await Promise.race([
    listening,
    ended.then(() => /** @type {const} */ ('ended')),
    delay(startTimeout, /** @type {const} */ ('silent'), { ref: false }),
  ]);
  if (typeof outcome === 'string') {
    await stop();
    if (outcome === 'taken')
      throw new StepError(
        step,
        `Port ${port} is taken by another program.`,
        'Choose another one with --port N, or end that program.',
      );
    const state = outcome === 'ended' ? 'It ended at once' : `It did not answer within ${startTimeout / 1000} s`;
    throw new StepError(step, `${state}:\n    ${lines.slice(-12).join('\n    ')}`, 'See the output above.');
  }
  return {
    port: outcome,
    address: (folder, payload = []) => pageAddress(outcome, token, folder, payload),
    ended,
    log,
    stop,
  };
}

/**
 * @param {number} port
 * @param {string} token
 * @param {string} folder
 * @param {readonly (readonly [string, string])[]} payload
 */
function pageAddress(port, token, folder, payload) {
  const pairs = payload.map(([name, path]) => [name, `vscode-remote://remote${encodeURI(path)}`]);
  const query = new URLSearchParams({ tkn: token, folder });
  if (pairs.length > 0) query.set('payload', JSON.stringify(pairs));
  return `http://127.0.0.1:${port}/?${query}`;
}

/**
 * The environment without what VS Code or npm put there for the programs they start: a VS Code started in a terminal of
 * another VS Code would talk to that one, and `npm_config_*` would reach the npm a person runs in a terminal.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
function cleanEnvironment(env) {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^(VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$|NODE_V8_COVERAGE$|INIT_CWD$)/.test(name),
    ),
  );
}
