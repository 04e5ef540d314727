import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { ensureTools } from '../aptPackages.mjs';
import { attempt, run } from '../run.mjs';
import { which } from '../which.mjs';

/** @typedef {{ tag: string, shell: string, make: (rootFolder: string) => Promise<void> }} LocalImage */

/** Says of an image that it is not the one a registry has under the same name. */
const label = 'network-lab.origin=made on this machine from Debian packages';

/** @param {string} folder */
async function addBusybox(folder) {
  const busybox = /** @type {string} */ (which('busybox'));
  await mkdir(join(folder, 'bin'), { recursive: true });
  await cp(await realpath(busybox), join(folder, 'bin/busybox'));
  const applets = (await run(busybox, ['--list'])).split('\n').filter((name) => name && name !== 'busybox');
  for (const applet of applets) await symlink('busybox', join(folder, 'bin', applet));
  for (const name of ['etc', 'root', 'proc', 'sys', 'dev', 'var']) await mkdir(join(folder, name), { recursive: true });
  await mkdir(join(folder, 'tmp'), { mode: 0o1777 });
  await writeFile(
    join(folder, 'etc/passwd'),
    'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n',
  );
  await writeFile(join(folder, 'etc/group'), 'root:x:0:\nnogroup:x:65534:\n');
}

/**
 * A program with the libraries it is linked to.
 * @param {string} folder
 * @param {string} program
 * @param {string} place its path in the image
 */
async function addProgram(folder, program, place) {
  const copy = async (/** @type {string} */ from, /** @type {string} */ to) => {
    await mkdir(dirname(join(folder, to)), { recursive: true });
    await rm(join(folder, to), { force: true });
    await cp(await realpath(from), join(folder, to));
  };
  await copy(program, place);
  for (const [library] of (await run('ldd', [program])).matchAll(/\/\S+/g)) await copy(library, library);
}

/** BusyBox alone: the image of the tutorial. */
export const busyboxImage = { tag: 'busybox:latest', shell: 'sh', make: addBusybox };

/** bash and OpenBSD's nc, as older Ubuntu images had them; older tutorials ask for it by this name. */
export const bashImage = {
  tag: 'ubuntu:14.04',
  shell: 'bash',
  make: async (/** @type {string} */ folder) => {
    await addBusybox(folder);
    await addProgram(folder, /** @type {string} */ (which('bash')), '/bin/bash');
    await addProgram(folder, /** @type {string} */ (which('nc.openbsd')), '/bin/nc.openbsd');
    await rm(join(folder, 'bin/nc'), { force: true });
    await symlink('nc.openbsd', join(folder, 'bin/nc'));
  },
};

/**
 * @param {string} host the engine's address
 * @param {string} tag
 */
export const hasImage = async (host, tag) =>
  (await attempt('docker', ['--host', host, 'image', 'inspect', tag])).code === 0;

/**
 * Makes an image from this machine's packages, without any registry; takes about a second.
 * @param {string} host
 * @param {LocalImage} image
 */
export async function makeImage(host, { tag, shell, make }) {
  await ensureTools('making images', [
    { command: 'busybox', package: 'busybox-static' },
    ...(tag === bashImage.tag
      ? [
          { command: 'nc.openbsd', package: 'netcat-openbsd' },
          { command: 'bash', package: 'bash' },
        ]
      : []),
  ]);
  const folder = await mkdtemp(join(tmpdir(), 'docker-network-lab-image-'));
  try {
    const content = join(folder, 'root');
    const archive = join(folder, `${basename(tag).replace(':', '-')}.tar`);
    await make(content);
    await run('tar', ['-C', content, '--owner=0', '--group=0', '--numeric-owner', '-cf', archive, '.']);
    const changes = [
      `CMD ["${shell}"]`,
      'ENV PATH=/bin:/usr/bin:/sbin:/usr/sbin',
      `LABEL ${label.replace('=', '="')}"`,
    ];
    await run('docker', ['--host', host, 'import', ...changes.flatMap((change) => ['-c', change]), archive, tag]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
