import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { attempt } from '../run.mjs';
import { say } from '../steps.mjs';

/**
 * Prints how much of src/ the tests ran, over all layers that measure it.
 * @param {string} raw folder of V8's coverage files
 */
export async function reportCoverage(raw) {
  if (!existsSync(raw)) return;
  const c8 = join(root, 'node_modules/c8/bin/c8.js');
  const args = [
    'report',
    '--temp-directory',
    raw,
    '--reporter',
    'text-summary',
    '--reporter',
    'html',
    '--reporter',
    'json-summary',
  ];
  const scope = [
    '--all',
    '--src',
    'src',
    '--include',
    'src/**/*.ts',
    '--exclude',
    'src/webview/**',
    '--exclude-after-remap',
  ];
  const target = ['--reports-dir', join(root, 'coverage')];
  const { output } = await attempt(process.execPath, [c8, ...args, ...scope, ...target], { cwd: root });
  say(`${output.trim()}\nFile by file: coverage/index.html`);
}
