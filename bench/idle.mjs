// What the extension costs while nothing happens: CPU time of the extension host with both trees in sight and a lab of a dozen
// containers, beside the same host with an extension that only has an empty tree. Two VS Codes are open side by side and measured in
// the same minute, so that a busy one meets both; each round opens fresh ones.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { build } from '../scripts/lib/build.mjs';
import { launchBrowser } from '../scripts/lib/browser.mjs';
import { installExtension, installProduct } from '../scripts/lib/installedExtension.mjs';
import { engineEnvironment } from '../scripts/lib/layers/layer.mjs';
import { testEngine } from '../scripts/lib/layers/testEngine.mjs';
import { Lifetime } from '../scripts/lib/lifetime.mjs';
import { root } from '../scripts/lib/paths.mjs';
import { serveVscode } from '../scripts/lib/serveVscode.mjs';
import { step } from '../scripts/lib/steps.mjs';
import { ensureVscodeServer } from '../scripts/lib/vscodeServer.mjs';
import { EngineApi } from './engineApi.mjs';
import { makeContainers, makeNetworks } from './engineLab.mjs';
import { aim, line, row } from './figures.mjs';
import { cpuOver, findExtensionHost, waitUntilQuiet } from './hostProcess.mjs';
import { median } from './median.mjs';

const rounds = 3;
const seconds = 60;
const [running, stopped] = [8, 4];

/** @typedef {{ title: string, install: (data: string) => Promise<void>, isShown: (page: import('playwright-core').Page) => Promise<void> }} Candidate */

/** @typedef {{ server: import('../scripts/lib/vscodeServer.mjs').VscodeServer, host: string }} Where */

/** @type {Record<'ours' | 'empty', Candidate>} */
const candidates = {
  ours: { title: 'Network Lab', install: installProduct, isShown: treesAreShown },
  empty: {
    title: 'Bench',
    install: (data) => installExtension(data, join(root, 'bench/emptyTree')),
    isShown: (page) => page.locator('.sidebar .composite.title', { hasText: 'Bench' }).waitFor(),
  },
};

/** Each of the two comes first at times. */
const orders = /** @type {const} */ ({ even: ['ours', 'empty'], odd: ['empty', 'ours'] });

export const idle = () =>
  new Lifetime().run(async (lifetime) => {
    await build();
    const server = await ensureVscodeServer('newest');
    const engine = testEngine('');
    lifetime.onEnd('Stop the Docker engine', () => engine.stop());
    const { host } = await engine.get();
    const api = new EngineApi(host.replace('unix://', ''));
    await step('Make a lab of a dozen containers', async (progress) => {
      const networks = await makeNetworks(api, 4);
      await makeContainers(api, networks, { from: 0, to: running, running: true }, progress);
      await makeContainers(api, networks, { from: running, to: running + stopped, running: false }, progress);
    });
    api.close();

    /** @type {Record<'ours' | 'empty', number[]>} */
    const times = { ours: [], empty: [] };
    for (let round = 0; round < rounds; round++)
      await step(`Measure round ${round + 1} of ${rounds}`, async (progress) => {
        const spent = await measure(round, { server, host }, lifetime, progress);
        times.ours.push(spent.ours);
        times.empty.push(spent.empty);
      });
    const ratio = median(times.ours) / median(times.empty);
    const ofRounds = times.ours.map((ours, round) => ours / (times.empty[round] ?? NaN));
    const range = `(${Math.min(...ofRounds).toFixed(2)}–${Math.max(...ofRounds).toFixed(2)} in one round)`;
    console.log(
      [
        `CPU time of the extension host in ${seconds} s in which nothing happens, VS Code ${server.version}, ${rounds} rounds`,
        row(`this extension, ${running + stopped} containers in both trees`, times.ours),
        row('an empty tree', times.empty),
        line('ratio', `       ${ratio.toFixed(2).padStart(7)}     ${range}`, aim('at most 1.2', ratio <= 1.2)),
      ].join('\n'),
    );
  });

/**
 * One round: both are opened, left alone until they are quiet, and measured at once.
 * @param {number} round
 * @param {Where} where
 * @param {Lifetime} lifetime
 * @param {(text: string) => void} progress
 * @returns {Promise<Record<'ours' | 'empty', number>>} CPU time in ms
 */
async function measure(round, where, lifetime, progress) {
  /** @type {(() => Promise<unknown>)[]} */
  const ends = [];
  const end = async () => {
    for (const one of ends.splice(0).reverse()) await one();
  };
  lifetime.onEnd('Close VS Code', end);
  try {
    progress('opening VS Code twice');
    const open = { ours: 0, empty: 0 };
    for (const name of round % 2 ? orders.odd : orders.even)
      open[name] = await openVscode(candidates[name], where, ends);
    progress('waiting until both extension hosts are quiet');
    await Promise.all([waitUntilQuiet(open.ours), waitUntilQuiet(open.empty)]);
    progress(`measuring for ${seconds} s`);
    const [ours, empty] = await Promise.all([cpuOver(open.ours, seconds * 1000), cpuOver(open.empty, seconds * 1000)]);
    return { ours, empty };
  } finally {
    await end();
  }
}

/**
 * Opens a VS Code with one extension and shows its views.
 * @param {Candidate} candidate
 * @param {Where} where
 * @param {(() => Promise<unknown>)[]} ends gets how it is closed
 * @returns {Promise<number>} process id of its extension host
 */
async function openVscode({ title, install, isShown }, { server, host }, ends) {
  const data = await mkdtemp(join(tmpdir(), 'docker-network-lab-bench-'));
  ends.push(() => rm(data, { recursive: true, force: true, maxRetries: 3 }));
  await install(data);
  const vscode = await serveVscode({
    server,
    data,
    token: randomBytes(16).toString('hex'),
    env: { ...engineEnvironment({ host }), EXTENSIONS_GALLERY: '{}' },
  });
  ends.push(() => vscode.stop());
  const browser = await launchBrowser();
  ends.push(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  // An empty folder: VS Code would watch the files of another one.
  const workspace = join(data, 'workspace');
  await mkdir(workspace);
  await page.goto(vscode.address(workspace));
  const entry = page.locator(`.activitybar .action-label[aria-label*="${title}"]`).first();
  await entry.waitFor({ timeout: 45_000 });
  await entry.click();
  await isShown(page);
  return findExtensionHost(data);
}

/**
 * Both trees have their rows: measuring a view that waits would be measuring nothing.
 * @param {import('playwright-core').Page} page
 */
async function treesAreShown(page) {
  const view = (/** @type {string} */ title) =>
    page.locator('.sidebar .pane', { has: page.locator(`.pane-header[aria-label^="${title}"]`) });
  await view('Containers').locator('.monaco-list-row', { hasText: 'running' }).first().waitFor();
  await view('Networks').locator('.monaco-list-row', { hasText: 'bench-net-' }).first().waitFor();
}
