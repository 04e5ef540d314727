import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { format } from 'node:util';
import { launchBrowser } from './browser.mjs';
import { installExtension } from './installedExtension.mjs';
import { root } from './paths.mjs';
import { serveVscode } from './serveVscode.mjs';
import { StepError } from './stepError.mjs';
import { runMain } from './steps.mjs';
import { ensureVscodeServer } from './vscodeServer.mjs';

/** What a suite prints first, so that "never started" and "takes long" can be told apart. */
export const suiteStarted = 'suite started';

const minute = 60_000;
/** How long the window and the extension host may take until the suite's first line. */
const startLimit = 1.5 * minute;

/** What the window says about itself all the time; no suite's output. */
const windowTalk = /^(Ignoring fetching additional|Updating additional builtin|\[AccountPolicyGate\])/;

/** How long a suite may say nothing: longer than a test may take. */
const silenceLimit = 2.5 * minute;

/**
 * The few arguments of VS Code's desktop that matter for a test run; the others are ignored.
 * @param {readonly string[]} args
 */
export function readArguments(args) {
  /** @type {{ extensions: string[], tests: string, folder: string, trust: boolean }} */
  const found = { extensions: [], tests: '', folder: '', trust: true };
  for (const arg of args) {
    const [, name, value = ''] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === 'extensionDevelopmentPath') found.extensions.push(resolve(value));
    else if (name === 'extensionTestsPath') found.tests = resolve(value);
    else if (name === 'disable-workspace-trust') found.trust = false;
    else if (name === undefined) found.folder = resolve(arg);
  }
  return found;
}

/**
 * @param {readonly string[]} args
 */
export function launch(args) {
  return runMain('Run a suite in VS Code', async () => {
    process.exitCode = await runSuite(args);
  });
}

/**
 * Environment: NETWORK_LAB_VSCODE `newest` (default) or `floor`; NETWORK_LAB_SUITE_MINUTES, the longest a suite may take (8).
 * @param {readonly string[]} args
 * @returns {Promise<number>} the suite's exit code
 */
async function runSuite(args) {
  const { extensions, tests, folder, trust } = readArguments(args);
  const limit = Number(process.env['NETWORK_LAB_SUITE_MINUTES'] ?? 8) * minute;
  const server = await ensureVscodeServer(process.env['NETWORK_LAB_VSCODE'] === 'floor' ? 'floor' : 'newest');
  const data = await mkdtemp(join(tmpdir(), 'docker-network-lab-suite-'));
  const interrupted = new AbortController();
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => interrupted.abort());

  // The page takes one extension from its source.
  for (const path of extensions.slice(1)) await installExtension(data, path);
  // A gallery that does not exist: tests install nothing, and look nothing up.
  const env = { ...process.env, EXTENSIONS_GALLERY: '{}' };
  const vscode = await serveVscode({
    server,
    data,
    env,
    token: randomBytes(16).toString('hex'),
    automation: true,
    workspaceTrust: trust,
  });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    let started = false;
    let heard = Date.now();
    /** @type {string[]} What the window says while it opens: told only if the suite does not start. */
    const opening = [];
    // VS Code's browser test driver calls these two: the extension host's console, and the end of the suite.
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ parts) => {
      heard = Date.now();
      const text = format(...parts);
      started ||= text.includes(suiteStarted);
      if (windowTalk.test(text)) return;
      if (!started) opening.push(text);
      else (type === 'error' || type === 'warn' ? process.stderr : process.stdout).write(`${text}\n`);
    });
    /** @type {Promise<number>} */
    const finished = new Promise((done) => {
      void page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => done(code));
    });
    const workspace = folder || data;
    const payload = [
      ...extensions.slice(0, 1).map((path) => /** @type {const} */ (['extensionDevelopmentPath', path])),
      /** @type {const} */ (['extensionTestsPath', tests]),
    ];
    await page.goto(vscode.address(workspace, payload));

    const silence = new Promise((done) => {
      setInterval(() => Date.now() - heard > silenceLimit && done(undefined), 1000).unref();
    });
    const aborted = new Promise((done) => interrupted.signal.addEventListener('abort', () => done('interrupted')));
    const outcome = await Promise.race([
      finished,
      aborted,
      vscode.ended.then(() => `VS Code's server ended:\n${vscode.log()}`),
      delay(startLimit, undefined, { ref: false }).then(() =>
        started ? new Promise(() => {}) : 'the suite never started',
      ),
      silence.then(() => `the suite said nothing for ${silenceLimit / minute} minutes`),
      delay(limit, `the suite did not end within ${limit / minute} minutes`, { ref: false }),
    ]);
    if (typeof outcome === 'number') return outcome;
    if (outcome === 'interrupted') return 130;
    const pictures = join(root, 'out/screenshots');
    await mkdir(pictures, { recursive: true });
    const picture = join(pictures, `suite-${server.edition}.png`);
    await page.screenshot({ path: picture }).catch(() => undefined);
    throw new StepError(
      `Run the suite in VS Code ${server.version}`,
      `${outcome}. What the window said while it opened:\n    ${opening.slice(-15).join('\n    ')}`,
      `Look at what the window showed: ${picture}`,
    );
  } finally {
    await browser.close();
    await vscode.stop();
    await rm(data, { recursive: true, force: true, maxRetries: 3 });
  }
}
