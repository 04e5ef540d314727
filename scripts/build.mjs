// Bundles the extension host's code, the command line and each page. --watch rebuilds on change; --production minifies.
import { context } from 'esbuild';
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lazyBundles, loadedLazily } from './lib/lazyBundles.mjs';
import { leanDockerode } from './lib/leanDockerode.mjs';
import { problemMatcher } from './lib/problemMatcher.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

const pages = readdirSync(join(root, 'src/webview'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: watch ? 'silent' : 'warning',
  legalComments: production ? 'linked' : 'none',
  metafile: true,
  plugins: watch ? [problemMatcher] : [],
};

/** @type {import('esbuild').BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  plugins: [leanDockerode, ...(common.plugins ?? [])],
};

/** @type {import('esbuild').BuildOptions[]} */
const builds = [
  {
    ...node,
    entryPoints: { extension: 'src/extension.ts' },
    outdir: 'dist',
    external: ['vscode'],
    // A dynamic import becomes a require, in the same way wherever it is run.
    supported: { 'dynamic-import': false },
    plugins: [loadedLazily, ...(node.plugins ?? [])],
  },
  { ...node, entryPoints: lazyBundles, outdir: 'dist', external: ['vscode'] },
  { ...node, entryPoints: { cli: 'src/cli/main.ts' }, outdir: 'dist', banner: { js: '#!/usr/bin/env node' } },
  ...pages.map((page) => ({
    ...common,
    platform: /** @type {const} */ ('browser'),
    format: /** @type {const} */ ('iife'),
    target: 'es2022',
    entryPoints: { [page]: `src/webview/${page}/main.ts` },
    outdir: 'dist/webview',
  })),
];

rmSync(join(root, 'dist'), { recursive: true, force: true });
const contexts = await Promise.all(builds.map((options) => context(options)));
if (watch) {
  await Promise.all(contexts.map((one) => one.watch()));
} else {
  try {
    await Promise.all(contexts.map((one) => one.rebuild()));
  } catch {
    // esbuild has printed what is wrong and where.
    process.exitCode = 1;
  }
  await Promise.all(contexts.map((one) => one.dispose()));
}
