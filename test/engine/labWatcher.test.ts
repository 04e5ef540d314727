import { strict as assert } from 'node:assert';
import { silentLog } from '../../src/base/log';
import { EngineClient, type LabSource } from '../../src/engine/client';
import { defaultTimings } from '../../src/engine/connectionTimings';
import { LabWatcher, readLab } from '../../src/engine/labWatcher';
import { findContainer, type Lab } from '../../src/model/lab';
import { docker } from '../support/docker';
import { engineHost } from '../support/engine';
import { labText } from '../support/labText';
import { until } from '../support/until';

const ours = (lab: Lab) => labText(lab, 'watch-');

describe('following an engine', () => {
  let client: EngineClient;
  let watcher: LabWatcher;
  let calls: string[];
  let source: LabSource;
  /** Runs between the opening of the stream and the listing. */
  let whileListing: () => Promise<void>;
  /** Runs before an inspection is asked for. */
  let whileInspecting: () => Promise<void>;

  beforeEach(async () => {
    client = await EngineClient.connect({ host: engineHost(), source: 'DOCKER_HOST' }, defaultTimings);
    calls = [];
    whileListing = () => Promise.resolve();
    whileInspecting = () => Promise.resolve();
    source = {
      listContainers: async () => {
        calls.push('list containers');
        const list = await client.listContainers();
        await whileListing();
        return list;
      },
      listNetworks: () => client.listNetworks(),
      inspectContainer: async (id) => {
        calls.push(`container ${id}`);
        await whileInspecting();
        return client.inspectContainer(id);
      },
      inspectNetwork: (id) => {
        calls.push(`network ${id}`);
        return client.inspectNetwork(id);
      },
      watchEvents: (since, onEvent) => client.watchEvents(since, onEvent),
    };
    watcher = new LabWatcher(source, silentLog);
  });

  afterEach(async () => {
    watcher.dispose();
    client.dispose();
    const leftovers = (await docker('ps', '-aq', '--filter', 'name=^/?watch-')).split(/\s+/).filter(Boolean);
    if (leftovers.length > 0) await docker('rm', '-fv', ...leftovers);
    const networks = (await docker('network', 'ls', '-q', '--filter', 'name=watch-')).split(/\s+/).filter(Boolean);
    if (networks.length > 0) await docker('network', 'rm', ...networks);
  });

  const has = (condition: () => boolean) => until(watcher.onDidChangeLab, condition, () => ours(watcher.lab));
  /** Waits until the watcher has what a fresh reading of everything has. */
  const isRight = async () => {
    const expected = ours(await readLab(client));
    await until(
      watcher.onDidChangeLab,
      () => ours(watcher.lab) === expected,
      () => `${ours(watcher.lab)}\n--- a fresh reading:\n${expected}`,
    );
  };
  const run = (name: string, ...args: string[]) =>
    docker('run', '-d', '--stop-timeout', '1', '--name', name, ...args, 'busybox', 'sleep', '1000');

  it('is right after every step of a container and a network', async () => {
    await watcher.start();
    const steps: readonly (readonly string[])[] = [
      ['network', 'create', 'watch-n'],
      [
        'create',
        '--name',
        'watch-a',
        '--expose',
        '9000',
        '-p',
        '127.0.0.1::8001',
        '--net',
        'watch-n',
        'busybox',
        'sleep',
        '1000',
      ],
      ['start', 'watch-a'],
      ['network', 'create', 'watch-m'],
      ['network', 'connect', '--alias', 'other', 'watch-m', 'watch-a'],
      ['network', 'disconnect', 'watch-m', 'watch-a'],
      ['network', 'rm', 'watch-m'],
      ['rename', 'watch-a', 'watch-b'],
      ['pause', 'watch-b'],
      ['unpause', 'watch-b'],
      ['stop', '-t', '0', 'watch-b'],
      ['start', 'watch-b'],
      ['restart', '-t', '0', 'watch-b'],
      ['stop', '-t', '0', 'watch-b'],
      ['network', 'rm', 'watch-n'],
      ['network', 'create', 'watch-n'],
      ['rm', 'watch-b'],
      ['network', 'rm', 'watch-n'],
    ];
    for (const step of steps) {
      await docker(...step);
      await isRight();
    }
    assert.equal(ours(watcher.lab), '');
  });

  it('shows a container with its ports and its address on its network', async () => {
    await watcher.start();
    await docker('network', 'create', 'watch-n');
    await run('watch-a', '--net', 'watch-n', '--network-alias', 'web', '-p', '127.0.0.1::8001');
    await has(() => findContainer(watcher.lab, 'watch-a')?.state === 'running');
    const container = findContainer(watcher.lab, 'watch-a');
    assert.equal(container?.ports[0]?.published?.hostAddress, '127.0.0.1');
    const [endpoint] = [...watcher.lab.endpoints.values()].filter(({ containerId }) => containerId === container.id);
    assert.equal(endpoint?.networkName, 'watch-n');
    assert.match(endpoint.ipv4 ?? '', /^\d+\.\d+\.\d+\.\d+$/);
    assert.deepEqual(endpoint.aliases, ['web']);
  });

  it('knows health, exit codes, links, and what a network was made with', async () => {
    await watcher.start();
    await docker(
      'network',
      'create',
      '--internal',
      '--attachable',
      '--label',
      'a=b',
      '--subnet',
      '10.213.0.0/24',
      '--ip-range',
      '10.213.0.128/25',
      'watch-n',
    );
    await run(
      'watch-a',
      '--net',
      'watch-n',
      '--network-alias',
      'web',
      '--health-cmd',
      'true',
      '--health-interval',
      '1s',
    );
    await has(() => findContainer(watcher.lab, 'watch-a')?.health === 'healthy');
    await run('watch-b');
    await run('watch-c', '--link', 'watch-b:db');
    await has(() => findContainer(watcher.lab, 'watch-c')?.state === 'running');
    assert.deepEqual(findContainer(watcher.lab, 'watch-c')?.links, [{ name: 'watch-b', alias: 'db' }]);
    await docker('rename', 'watch-b', 'watch-e');
    await has(() => findContainer(watcher.lab, 'watch-c')?.links[0]?.name === 'watch-e');
    await docker('run', '--name', 'watch-d', 'busybox', 'sh', '-c', 'exit 3').catch(() => undefined);
    await has(() => findContainer(watcher.lab, 'watch-d')?.exitCode === 3);
    assert.match(findContainer(watcher.lab, 'watch-d')?.startedAt ?? '', /^20\d\d-/);
    const network = [...watcher.lab.networks.values()].find(({ name }) => name === 'watch-n');
    assert.deepEqual(
      [network?.internal, network?.attachable, network?.ingress, network?.subnets[0]?.ipRange],
      [true, true, false, '10.213.0.128/25'],
    );
    const inNetwork = [...watcher.lab.endpoints.values()].find(({ networkName }) => networkName === 'watch-n');
    assert.ok(inNetwork?.dnsNames.includes('watch-a') && inNetwork.dnsNames.includes('web'), JSON.stringify(inNetwork));
    await isRight();
  });

  it('is right after containers and networks were pruned', async () => {
    await watcher.start();
    const label = ['--label', 'watch-prune'];
    for (const name of ['watch-a', 'watch-b']) await docker('create', '--name', name, ...label, 'busybox');
    await run('watch-c', ...label);
    await docker('network', 'create', ...label, 'watch-n');
    await has(() => findContainer(watcher.lab, 'watch-c')?.state === 'running');
    await docker('container', 'prune', '--force', '--filter', 'label=watch-prune');
    await has(() => findContainer(watcher.lab, 'watch-a') === undefined);
    await docker('network', 'prune', '--force', '--filter', 'label=watch-prune');
    await has(() => ![...watcher.lab.networks.values()].some(({ name }) => name === 'watch-n'));
    await isRight();
    assert.ok(findContainer(watcher.lab, 'watch-c'));
  });

  it('shows that a container has ended before the engine answers what it is now', async () => {
    await docker('network', 'create', 'watch-n');
    await watcher.start();
    const id = await run('watch-a', '--net', 'watch-n', '-p', '127.0.0.1::8001');
    await has(() => (watcher.lab.containers.get(id)?.ports[0]?.published?.hostPort ?? 0) > 0);
    await isRight();
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    whileInspecting = () => held;
    await docker('kill', 'watch-a');
    await has(() => watcher.lab.containers.get(id)?.state === 'exited');
    const shown = ours(watcher.lab);
    assert.equal(watcher.lab.containers.get(id)?.exitCode, 137);
    answer();
    whileInspecting = () => Promise.resolve();
    await isRight();
    // What was shown at once is what the engine says then.
    const withoutTimes = (text: string) => text.replace(/"(started|finished)At":"[^"]*",/g, '');
    assert.equal(withoutTimes(shown), withoutTimes(ours(watcher.lab)));
  });

  it('misses nothing that happens while it lists', async () => {
    await run('watch-gone');
    await run('watch-renamed');
    whileListing = async () => {
      await docker('network', 'create', 'watch-n');
      await run('watch-new', '--net', 'watch-n');
      await docker('rm', '-f', 'watch-gone');
      await docker('rename', 'watch-renamed', 'watch-later');
    };
    await watcher.start();
    await isRight();
    assert.ok(findContainer(watcher.lab, 'watch-new'));
    assert.ok(findContainer(watcher.lab, 'watch-later'));
    assert.equal(findContainer(watcher.lab, 'watch-gone'), undefined);
  });

  it('reads one container a few times when one starts, however many there are', async () => {
    for (const name of ['watch-0', 'watch-1', 'watch-2', 'watch-3']) await run(name);
    await watcher.start();
    await isRight();
    // What happened just before is told again: when a later event has arrived, all that is over.
    await docker('rename', 'watch-0', 'watch-later');
    await has(() => findContainer(watcher.lab, 'watch-later') !== undefined);
    calls.length = 0;
    const id = (await run('watch-new')).trim();
    await has(() => watcher.lab.containers.get(id)?.state === 'running');
    await isRight();
    const ours = calls.filter((call) => call.includes(id));
    // Created, connected, started: each may be a burst of its own.
    assert.ok(ours.length >= 1 && ours.length <= 3, calls.join('\n'));
    assert.ok(!calls.includes('list containers'), calls.join('\n'));
    const untouched = ['watch-1', 'watch-2', 'watch-3'].map((name) => findContainer(watcher.lab, name)?.id ?? '?');
    assert.deepEqual(
      calls.filter((call) => untouched.some((other) => call.includes(other))),
      [],
    );
  });

  it('does not read a container because something is executed in it', async () => {
    await watcher.start();
    const id = (await run('watch-a')).trim();
    await has(() => watcher.lab.containers.get(id)?.state === 'running');
    await isRight();
    // Its start may be read once more: an event of another container that comes later tells that this is over.
    await run('watch-other');
    await has(() => findContainer(watcher.lab, 'watch-other')?.state === 'running');
    await isRight();
    calls.length = 0;
    await docker('exec', 'watch-a', 'true');
    // The rename is behind the exec in the stream: when it has arrived, the exec has too.
    await docker('rename', 'watch-a', 'watch-b');
    await has(() => findContainer(watcher.lab, 'watch-b') !== undefined);
    assert.deepEqual(
      calls.filter((call) => call.includes(id)),
      [`container ${id}`],
    );
  });

  it('hides throwaway containers of ours, and does not read them', async () => {
    await watcher.start();
    const id = (await run('watch-helper', '--label', 'docker-network-lab.helper=1')).trim();
    await run('watch-a');
    await has(() => findContainer(watcher.lab, 'watch-a')?.state === 'running');
    assert.equal(watcher.lab.containers.has(id), false);
    assert.deepEqual(
      calls.filter((call) => call === `container ${id}`),
      [],
    );
  });

  it('keeps unchanged parts as they are', async () => {
    await run('watch-still');
    await watcher.start();
    await isRight();
    const before = findContainer(watcher.lab, 'watch-still');
    await run('watch-a');
    await has(() => findContainer(watcher.lab, 'watch-a')?.state === 'running');
    assert.ok(before);
    assert.equal(findContainer(watcher.lab, 'watch-still'), before);
  });
});
