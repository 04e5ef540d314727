import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installProduct } from '../installedExtension.mjs';
import { cacheFolder } from '../paths.mjs';
import { serveVscode } from '../serveVscode.mjs';
import { StepError } from '../stepError.mjs';
import { say, step } from '../steps.mjs';
import { ensureVscodeServer } from '../vscodeServer.mjs';
import { usualPort } from './options.mjs';
import { tryPort } from './port.mjs';

/**
 * The secret that opens the page. Kept, and the same for all clones: browsers keep it in a cookie of this machine's address,
 * whatever the port, so that pages of two runs would otherwise lock each other out, and a page left open its next start.
 * @returns {Promise<string>}
 */
async function connectionToken() {
  const file = join(cacheFolder(), 'connection-token');
  await mkdir(cacheFolder(), { recursive: true });
  await writeFile(file, randomBytes(16).toString('hex'), { mode: 0o600, flag: 'wx' }).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return (await readFile(file, 'utf8')).trim();
}

/**
 * Serves VS Code on the loopback interface and prints where; returns when the server ends.
 * @param {number} port 0: the usual one if it is free, else any
 * @param {{ home: string, workspace: import('./workspace.mjs').Workspace, env: NodeJS.ProcessEnv }} lab
 * @param {import('../lifetime.mjs').Lifetime} lifetime
 */
export async function openServed(port, { home, workspace, env }, lifetime) {
  const server = await ensureVscodeServer('newest');
  const token = await connectionToken();
  const chosen = port || ((await tryPort(usualPort)) ? 0 : usualPort);
  const data = join(home, 'vscode');
  await installProduct(data);
  const serve = (/** @type {number} */ at) => serveVscode({ server, data, token, port: at, env });
  const vscode = await step(`Start VS Code ${server.version}`, () =>
    serve(chosen).catch((error) => {
      // Two starts at the same moment both find the usual port free.
      if (port === 0 && chosen !== 0) return serve(0);
      throw error;
    }),
  );
  let ending = false;
  lifetime.onEnd('Stop VS Code', () => {
    ending = true;
    return vscode.stop();
  });
  const payload = /** @type {const} */ ([['openFile', workspace.tutorial]]);
  say('\nDocker Network Lab is open at this address, on this machine only. Ctrl+C ends it.');
  // The one line on stdout: programs read the address from it.
  process.stdout.write(`${vscode.address(workspace.folder, payload)}\n`);
  await vscode.ended;
  if (!ending) throw new StepError('Serve VS Code', `Its server ended:\n    ${vscode.log()}`, 'Run `npm start` again.');
}
