import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../paths.mjs';
import { identify, isAlive } from '../processIdentity.mjs';
import { quietSettings } from '../quietSettings.mjs';
import { run } from '../run.mjs';
import { say, step } from '../steps.mjs';
import { which } from '../which.mjs';

/** How long the window may take to open. */
const openLimit = 30_000;

/** @returns {string | undefined} VS Code desktop's command, where there is a screen to open it on */
export function findDesktop() {
  const screen = process.platform === 'darwin' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  return screen ? which('code') : undefined;
}

/**
 * Opens VS Code desktop as an instance of its own (own settings and state, so that it can be ended without touching windows a
 * person has open); returns when it is closed.
 * @param {string} code the command
 * @param {{ home: string, workspace: import('./workspace.mjs').Workspace, env: NodeJS.ProcessEnv }} lab
 * @param {import('../lifetime.mjs').Lifetime} lifetime
 */
export async function openDesktop(code, { home, workspace, env }, lifetime) {
  const data = join(home, 'vscode-desktop');
  const settings = join(data, 'User/settings.json');
  await mkdir(join(data, 'User'), { recursive: true });
  await writeFile(settings, JSON.stringify(quietSettings, undefined, 2), { flag: 'wx' }).catch(() => undefined);

  /** @type {string | undefined} */
  let window;
  lifetime.onEnd('Close VS Code', async () => {
    window ??= await runningInstance(data);
    if (window !== undefined && isAlive(window)) process.kill(Number.parseInt(window, 10), 'SIGTERM');
  });
  const args = [
    `--user-data-dir=${data}`,
    '--new-window',
    '--disable-workspace-trust',
    `--extensionDevelopmentPath=${root}`,
    // Chromium's sandbox cannot be had as root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    workspace.folder,
    workspace.tutorial,
  ];
  window = await step('Open VS Code', async () => {
    await run(code, args, { env });
    const until = Date.now() + openLimit;
    for (;;) {
      const instance = await runningInstance(data);
      if (instance !== undefined || Date.now() > until) return instance;
      await delay(200);
    }
  });
  if (window === undefined) {
    say(
      '\nVS Code was asked to open a window, but does not tell when it is closed. Ctrl+C here ends what was started.',
    );
    await new Promise(() => setInterval(() => undefined, 60_000));
    return;
  }
  say('\nDocker Network Lab is open in VS Code. Close the window or press Ctrl+C here to end it.');
  while (isAlive(window)) await delay(500);
}

/**
 * @param {string} data VS Code's user-data-dir, where it writes down the number of its main process
 * @returns {Promise<string | undefined>} identity of that process
 */
async function runningInstance(data) {
  const pid = Number.parseInt(await readFile(join(data, 'code.lock'), 'utf8').catch(() => ''), 10);
  return pid > 0 ? identify(pid) : undefined;
}
