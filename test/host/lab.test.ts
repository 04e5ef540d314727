import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { Event } from '../../src/base/event';
import type { Inspection } from '../../src/extension';
import type { LabView } from '../../src/ui/lab/tree/labTree';
import { docker, removeContainers } from '../support/docker';
import { ownEngine } from '../support/engine';

describe('the trees', () => {
  let engine: Inspection['engine'];
  let lab: Inspection['lab'];

  before(async () => {
    const extension = vscode.extensions.getExtension<Inspection>('docker-network-lab.docker-network-lab');
    assert.ok(extension);
    ({ engine, lab } = await extension.activate());
    await vscode.commands.executeCommand('networkLab.containers.focus');
    await engine.ready();
  });
  afterEach(() => removeContainers('lab-host', 'lab-hidden'));
  after(() => docker('network', 'rm', 'lab-host-net').catch(() => undefined));

  const lines = async (view: LabView) =>
    (await lab.rows(view)).map(({ depth, label, description }) => `${'  '.repeat(depth)}${label} | ${description}`);
  /** Waits until rows satisfy a condition, looked at whenever `event` fires. Nothing here asks the trees to refresh. */
  const untilRows = async (
    event: Event<unknown>,
    view: LabView,
    condition: (rows: readonly string[]) => boolean,
    deadline = 10_000,
  ) => {
    const end = Date.now() + deadline;
    for (;;) {
      let next = () => {};
      const changed = new Promise<void>((resolve) => (next = resolve));
      const subscription = event(() => next());
      const rows = await lines(view);
      if (condition(rows)) {
        subscription.dispose();
        return;
      }
      const timer = setTimeout(next, Math.max(0, end - Date.now()));
      await changed;
      clearTimeout(timer);
      subscription.dispose();
      if (Date.now() >= end) throw new Error(`not within ${deadline} ms:\n${(await lines(view)).join('\n')}`);
    }
  };

  it('show a container that was started elsewhere, with its ports and its networks, without a refresh', async () => {
    await docker('network', 'create', 'lab-host-net');
    const options = ['--stop-timeout', '1', '-p', '127.0.0.1::8001', '--expose', '9000/udp', '--net', 'lab-host-net'];
    await docker('run', '-d', '--name', 'lab-host', ...options, 'busybox', 'sleep', '1000');
    const published = await docker('port', 'lab-host', '8001/tcp');
    const address = await docker(
      'inspect',
      '-f',
      '{{(index .NetworkSettings.Networks "lab-host-net").IPAddress}}',
      'lab-host',
    );
    await untilRows(engine.onDidChangeLab, 'containers', (rows) => {
      const at = rows.indexOf('lab-host | busybox · running');
      return (
        at >= 0 &&
        [`  lab-host-net | ${address}`, `  ${published} → 8001/tcp | `, '  9000/udp | not published'].every(
          (row, index) => rows[at + 1 + index] === row,
        )
      );
    });
    await untilRows(engine.onDidChangeLab, 'networks', (rows) => {
      const at = rows.findIndex((row) => row.startsWith('lab-host-net | bridge · '));
      return at >= 0 && rows[at + 1]?.startsWith(`  lab-host | ${address} · `) === true;
    });
    const networks = (await lab.rows('networks')).filter(({ depth }) => depth === 0).map(({ label }) => label);
    assert.deepEqual(networks.slice(-3), ['bridge', 'host', 'none']);

    const rows = await lab.rows('containers');
    const port = rows.find(
      ({ context, spoken }) => context === 'port.tcp.published' && spoken.startsWith('Port 8001 TCP'),
    );
    assert.ok(port?.node.kind === 'port');
    assert.equal(port.node.port.containerPort, 8001);
    assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);

    const ids = rows
      .filter(({ id }) => id.includes(port.node.kind === 'port' ? port.node.containerId : '?'))
      .map(({ id }) => id);
    await docker('stop', '-t', '0', 'lab-host');
    await untilRows(engine.onDidChangeLab, 'containers', (all) =>
      all.some((row) => row.startsWith('lab-host | busybox · exited (')),
    );
    const stopped = (await lab.rows('containers')).map(({ id }) => id);
    // What is selected and unfolded stays: the rows are the same ones.
    assert.deepEqual(
      ids.filter((id) => !stopped.includes(id)),
      [],
    );
    await docker('rm', 'lab-host');
    await untilRows(engine.onDidChangeLab, 'containers', (all) => !all.some((row) => row.includes('lab-host')));
  });

  it('do not show our own throwaway containers', async () => {
    await docker('create', '--name', 'lab-hidden', '--label', 'docker-network-lab.helper=1', 'busybox');
    await docker('create', '--name', 'lab-host', 'busybox');
    await untilRows(engine.onDidChangeLab, 'containers', (rows) => rows.includes('lab-host | busybox · created'));
    assert.ok(!(await lines('containers')).some((row) => row.includes('lab-hidden')));
  });

  it('are empty and say why while the engine is gone, and are right within 5 s of its return', async function () {
    const own = ownEngine();
    if (!own) this.skip();
    this.timeout(90_000);
    await docker('create', '--name', 'lab-host', 'busybox');
    await untilRows(engine.onDidChangeLab, 'containers', (rows) => rows.length > 0);
    await own.kill();
    try {
      await untilRows(engine.onDidChangeState, 'containers', (rows) => rows.length === 0 && lab.message !== '');
      assert.equal(engine.state.kind, 'offline');
      assert.ok(lab.message.includes(own.host), lab.message);
      assert.match(lab.message, /It is tried again by itself/);
      assert.deepEqual(await lines('networks'), []);
    } finally {
      await own.start();
    }
    await untilRows(
      engine.onDidChangeLab,
      'containers',
      (rows) => rows.includes('lab-host | busybox · created'),
      5_000,
    );
    assert.equal(lab.message, '');
  });
});
