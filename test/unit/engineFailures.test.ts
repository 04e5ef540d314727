import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../src/base/log';
import { UserError } from '../../src/base/userError';
import { negotiateApiVersion } from '../../src/engine/apiVersion';
import { EngineConnection } from '../../src/engine/connection';
import { classifyFailure } from '../../src/engine/engineFailure';
import type { Attempt, OfflineReason } from '../../src/engine/engineState';
import { offlineError, overallReason } from '../../src/engine/offlineError';

describe('an engine that cannot be reached', () => {
  let folder: string;
  const servers: { close(): void }[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'engine-failures-'));
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) server.close();
    await rm(folder, { recursive: true });
  });

  const connect = (host: string, env: NodeJS.ProcessEnv = {}) => {
    const timings = { connectTimeoutMs: 300, firstBackOffMs: 60_000 };
    const actions = {
      retry: { title: 'Try Again', command: 'retry' },
      setAddress: { title: 'Set Address', command: 'set' },
    };
    const connection = new EngineConnection({
      host: () => host,
      env,
      homedir: folder,
      platform: 'linux',
      log: silentLog,
      actions,
      timings,
    });
    servers.push({ close: () => connection.dispose() });
    return connection;
  };
  const reasonFor = async (
    host: string,
    env?: NodeJS.ProcessEnv,
  ): Promise<{ reason: OfflineReason; message: string }> => {
    const engine = connect(host, env);
    await assert.rejects(engine.ready(), UserError);
    if (engine.state.kind !== 'offline') throw new Error(engine.state.kind);
    assert.ok(
      engine.state.error.message.includes(engine.state.tried[0]?.address.host ?? '?'),
      engine.state.error.message,
    );
    assert.deepEqual(
      engine.state.error.actions.map(({ command }) => command),
      ['retry', 'set'],
    );
    return { reason: engine.state.reason, message: engine.state.error.message };
  };
  const listen = async (server: Server | ReturnType<typeof createTcpServer>, where: string | number) => {
    if (typeof where === 'string') server.listen(where);
    else server.listen(where, '127.0.0.1');
    await once(server, 'listening');
    servers.push(server);
    const address = server.address();
    return address !== null && typeof address === 'object' ? `tcp://127.0.0.1:${address.port}` : `unix://${where}`;
  };

  it('is missing when there is no socket', async () => {
    assert.equal((await reasonFor(`unix://${folder}/no.sock`)).reason, 'missing');
    assert.equal((await reasonFor('tcp://name.invalid:2375')).reason, 'missing');
  });

  it('refuses when nobody listens', async () => {
    await writeFile(join(folder, 'left.sock'), '');
    assert.equal((await reasonFor(`unix://${folder}/left.sock`)).reason, 'refused');
    assert.equal((await reasonFor('tcp://127.0.0.1:1')).reason, 'refused');
  });

  it('is given up when it does not answer in time', async () => {
    const host = await listen(
      createTcpServer((socket) => servers.push({ close: () => socket.destroy() })),
      join(folder, 'mute.sock'),
    );
    assert.equal((await reasonFor(host)).reason, 'timeout');
  });

  it('names TLS where TLS is what fails', async () => {
    const plain = await listen(
      createServer((_, response) => response.end('{}')),
      0,
    );
    assert.equal((await reasonFor(plain, { DOCKER_TLS_VERIFY: '1' })).reason, 'tls');
  });

  it('is unsupported when it is too old, too new, or no engine', async () => {
    const answers: Record<string, object> = {
      old: { ApiVersion: '1.18', Version: '1.6' },
      new: { ApiVersion: '9.9', MinAPIVersion: '9.0' },
      other: { hello: 'world' },
    };
    for (const [name, answer] of Object.entries(answers)) {
      const host = await listen(
        createServer((_, response) => response.end(JSON.stringify(answer))),
        join(folder, `${name}.sock`),
      );
      assert.equal((await reasonFor(host)).reason, 'unsupported', name);
    }
  });

  it('is unsupported over ssh, with the way to do it', async () => {
    const { reason, message } = await reasonFor('ssh://me@box');
    assert.equal(reason, 'unsupported');
    assert.match(message, /Remote-SSH/);
  });

  it('does not mind a DOCKER_HOST that another program left malformed when the setting says otherwise', async () => {
    const before = process.env['DOCKER_HOST'];
    process.env['DOCKER_HOST'] = 'tcp://:::';
    try {
      assert.equal((await reasonFor(`unix://${folder}/no.sock`)).reason, 'missing');
      assert.equal(process.env['DOCKER_HOST'], 'tcp://:::');
    } finally {
      if (before === undefined) delete process.env['DOCKER_HOST'];
      else process.env['DOCKER_HOST'] = before;
    }
  });

  it('does nothing before it is demanded', () => {
    const engine = connect(`unix://${folder}/no.sock`);
    assert.equal(engine.state.kind, 'idle');
    engine.retry();
    assert.equal(engine.state.kind, 'connecting');
  });

  it('ends waiting with the signal', async () => {
    const host = await listen(
      createTcpServer((socket) => servers.push({ close: () => socket.destroy() })),
      join(folder, 'mute.sock'),
    );
    const reason = new Error('enough');
    const waiting = connect(host).ready(AbortSignal.abort(reason));
    await assert.rejects(waiting, reason);
  });
});

