import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { attempt } from '../../scripts/lib/run.mjs';
import { ensureSpace } from '../../scripts/lib/diskSpace.mjs';
import { checkSystem } from '../../scripts/lib/start/system.mjs';
import { asStepError, StepError } from '../../scripts/lib/stepError.mjs';

/** Runs `npm start` with arguments that keep it from getting anywhere. */
const start = (...args: string[]) => attempt(process.execPath, [join(root, 'scripts/start.mjs'), ...args]);

/** What a person is told: the step, the reason and the way on, and no stack. */
function assertExplains(output: string, step: RegExp, reason: RegExp, remedy: RegExp) {
  const [first = '', second = '', third = ''] = output.trim().split('\n');
  assert.match(first, step);
  assert.match(second, reason);
  assert.match(third, remedy);
  assert.doesNotMatch(output, /^\s+at /m);
}

describe('npm start, when it cannot', () => {
  it('names a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, output } = await start('--port', String(port));
    server.close();
    assert.equal(code, 1);
    assertExplains(output, new RegExp(`Failed: Listen on port ${port}`), /Another program listens/, /--port N/);
  });

  it('names an option that does not exist', async () => {
    const { code, output } = await start('--brwoser');
    assert.equal(code, 1);
    assertExplains(output, /Failed: Read the command line/, /--brwoser/, /--help/);
  });

  it('names a port that is none', async () => {
    const { output } = await start('--port', '70000');
    assertExplains(output, /Read the command line/, /"70000" is not a port/, /1 to 65535/);
  });

  it('says what to do on a system it does not know', () => {
    const explain = (platform: NodeJS.Platform) => {
      try {
        checkSystem(platform);
        return '';
      } catch (error) {
        return asStepError('', error).explain();
      }
    };
    assertExplains(explain('win32'), /Check the system/, /this is win32/, /WSL/);
    assertExplains(explain('aix'), /Check the system/, /this is aix/, /\.vsix/);
    assert.equal(explain('linux'), '');
  });

  it('notices a full disk before it begins, and when it comes to it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'docker-network-lab-unit-'));
    await assert.rejects(ensureSpace('Install', folder, 1e9), (error: unknown) => {
      assert.ok(error instanceof StepError);
      assertExplains(error.explain(), /Install/, /The disk is full/, /NETWORK_LAB_CACHE/);
      return true;
    });
    await rm(folder, { recursive: true });
    const later = asStepError('Install', new Error('npm error ENOSPC: no space left on device, write'));
    assertExplains(later.explain(), /Install/, /The disk is full/, /df -h/);
  });
});

describe('npm start --help', () => {
  it('lists the options on standard output', async () => {
    const { code, stdout } = await start('--help');
    assert.equal(code, 0);
    for (const option of ['--browser', '--port N', '--private-engine']) assert.ok(stdout.includes(option), option);
  });
});
