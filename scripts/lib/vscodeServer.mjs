import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureTools } from './aptPackages.mjs';
import { withLock } from './lock.mjs';
import { npm } from './npm.mjs';
import { cacheFolder, root } from './paths.mjs';
import { identify } from './processIdentity.mjs';
import { run } from './run.mjs';
import { ensureSpace } from './diskSpace.mjs';
import { StepError } from './stepError.mjs';
import { step } from './steps.mjs';

/** @typedef {'newest' | 'floor'} Edition which VS Code: the newest, or the oldest that engines.vscode allows */

/**
 * @typedef {object} VscodeServer
 * @property {Edition} edition
 * @property {string} version of VS Code, e.g. "1.93.1"
 * @property {string} folder of VS Code's own server
 * @property {string} node the Node it is made for
 */

/** Counts up when the installation below changes, so that what an older recipe installed is not taken for it. */
const recipe = 2;

/**
 * What VS Code's server cannot work without on Linux and what comes as source: terminals, logs, ending with its parent, file
 * watching. The other native modules (sign-in, sqlite, Windows) are loaded when they are used, and never are here.
 */
const nativeModules = ['node-pty', '@vscode/spdlog', '@vscode/native-watchdog', 'native-watchdog', '@parcel/watcher'];

/**
 * @param {Edition} edition
 * @param {string} parent the folder the edition is installed in
 * @returns {Promise<VscodeServer>}
 */
async function describe(edition, parent) {
  const folder = join(parent, 'node_modules/code-server/lib/vscode');
  /** @type {{ version: string }} */
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return { edition, version, folder, node: join(parent, `node_modules/node-linux-${process.arch}/bin/node`) };
}

/**
 * Compiles a module unless its package brings a binary for this system.
 * @param {string} module its folder
 * @param {{ node: string, gyp: string, headers: string }} tools
 */
async function compile(module, { node, gyp, headers }) {
  const prebuilt = join(module, 'prebuilds', `linux-${process.arch}`);
  if (!existsSync(join(module, 'binding.gyp')) || existsSync(prebuilt)) return;
  // parcel's watcher comes as one package for each system in its newer versions.
  if (existsSync(join(`${module}-linux-${process.arch}-glibc`, 'watcher.node'))) return;
  await run(node, [gyp, 'rebuild', `--nodedir=${headers}`], { cwd: module });
}

/**
 * Older versions download their search program at install time, which not every machine can; the same program comes in a package.
 * @param {string} target
 * @param {string} folder of VS Code's server
 */
async function provideSearch(target, folder) {
  const place = join(folder, 'node_modules/@vscode/ripgrep');
  if (!existsSync(place)) return;
  const all = join(target, 'node_modules/@vscode/ripgrep-universal');
  await cp(join(all, `bin/linux-${process.arch}/rg`), join(place, 'bin/rg'));
  // Those of the other systems are not wanted.
  await rm(all, { recursive: true });
}

/**
 * @param {Edition} edition
 * @param {string} target an empty folder
 * @param {(text: string) => void} progress
 */
async function install(edition, target, progress) {
  await mkdir(target, { recursive: true });
  await cp(join(root, 'scripts/vscode-server', edition), target, { recursive: true });
  await npm(['ci'], target, { progress });
  const { folder, node } = await describe(edition, target);
  if (!existsSync(node))
    throw new Error(
      `npm did not install ${node}: it was perhaps told to leave out optional packages (npm config get omit).`,
    );
  // `npm ci` refuses VS Code's own lock file, which leaves out optional packages of Windows; `install` keeps to its versions.
  await npm(['install', '--omit=dev', '--legacy-peer-deps'], folder, { progress, node });
  const tools = {
    node,
    gyp: join(target, 'node_modules/node-gyp/bin/node-gyp.js'),
    headers: join(target, `node_modules/node-linux-${process.arch}`),
  };
  for (const name of nativeModules) {
    progress(`compiling ${name}`);
    await compile(join(folder, 'node_modules', name), tools);
  }
  await provideSearch(target, folder);
  // Older versions look for their modules under the name that the desktop packs them in.
  await symlink('node_modules', join(folder, 'node_modules.asar'));
  await run(node, ['-e', "for (const name of ['node-pty', '@vscode/spdlog']) require(name)"], { cwd: folder });
  await writeFile(join(target, 'installed.json'), JSON.stringify({ recipe, at: new Date().toISOString() }));
}

/**
 * The VS Code server of one edition; installed once, in the cache folder, under a hash of its lock file.
 * @param {Edition} edition
 * @returns {Promise<VscodeServer>}
 * @throws {StepError} on systems that it does not exist for, and when it cannot be installed
 */
export async function ensureVscodeServer(edition) {
  const name = edition === 'newest' ? "Install VS Code's server" : 'Install the oldest supported VS Code server';
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch))
    throw new StepError(
      name,
      `VS Code can be served in a browser from Linux on x64 and arm64 only; this is ${process.platform} on ${process.arch}.`,
      'Install VS Code desktop with its `code` command on the PATH, and run `npm start` again.',
    );
  const lock = await readFile(join(root, 'scripts/vscode-server', edition, 'package-lock.json'));
  const key = createHash('sha256').update(lock).update(`${recipe} ${process.arch}`).digest('hex').slice(0, 12);
  const parent = join(cacheFolder(), 'vscode-server');
  const target = join(parent, `${edition}-${key}`);
  if (existsSync(target)) return describe(edition, target);

  await ensureSpace(name, parent, 1500);
  await ensureTools("compiling VS Code's native modules", [
    { command: 'g++', package: 'g++' },
    { command: 'make', package: 'make' },
    { command: 'python3', package: 'python3' },
  ]);
  await step(name, (progress) =>
    withLock(
      `${target}.lock`,
      async () => {
        if (existsSync(target)) return;
        for (const entry of await readdir(parent)) {
          const owner = /\.partial-(\d+)$/.exec(entry)?.[1];
          if (owner && !identify(Number(owner))) await rm(join(parent, entry), { recursive: true, force: true });
        }
        // Built beside its place and moved there at the end: what is in its place is complete.
        const partial = `${target}.partial-${process.pid}`;
        try {
          await install(edition, partial, progress);
          await rename(partial, target);
        } finally {
          await rm(partial, { recursive: true, force: true });
        }
      },
      () => progress('another run installs it, waiting for it'),
    ),
  );
  return describe(edition, target);
}
