import { strict as assert } from 'node:assert';
import { answers } from '../../scripts/lib/engine/api.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { engineHost, ownEngine } from '../support/engine';

describe('the engine of the tests', () => {
  it('runs a container from an image made here', async () => {
    const said = await run('docker', ['--host', engineHost(), 'run', '--rm', 'busybox', 'echo', 'hello']);
    assert.equal(said, 'hello\n');
  });

  it('comes back after a crash with the containers it had', async function () {
    const engine = ownEngine();
    if (!engine) return this.skip();
    const docker = (...args: string[]) => run('docker', ['--host', engine.host, ...args]);
    await docker('run', '-d', '--name', 'survivor', 'busybox', 'sleep', '1000');
    await engine.kill();
    assert.equal(await answers(engine.socket), false);
    await engine.start();
    assert.match(await docker('ps', '--all', '--format', '{{.Names}}'), /^survivor$/m);
    await docker('rm', '--force', 'survivor');
  });
});
