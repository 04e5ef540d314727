import { join } from 'node:path';
import { ensureTools } from '../aptPackages.mjs';
import { ensureChromium } from '../browser.mjs';
import { build } from '../build.mjs';
import { root } from '../paths.mjs';
import { attempt } from '../run.mjs';
import { ensureVscodeServer } from '../vscodeServer.mjs';
import { engineEnvironment } from './layer.mjs';
import { readCounts, resultsFile } from './results.mjs';
import { findTests } from './findTests.mjs';

/**
 * Runs the test files of one folder under mocha, in one Node process that reads TypeScript by tsx.
 * @param {string} folder under test/
 * @param {import('./layer.mjs').Context} context
 * @param {NodeJS.ProcessEnv} env
 * @param {{ timeout: number, hooks?: string }} settings time for one test, in ms; a file of root hooks
 * @returns {Promise<import('./layer.mjs').Counts>}
 */
async function runMocha(folder, context, env, { timeout, hooks }) {
  const { options, coverage } = context;
  const files = await findTests(folder, options.file);
  if (files.length === 0) return { passed: 0, failed: 0 };
  const results = resultsFile(context, folder);
  const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
  const reporter = join(root, 'scripts/lib/reporter.cjs');
  const settings = ['--reporter', reporter, '--timeout', String(timeout), '--forbid-only', '--exit', '--color'];
  const { code } = await attempt(
    process.execPath,
    [
      '--import',
      'tsx',
      mocha,
      ...settings,
      ...(hooks ? ['--require', join(root, hooks)] : []),
      ...(options.grep ? ['--grep', options.grep] : []),
      ...files,
    ],
    {
      cwd: root,
      env: { ...env, NETWORK_LAB_RESULTS: results, ...(coverage ? { NODE_V8_COVERAGE: coverage } : {}) },
      show: true,
    },
  );
  return readCounts(results, code);
}

/** @type {import('./layer.mjs').Layer} */
export const unitLayer = (context) => runMocha('unit', context, process.env, { timeout: 10_000 });

/** docutils, and its own documentation for documents that nobody made for a test. */
const docutils = [
  { command: '/usr/lib/python3/dist-packages/docutils/__init__.py', package: 'python3-docutils' },
  { command: '/usr/share/doc/docutils-doc/docs', package: 'docutils-doc' },
];

/** @type {import('./layer.mjs').Layer} */
export async function differentialLayer(context) {
  await ensureTools('comparing our reader of reStructuredText with docutils', docutils);
  return runMocha('differential', context, process.env, { timeout: 240_000 });
}

/** @type {import('./layer.mjs').Layer} */
export async function engineLayer(context) {
  await ensureTools('testing an engine behind TLS', [{ command: 'openssl', package: 'openssl' }]);
  return runMocha('engine', context, engineEnvironment(await context.engine()), { timeout: 60_000 });
}

/** @type {import('./layer.mjs').Layer} */
export async function pageLayer(context) {
  await ensureChromium();
  await ensureVscodeServer('newest');
  await build();
  // Which code of the extension runs shows in its host, not in the process of these tests.
  return runMocha('page', { ...context, coverage: '' }, engineEnvironment(await context.engine()), {
    timeout: 120_000,
    hooks: 'test/page/support/hooks.ts',
  });
}
