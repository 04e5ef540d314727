import { build as bundle } from 'esbuild';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { leanDockerode } from '../scripts/lib/leanDockerode.mjs';
import { root } from '../scripts/lib/paths.mjs';

/**
 * Bundles a suite as the extension is, and loads it.
 * @param {string} name of a file `bench/NAME.ts`
 * @returns {Promise<unknown>} what it exports
 */
export async function loadSuite(name) {
  await bundle({
    absWorkingDir: root,
    entryPoints: [`bench/${name}.ts`],
    outdir: 'out/bench',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: true,
    keepNames: true,
    plugins: [leanDockerode],
    logLevel: 'warning',
  });
  return createRequire(import.meta.url)(join(root, 'out/bench', `${name}.js`));
}
