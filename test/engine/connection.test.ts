import { strict as assert } from 'node:assert';
import { silentLog } from '../../src/base/log';
import { EngineConnection } from '../../src/engine/connection';
import type { ConnectionTimings } from '../../src/engine/connectionTimings';
import type { EngineState } from '../../src/engine/engineState';
import { findContainer } from '../../src/model/lab';
import { docker } from '../support/docker';
import { engineHost, ownEngine } from '../support/engine';
import { Relay } from '../support/relay';
import { until } from '../support/until';

describe('the connection to an engine', () => {
  const relay = new Relay();
  let connection: EngineConnection;
  let states: EngineState[];

  const make = (host: string, timings: Partial<ConnectionTimings> = {}) => {
    const options = { host: () => host, env: {}, homedir: '/nonexistent', platform: process.platform, log: silentLog };
    connection = new EngineConnection({ ...options, timings });
    states = [];
    connection.onDidChangeState((state) => states.push(state));
    return connection;
  };
  const reaches = (kind: EngineState['kind'], deadline?: number) =>
    until(
      connection.onDidChangeState,
      () => connection.state.kind === kind,
      () => JSON.stringify(connection.state),
      deadline,
    );
  const shows = (name: string, deadline?: number) =>
    until(
      connection.onDidChangeLab,
      () => findContainer(connection.lab, name) !== undefined,
      () => `no ${name}`,
      deadline,
    );

  afterEach(async () => {
    connection.dispose();
    relay.close();
    await docker('rm', '-f', 'connection-a').catch(() => undefined);
  });

  it('answers with the engine and what it holds', async () => {
    await docker('create', '--name', 'connection-a', 'busybox');
    const state = await make(engineHost()).ready();
    assert.equal(state.address.host, engineHost());
    assert.match(state.apiVersion, /^1\.\d+$/);
    assert.ok(findContainer(connection.lab, 'connection-a'));
  });

  it('takes a cut stream up again without going offline, and has what happened meanwhile', async () => {
    const engine = make(await relay.open(), { steadyMs: 0 });
    await engine.ready();
    states.length = 0;
    relay.cut();
    await docker('create', '--name', 'connection-a', 'busybox');
    await shows('connection-a');
    await docker('rm', '-f', 'connection-a');
    await until(
      engine.onDidChangeLab,
      () => findContainer(engine.lab, 'connection-a') === undefined,
      () => 'still there',
    );
    assert.deepEqual(states, []);
  });

  it('says that the engine is lost and then why, shows nothing, and is right again when it is back', async () => {
    const host = await relay.open();
    const engine = make(host, { steadyMs: 0, firstBackOffMs: 20 });
    await engine.ready();
    states.length = 0;
    relay.close();
    await until(
      engine.onDidChangeState,
      () => states.length === 2,
      () => JSON.stringify(states),
    );
    assert.deepEqual(
      states.map((state) => (state.kind === 'offline' ? state.reason : state.kind)),
      ['lost', 'refused'],
    );
    assert.equal(engine.lab.networks.size, 0);
    await docker('create', '--name', 'connection-a', 'busybox');
    await relay.open();
    await shows('connection-a');
    assert.equal(engine.state.kind, 'online');
  });

  it('tries again at once when asked, and connects to another address when the setting changes', async () => {
    const engine = make('unix:///nonexistent/docker.sock', { firstBackOffMs: 60_000 });
    await assert.rejects(engine.ready());
    engine.retry();
    assert.equal(engine.state.kind, 'connecting');
    await assert.rejects(engine.ready());
    engine.setHost(engineHost());
    assert.equal((await engine.ready()).address.host, engineHost());
    engine.setHost('unix:///nonexistent/docker.sock');
    assert.equal(engine.lab.networks.size, 0);
    await assert.rejects(engine.ready(), /nonexistent/);
  });

  it('is offline while the engine is killed and right within 5 s of its return', async function () {
    const own = ownEngine();
    if (!own) this.skip();
    this.timeout(90_000);
    const engine = make(own.host);
    await engine.ready();
    await own.kill();
    try {
      await reaches('offline');
      assert.equal(engine.lab.networks.size, 0);
    } finally {
      await own.start();
    }
    const back = Date.now();
    await reaches('online', 5_000);
    await docker('create', '--name', 'connection-a', 'busybox');
    await shows('connection-a', 5_000 - (Date.now() - back));
    await own.shutDown();
    try {
      await reaches('offline');
    } finally {
      await own.start();
    }
    await shows('connection-a', 5_000);
  });
});
