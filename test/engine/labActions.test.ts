import { strict as assert } from 'node:assert';
import { exec } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { silentLog } from '../../src/base/log';
import { EngineConnection } from '../../src/engine/connection';
import type { LabActions } from '../../src/engine/labActions';
import { endpointKey } from '../../src/model/endpoint';
import { findContainer, type Lab } from '../../src/model/lab';
import type { NetworkSpec } from '../../src/model/networkSpec';
import { explainFailure, type Attempted } from '../../src/ui/lab/commands/explainFailure';
import { findShell } from '../../src/ui/lab/commands/findShell';
import { emptyDraft, specOf, type NetworkDraft } from '../../src/ui/lab/forms/networkDraft';
import { docker } from '../support/docker';
import { engineHost } from '../support/engine';
import { until } from '../support/until';

describe('what can be done to a lab', function () {
  this.timeout(120_000);
  let connection: EngineConnection;
  let actions: LabActions;

  const clean = async () => {
    const containers = (await docker('ps', '-aq', '--filter', 'name=^/?act-')).split(/\s+/).filter(Boolean);
    if (containers.length > 0) await docker('rm', '-fv', ...containers);
    const networks = (await docker('network', 'ls', '-q', '--filter', 'name=act-')).split(/\s+/).filter(Boolean);
    if (networks.length > 0) await docker('network', 'rm', ...networks);
  };
  before(async () => {
    await clean();
    const options = { env: {}, homedir: '/nonexistent', platform: process.platform, log: silentLog };
    connection = new EngineConnection({ ...options, host: engineHost });
    actions = await connection.actions();
  });
  afterEach(clean);
  after(() => connection.dispose());

  const is = (condition: (lab: Lab) => boolean) =>
    until(
      connection.onDidChangeLab,
      () => condition(connection.lab),
      () => JSON.stringify([...connection.lab.containers.values()].filter(({ name }) => name.startsWith('act-'))),
    );
  const id = (name: string) => findContainer(connection.lab, name)?.id ?? assert.fail(name);
  const network = (name: string) => [...connection.lab.networks.values()].find((one) => one.name === name);
  const networkId = (name: string) => network(name)?.id ?? assert.fail(name);
  const state = (name: string, wanted: string) => is((lab) => findContainer(lab, name)?.state === wanted);
  const run = async (name: string, ...args: string[]) => {
    await docker('run', '-d', '--stop-timeout', '1', '--name', name, ...args, 'busybox', 'sleep', '1000');
    await state(name, 'running');
  };
  const make = async (name: string, draft: Partial<NetworkDraft> = {}) => {
    await actions.createNetwork(specOf({ ...emptyDraft, name, ...draft }));
    await is(() => network(name) !== undefined);
  };
  /** What a person is told when the engine refuses. */
  const refused = async (attempted: Attempted, work: () => Promise<unknown>) => {
    const error: unknown = await work().then(
      () => assert.fail('it was not refused'),
      (reason: unknown) => reason,
    );
    const { lab } = connection;
    return explainFailure(error, attempted, { lab, platform: 'linux', reveal: () => ({ title: 'Show', command: '' }) })
      .message;
  };

  it('starts, stops, restarts, pauses, unpauses, kills, renames and removes containers, and the model follows', async () => {
    await run('act-a');
    await actions.pause(id('act-a'));
    await state('act-a', 'paused');
    await actions.unpause(id('act-a'));
    await state('act-a', 'running');
    const { startedAt } = findContainer(connection.lab, 'act-a') ?? assert.fail();
    await actions.restart(id('act-a'));
    await is((lab) => {
      const now = findContainer(lab, 'act-a');
      return now?.state === 'running' && now.startedAt !== startedAt;
    });
    await actions.kill(id('act-a'));
    await is((lab) => findContainer(lab, 'act-a')?.exitCode === 137);
    await actions.start(id('act-a'));
    await state('act-a', 'running');
    await actions.stop(id('act-a'));
    await state('act-a', 'exited');
    const before = id('act-a');
    await actions.rename(before, 'act-b');
    await is((lab) => findContainer(lab, 'act-b')?.id === before);
    await actions.removeContainer(before, { volumes: true, force: false });
    await is((lab) => !lab.containers.has(before));
  });

  it('removes anonymous volumes with a container only when that is asked for', async () => {
    const volumeOf = (name: string) => docker('inspect', '-f', '{{(index .Mounts 0).Name}}', name);
    const volumes = () => docker('volume', 'ls', '-q');
    for (const keep of [true, false]) {
      await run('act-a', '-v', '/data');
      const volume = await volumeOf('act-a');
      await actions.removeContainer(id('act-a'), { volumes: !keep, force: true });
      assert.equal((await volumes()).includes(volume), keep);
      if (keep) await docker('volume', 'rm', volume);
    }
  });

  it('looks for a file without running anything', async () => {
    await docker('create', '--name', 'act-a', 'busybox');
    await state('act-a', 'created');
    assert.equal(await actions.hasFile(id('act-a'), '/bin/sh'), true);
    assert.equal(await actions.hasFile(id('act-a'), '/bin/bash'), false);
    assert.equal(findContainer(connection.lab, 'act-a')?.state, 'created');
  });

  it('finds the best shell that a container has, or that it has none', async () => {
    await run('act-a');
    assert.equal(await findShell(id('act-a'), actions), '/bin/ash');
    await docker('run', '-d', '--name', 'act-b', 'ubuntu:14.04', 'sleep', '1000');
    await state('act-b', 'running');
    assert.equal(await findShell(id('act-b'), actions), '/bin/bash');
    await promisify(exec)('tar -C /bin -c busybox | docker import - act-bare');
    await docker('run', '-d', '--name', 'act-c', 'act-bare', '/busybox', 'sleep', '1000');
    await state('act-c', 'running');
    assert.equal(await findShell(id('act-c'), actions), undefined);
    await docker('rm', '-f', 'act-c');
    await docker('rmi', 'act-bare');
  });

  it('makes a network with all that was typed', async () => {
    await make('act-n', {
      subnet: '10.219.0.0/24',
      gateway: '10.219.0.254',
      ipRange: '10.219.0.128/25',
      ipv6: true,
      subnet6: 'fd00:219::/64',
      attachable: true,
      labels: 'course=networking, week',
    });
    const made = network('act-n');
    assert.deepEqual(made?.subnets[0], {
      subnet: '10.219.0.0/24',
      gateway: '10.219.0.254',
      ipRange: '10.219.0.128/25',
    });
    assert.equal(made.subnets[1]?.subnet, 'fd00:219::/64');
    assert.deepEqual([made.driver, made.ipv6, made.internal, made.attachable], ['bridge', true, false, true]);
    assert.deepEqual(made.labels, { course: 'networking', week: '' });
    await make('act-i', { internal: true });
    assert.equal(network('act-i')?.internal, true);
    await actions.removeNetwork(networkId('act-i'));
    await is(() => network('act-i') === undefined);
  });

  it('makes a macvlan network on a parent', async () => {
    // The engine's own bridge: whatever else the machine has is left alone.
    const name = network('bridge')?.options['com.docker.network.bridge.name'] ?? assert.fail();
    await make('act-m', { driver: 'macvlan', parent: name, subnet: '10.219.1.0/24' });
    assert.deepEqual(network('act-m')?.options, { parent: name });
    const message = await refused({ kind: 'createNetwork', spec: specOf({ ...emptyDraft, name: 'act-x' }) }, () =>
      actions.createNetwork(specOf({ ...emptyDraft, name: 'act-x', driver: 'macvlan', parent: 'nope0' })),
    );
    assert.match(message, /nope0.*Choose an interface/);
  });

  it('connects with aliases and a fixed address, and disconnects, also a container that does not run', async () => {
    await make('act-n', { subnet: '10.219.0.0/24' });
    await run('act-a');
    const at = () =>
      connection.lab.endpoints.get(endpointKey({ containerId: id('act-a'), networkId: networkId('act-n') }));
    await actions.connect(networkId('act-n'), id('act-a'), { aliases: ['store', 'db'], ipv4: '10.219.0.77' });
    await is(() => at()?.ipv4 === '10.219.0.77');
    assert.deepEqual(at()?.aliases, ['db', 'store']);
    await actions.disconnect(networkId('act-n'), id('act-a'));
    await is(() => at() === undefined);
    await actions.stop(id('act-a'));
    await state('act-a', 'exited');
    // The engine sends no event for this one.
    await actions.connect(networkId('act-n'), id('act-a'), { aliases: ['late'] });
    await is(() => at()?.aliases.includes('late') === true);
    await actions.disconnect(networkId('act-n'), id('act-a'));
    await is(() => at() === undefined);
  });

  it('names who holds a port, or how to find the program that does', async () => {
    await run('act-web', '-p', '127.0.0.1::80');
    const port = (await docker('port', 'act-web', '80/tcp')).split(':')[1] ?? '';
    await docker('create', '--name', 'act-b', '-p', `127.0.0.1:${port}:80`, 'busybox', 'sleep', '1000');
    await state('act-b', 'created');
    const start = (): Attempted => ({ kind: 'start', containerId: id('act-b') });
    assert.match(
      await refused(start(), () => actions.start(id('act-b'))),
      /allocated\. Container act-web holds that port/,
    );
    await docker('rm', '-f', 'act-web', 'act-b');

    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const taken = (server.address() as AddressInfo).port;
    await docker('create', '--name', 'act-b', '-p', `127.0.0.1:${taken}:80`, 'busybox', 'sleep', '1000');
    await state('act-b', 'created');
    assert.match(
      await refused(start(), () => actions.start(id('act-b'))),
      new RegExp(`No container in the views holds it.*:${taken}'`),
    );
    server.close();
  });

  it('names the network that a subnet overlaps, who is on a network, and who has an address', async () => {
    await make('act-n', { subnet: '10.219.0.0/24' });
    const spec: NetworkSpec = specOf({ ...emptyDraft, name: 'act-x', subnet: '10.219.0.0/25' });
    assert.match(
      await refused({ kind: 'createNetwork', spec }, () => actions.createNetwork(spec)),
      /overlaps that of network act-n \(10\.219/,
    );
    await run('act-a', '--net', 'act-n', '--ip', '10.219.0.9');
    const net = networkId('act-n');
    assert.match(
      await refused({ kind: 'removeNetwork', networkId: net }, () => actions.removeNetwork(net)),
      /Still on it: act-a\./,
    );
    await run('act-b');
    const connect = (ipv4: string): Attempted => ({
      kind: 'connect',
      containerId: id('act-b'),
      networkId: net,
      spec: { aliases: [], ipv4 },
    });
    const connecting = (ipv4: string) => () => actions.connect(net, id('act-b'), { aliases: [], ipv4 });
    assert.match(await refused(connect('10.219.0.9'), connecting('10.219.0.9')), /Container act-a has that address/);
    assert.match(await refused(connect('10.9.0.9'), connecting('10.9.0.9')), /Choose an address in the subnet/);
  });

  it('says what else the engine refuses, and why', async () => {
    await make('act-n');
    await run('act-a');
    await run('act-host', '--net', 'host');
    await run('act-shares', '--net', 'container:act-a');
    const net = networkId('act-n');
    const connect = (name: string): Attempted => ({
      kind: 'connect',
      containerId: id(name),
      networkId: net,
      spec: { aliases: [] },
    });
    for (const name of ['act-host', 'act-shares']) {
      const message = await refused(connect(name), () => actions.connect(net, id(name), { aliases: [] }));
      assert.match(message, /make it anew without/);
    }
    const rename: Attempted = { kind: 'rename', containerId: id('act-a'), name: 'act-host' };
    assert.match(
      await refused(rename, () => actions.rename(id('act-a'), 'act-host')),
      /already in use by container "act-host"/,
    );
    const unknown = specOf({ ...emptyDraft, name: 'act-x', driver: 'nope' });
    assert.match(
      await refused({ kind: 'createNetwork', spec: unknown }, () => actions.createNetwork(unknown)),
      /no such driver/,
    );
    const overlay = specOf({ ...emptyDraft, name: 'act-x', driver: 'overlay' });
    assert.match(
      await refused({ kind: 'createNetwork', spec: overlay }, () => actions.createNetwork(overlay)),
      /need a swarm/,
    );
    const gone: Attempted = { kind: 'start', containerId: 'f'.repeat(64) };
    assert.match(
      await refused(gone, () => actions.start('f'.repeat(64))),
      /Cannot start container f{12}: .*removed meanwhile/,
    );
    await assert.rejects(() => actions.start('../../v1.41/info'), /not an id/);
  });
});
