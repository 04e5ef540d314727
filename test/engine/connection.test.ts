import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { silentLog } from '../../src/base/log';
import { EngineConnection } from '../../src/engine/connection';
import type { ConnectionTimings } from '../../src/engine/connectionTimings';
import type { EngineState } from '../../src/engine/engineState';
import { findContainer } from '../../src/model/lab';
import { docker } from '../support/docker';
import { engineHost, ownEngine } from '../support/engine';
import { until } from '../support/until';

/** A way to the engine that can be cut: what a proxy or a network does, and an engine that is well cannot be made to do. */
class Relay {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private port = 0;

  async open(): Promise<string> {
    this.server = createServer((near) => {
      const far = connect(engineHost().replace('unix://', ''));
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => this.sockets.delete(socket));
      }
      near.pipe(far).pipe(near);
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    if (address && typeof address === 'object') this.port = address.port;
    return `tcp://127.0.0.1:${this.port}`;
  }

  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  close(): void {
    this.server?.close();
    this.cut();
  }
}

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
