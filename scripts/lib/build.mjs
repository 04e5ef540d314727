import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { root } from './paths.mjs';
import { run } from './run.mjs';
import { step } from './steps.mjs';

/** What the bundles are made of. */
const sources = [
  'src',
  'scripts/build.mjs',
  'scripts/lib/leanDockerode.mjs',
  'scripts/lib/lazyBundles.mjs',
  'package-lock.json',
];
/** What is made. */
const products = ['dist/extension.js', 'dist/cli.js', 'dist/extension.js.map'];

const stampFile = join(root, 'out/built.json');

/** @returns {Promise<string | undefined>} names, sizes and times of sources and bundles; undefined when a bundle is missing */
async function fingerprint() {
  const hash = createHash('sha256');
  try {
    for (const source of [...sources, ...products]) {
      const path = join(root, source);
      const files = (await stat(path)).isDirectory()
        ? (await readdir(path, { recursive: true })).sort().map((file) => join(path, file))
        : [path];
      for (const file of files) {
        const { size, mtimeMs } = await stat(file);
        hash.update(`${file} ${size} ${mtimeMs}\n`);
      }
    }
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}

async function isUpToDate() {
  const stamp = await readFile(stampFile, 'utf8').catch(() => '');
  return stamp !== '' && stamp === (await fingerprint());
}

/** Builds the extension, its pages and its command line into dist/; not again when nothing has changed. */
export async function build() {
  if (await isUpToDate()) return;
  await step('Build', (progress) =>
    withLock(
      join(root, '.lab/build.lock'),
      async () => {
        if (await isUpToDate()) return;
        await run(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root });
        await mkdir(join(root, 'out'), { recursive: true });
        await writeFile(stampFile, (await fingerprint()) ?? '');
      },
      () => progress('another run builds, waiting for it'),
    ),
  );
}