describe('what is said of an engine that cannot be reached', () => {
  const attempt = (
    host: string,
    reason: OfflineReason,
    detail: string,
    source: Attempt['address']['source'] = 'wellKnown',
  ) => ({
    address: { host, source },
    reason,
    detail,
  });

  it('names every address and why each failed, and the most telling reason stands for all', () => {
    const tried = [
      attempt('unix:///a', 'missing', 'no such socket'),
      attempt('unix:///b', 'denied', 'permission denied'),
      attempt('unix:///c', 'missing', 'no such socket'),
    ];
    assert.equal(overallReason(tried), 'denied');
    const { message } = offlineError(tried, 'linux');
    assert.match(message, /unix:\/\/\/a, unix:\/\/\/c \(no such socket\); unix:\/\/\/b \(permission denied\)/);
    assert.match(message, /sudo usermod -aG docker \$USER/);
    assert.doesNotMatch(offlineError(tried, 'darwin').message, /sudo/);
  });

  it('sends to where the address came from', () => {
    const message = (source: Attempt['address']['source']) =>
      offlineError([attempt('tcp://x:1', 'refused', 'nobody listens there', source)], 'linux').message;
    assert.match(message('setting'), /networkLab\.engine\.host/);
    assert.match(message('DOCKER_HOST'), /DOCKER_HOST/);
    assert.match(message('context'), /docker context ls/);
  });

  it('sends one who chose the engine to choose another, since the setting says nothing then', () => {
    const actions = {
      choose: { title: 'Choose Engine', command: 'choose' },
      setAddress: { title: 'Set Address', command: 'set' },
    };
    const chosen = (reason: OfflineReason, contextName?: string) => {
      const one = attempt('tcp://x:1', reason, 'why', 'chosen');
      const address = { ...one.address, ...(contextName !== undefined && { contextName }) };
      return offlineError([{ ...one, address }], 'linux', actions);
    };
    for (const reason of ['refused', 'missing', 'unsupported', 'other'] as const) {
      assert.match(chosen(reason).message, /\(chosen for this window\): why\. Choose another engine/, reason);
    }
    assert.deepEqual(
      chosen('refused').actions.map(({ command }) => command),
      ['choose'],
    );
    assert.match(chosen('tls', 'lab').message, /"docker context inspect lab"\), or choose another engine/);
    assert.doesNotMatch(chosen('tls', 'a; reboot').message, /inspect a/);
    assert.match(chosen('tls', 'default').message, /DOCKER_CERT_PATH/);
    const { actions: offered } = offlineError([attempt('unix:///a', 'refused', 'why')], 'linux', actions);
    assert.deepEqual(
      offered.map(({ command }) => command),
      ['choose', 'set'],
    );
  });

  it('tells failures apart by what Node and the engine report', () => {
    const reason = (error: object) => classifyFailure(Object.assign(new Error('x'), error)).reason;
    assert.equal(reason({ code: 'EACCES' }), 'denied');
    assert.equal(reason({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }), 'tls');
    assert.equal(reason({ code: 'EPROTO' }), 'tls');
    assert.equal(reason({ statusCode: 500 }), 'other');
  });

  it('settles on the lower API version', () => {
    assert.deepEqual(negotiateApiVersion('1.41', '1.12'), { version: '1.41' });
    assert.deepEqual(negotiateApiVersion('1.99', '1.44'), { version: '1.52' });
    assert.ok('why' in negotiateApiVersion('1.9', undefined));
  });
});
