// `npm run --silent cli -- ARGUMENTS`: the command line of the extension, built when it is missing or out of date.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureNodeModules } from './lib/nodeModules.mjs';
import { root } from './lib/paths.mjs';
import { runMain } from './lib/steps.mjs';

await runMain('Run the command line', async () => {
  await ensureNodeModules();
  const { build } = await import('./lib/build.mjs');
  await build();
  const child = spawn(process.execPath, [join(root, 'dist/cli.js'), ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl+C reaches the child by itself, as it sits at the same terminal; the exit code is the child's.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.exitCode = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
});
