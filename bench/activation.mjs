// Activation time of the extension beside that of one that only registers an empty tree, in the same extension host, and the
// sizes of what is loaded. Figures are medians over fresh hosts; the order of the two alternates from host to host.
import { runTests } from '@vscode/test-electron';
import { build as bundle } from 'esbuild';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from '../scripts/lib/browser.mjs';
import { root } from '../scripts/lib/paths.mjs';
import { run } from '../scripts/lib/run.mjs';
import { step } from '../scripts/lib/steps.mjs';
import { ensureVscodeServer } from '../scripts/lib/vscodeServer.mjs';
import { median } from './median.mjs';

const ours = 'docker-network-lab.docker-network-lab';
const floor = 'bench.empty-tree';
/** Another copy of the floor, activated before the two that count: the first of all pays for what VS Code sets up once. */
const warmUp = 'bench.warm-up';
/** An even number, so that each of the two comes first as often as the other. */
const rounds = 10;

/**
 * A copy of the empty tree under another name.
 * @param {string} folder to be made in
 * @param {string} id publisher and name
 */
async function emptyTree(folder, id) {
  const path = join(folder, id);
  await cp(join(root, 'bench/emptyTree'), path, { recursive: true });
  const name = id.replace('bench.', '');
  for (const file of ['package.json', 'extension.js']) {
    const text = await readFile(join(path, file), 'utf8');
    await writeFile(join(path, file), text.replaceAll('empty-tree', name).replaceAll('emptyTree', name));
  }
  return path;
}

/**
 * The extension as it is installed: what was built, without the rest of this folder.
 * @param {string} folder to be made in
 */
async function product(folder) {
  const path = join(folder, ours);
  for (const part of ['package.json', 'dist', 'media', 'walkthroughs'])
    await cp(join(root, part), join(path, part), { recursive: true });
  return path;
}

/** @param {'newest' | 'floor'} edition */
async function measure(edition) {
  const folder = await mkdtemp(join(tmpdir(), 'docker-network-lab-bench-'));
  const suite = join(root, 'out/bench/activationSuite.js');
  /** @type {Record<string, number[]>} */
  const times = { [ours]: [], [floor]: [] };
  try {
    for (let round = 0; round < rounds; round++) {
      const results = join(folder, `${round}.json`);
      const order = [warmUp, ...(round % 2 ? [ours, floor] : [floor, ours])];
      await runTests({
        vscodeExecutablePath: join(root, 'scripts/launcher'),
        // The first is loaded from its source, the others as installed ones.
        extensionDevelopmentPath: [
          await emptyTree(folder, warmUp),
          await emptyTree(folder, floor),
          await product(folder),
        ],
        extensionTestsPath: suite,
        launchArgs: [folder],
        extensionTestsEnv: {
          NETWORK_LAB_VSCODE: edition,
          NETWORK_LAB_BENCH_ORDER: order.join(','),
          NETWORK_LAB_RESULTS: results,
        },
      });
      /** @type {Record<string, number>} */
      const measured = JSON.parse(await readFile(results, 'utf8'));
      for (const [id, time] of Object.entries(measured)) times[id]?.push(time);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { ours: times[ours] ?? [], floor: times[floor] ?? [] };
}

export async function activation() {
  await step('Build for production', () =>
    run(process.execPath, [join(root, 'scripts/build.mjs'), '--production'], { cwd: root }),
  );
  await bundle({
    absWorkingDir: root,
    entryPoints: ['bench/activationSuite.ts'],
    outdir: 'out/bench',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  await ensureChromium();
  /** @type {string[]} */
  const lines = [];
  for (const edition of /** @type {const} */ (['newest', 'floor'])) {
    const { version } = await ensureVscodeServer(edition);
    const times = await measure(edition);
    const [mine, empty] = [median(times.ours), median(times.floor)];
    const range = (/** @type {number[]} */ values) =>
      `${Math.min(...values).toFixed(1)}–${Math.max(...values).toFixed(1)}`;
    lines.push(
      `VS Code ${version}, ${rounds} fresh hosts:`,
      `  this extension   median ${mine.toFixed(1)} ms  (${range(times.ours)})`,
      `  an empty tree    median ${empty.toFixed(1)} ms  (${range(times.floor)})`,
      `  ratio            ${(mine / empty).toFixed(2)}  (aim: at most 2)`,
    );
  }
  lines.push('Bundles, minified:');
  const files = (await readdir(join(root, 'dist'))).filter((file) => file.endsWith('.js'));
  const size = async (/** @type {string} */ file) => (await stat(join(root, 'dist', file))).size / 1024;
  const host = files.filter((file) => file !== 'cli.js');
  const all = (await Promise.all(host.map(size))).reduce((sum, one) => sum + one, 0);
  const figures = /** @type {const} */ ([
    ['extension host, all', all, '  (aim: under 400)'],
    ['  at activation', await size('extension.js'), ''],
    ['page console', await size('webview/console.js'), ''],
    ['command line', await size('cli.js'), ''],
  ]);
  for (const [name, kilobytes, aim] of figures)
    lines.push(`  ${name.padEnd(20)} ${kilobytes.toFixed(0).padStart(5)} KB${aim}`);
  console.log(lines.join('\n'));
}
