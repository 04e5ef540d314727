import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { build as bundle } from 'esbuild';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureChromium } from '../browser.mjs';
import { build } from '../build.mjs';
import { root } from '../paths.mjs';
import { say, step } from '../steps.mjs';
import { ensureVscodeServer } from '../vscodeServer.mjs';
import { findTests } from './findTests.mjs';
import { engineEnvironment, sum } from './layer.mjs';
import { readCounts, resultsFile } from './results.mjs';

/** Inside the clone, where the suite finds mocha; of this run alone, for another one may be under way. */
const out = join(root, `out/host-suite-${process.pid}`);

/**
 * The suite as CommonJS, which is what every VS Code can load.
 * @param {string} part only test files whose path contains it
 */
async function bundleSuite(part) {
  const tests = await findTests('host', part);
  await bundle({
    absWorkingDir: root,
    entryPoints: ['test/host/suite/index.ts', ...tests.map((file) => relative(root, file))],
    outdir: out,
    outbase: 'test/host',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    // The scripts that tests use of the project are modules that ask where they are.
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    define: { 'import.meta.url': 'importMetaUrl' },
    logLevel: 'warning',
  });
  return tests.length;
}

/**
 * @param {import('./layer.mjs').Context} context
 * @param {() => Promise<import('./layer.mjs').Counts>} work
 * @returns {Promise<import('./layer.mjs').Counts>}
 */
async function withSuite(context, work) {
  await build();
  try {
    return (await bundleSuite(context.options.file)) === 0 ? { passed: 0, failed: 0 } : await work();
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/**
 * Runs the suite once in one VS Code, by the same call whether that is the desktop or the launcher.
 * @param {string} name
 * @param {import('./layer.mjs').Context} context
 * @param {{ vscodeExecutablePath?: string }} where
 * @param {NodeJS.ProcessEnv} [env]
 */
async function runSuite(name, context, where, env = {}) {
  const { options, coverage, engine } = context;
  const results = resultsFile(context, `host-${name}`);
  const workspace = await mkdtemp(join(tmpdir(), 'docker-network-lab-workspace-'));
  await cp(join(root, 'walkthroughs'), workspace, { recursive: true });
  let code = 0;
  try {
    await runTests({
      ...where,
      extensionDevelopmentPath: root,
      extensionTestsPath: join(out, 'suite/index.js'),
      launchArgs: [workspace],
      extensionTestsEnv: /** @type {Record<string, string>} */ ({
        ...engineEnvironment(await engine()),
        ...env,
        NETWORK_LAB_ROOT: root,
        NETWORK_LAB_RESULTS: results,
        NETWORK_LAB_REPORTER: join(root, 'scripts/lib/reporter.cjs'),
        NETWORK_LAB_GREP: options.grep,
        NETWORK_LAB_COVERAGE: coverage,
      }),
    });
  } catch (error) {
    if (!(error instanceof TestRunFailedError)) throw error;
    code = error.code ?? 1;
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
  return readCounts(results, code);
}

/** @type {import('./layer.mjs').Layer} */
export const hostLayer = (context) => withSuite(context, () => runEditions(context));

/** @type {import('./layer.mjs').Layer} */
async function runEditions(context) {
  await ensureChromium();
  const counts = [];
  for (const edition of /** @type {const} */ (['newest', 'floor'])) {
    if (context.options.edition && context.options.edition !== edition) continue;
    const { version } = await ensureVscodeServer(edition);
    say(`In VS Code ${version}:`);
    const launcher = { vscodeExecutablePath: join(root, 'scripts/launcher') };
    const result = await runSuite(edition, context, launcher, { NETWORK_LAB_VSCODE: edition });
    // Each of the two must have run something.
    counts.push(result.passed + result.failed === 0 ? { passed: 0, failed: 1 } : result);
  }
  return sum(counts);
}

/** @type {import('./layer.mjs').Layer} */
export const desktopLayer = (context) =>
  withSuite(context, () => step('Run the suite in VS Code desktop', () => runSuite('desktop', context, {})));
