// `npm run package`: a .vsix of a production build, checked.
import { readFileSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lib/lock.mjs';
import { ensureNodeModules } from './lib/nodeModules.mjs';
import { root } from './lib/paths.mjs';
import { checkContents, listArchive } from './lib/package.mjs';
import { run } from './lib/run.mjs';
import { StepError } from './lib/stepError.mjs';
import { runMain, say, step } from './lib/steps.mjs';

await runMain('Package the extension', async () => {
  await ensureNodeModules();
  /** @type {{ name: string, version: string }} */
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const file = `${name}-${version}.vsix`;
  await withLock(join(root, '.lab/build.lock'), async () => {
    await step('Build for production', () =>
      run(process.execPath, ['scripts/build.mjs', '--production'], { cwd: root }),
    );
    const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
    // Bundled: the packages of node_modules stay at home.
    const args = [
      'package',
      '--no-dependencies',
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      '--out',
      file,
    ];
    await step(`Pack ${file}`, () => run(process.execPath, [vsce, ...args], { cwd: root }));
    // The bundles are those of the package now, without source maps: the next test or start builds its own.
    await rm(join(root, 'out/built.json'), { force: true });
  });
  await step('Check what it contains', async () => {
    const { size } = await stat(join(root, file));
    const problems = checkContents(await listArchive(join(root, file)), size);
    if (problems.length > 0)
      throw new StepError(
        `Check ${file}`,
        problems.join('\n    '),
        'Correct .vscodeignore or the build, and package again.',
      );
    say(`  ${file}: ${(size / 1024).toFixed(0)} KB. Install it with: code --install-extension ${file}`);
  });
});
