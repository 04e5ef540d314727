import { strict as assert } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../src/base/log';
import { EngineConnection, type OnlineState } from '../../src/engine/connection';
import type { EngineChoice } from '../../src/engine/engineChoice';
import type { EngineState } from '../../src/engine/engineState';
import { terminalEnvironment } from '../../src/engine/terminalEnvironment';
import { findContainer } from '../../src/model/lab';
import { Authority, type Certificate } from '../support/certificates';
import { docker, engineFolderOf, removeContainers } from '../support/docker';
import { contextMeta, DockerConfig } from '../support/dockerConfig';
import { engineHost } from '../support/engine';
import { Relay } from '../support/relay';
import { until } from '../support/until';

const context = (name: string): EngineChoice => ({ kind: 'context', name });
const address = (host: string): EngineChoice => ({ kind: 'address', host });
const nowhere = 'unix:///nonexistent/docker.sock';

describe('an engine that is chosen', () => {
  let folder: string;
  let config: DockerConfig;
  let connection: EngineConnection;
  let states: EngineState['kind'][];
  const relays: Relay[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chosen-engine-'));
    config = new DockerConfig(join(folder, 'docker'));
  });
  afterEach(async () => {
    connection.dispose();
    for (const relay of relays.splice(0)) relay.close();
    await removeContainers('chosen-engine');
    await rm(folder, { recursive: true });
  });

  const open = (relay: Relay): Promise<string> => {
    relays.push(relay);
    return relay.open();
  };
  const make = (host: string, choice?: EngineChoice): EngineConnection => {
    connection = new EngineConnection({
      host: () => host,
      env: { DOCKER_CONFIG: config.folder },
      homedir: folder,
      platform: process.platform,
      log: silentLog,
      timings: { firstBackOffMs: 60_000, steadyMs: 0 },
      ...(choice && { choice }),
    });
    states = [];
    connection.onDidChangeState(({ kind }) => states.push(kind));
    return connection;
  };
  /** Where a new terminal's docker command line would go. */
  const terminalsGoTo = ({ lastOnline }: EngineConnection, inherited: Readonly<Record<string, string>> = {}) =>
    lastOnline && engineFolderOf({ ...inherited, ...terminalEnvironment(lastOnline), DOCKER_CONFIG: config.folder });

  it('moves the lab from one address to another and back, with nothing of the former in between', async () => {
    const second = await open(new Relay());
    await docker('create', '--name', 'chosen-engine', 'busybox');
    const engine = make(engineHost());
    await engine.ready();
    states.length = 0;

    engine.choose(address(second));
    assert.deepEqual(states, ['connecting']);
    assert.equal(engine.lab.networks.size, 0);
    const online = await engine.ready();
    assert.deepEqual(online.address, { host: second, source: 'chosen' });
    assert.ok(findContainer(engine.lab, 'chosen-engine'));
    assert.equal(terminalEnvironment(online)['DOCKER_HOST'], second);
    assert.equal(await terminalsGoTo(engine), await docker('info', '--format', '{{.DockerRootDir}}'));
    // The lab is that of the new address: it follows what happens there, by the new connection alone.
    await removeContainers('chosen-engine');
    await until(
      engine.onDidChangeLab,
      () => findContainer(engine.lab, 'chosen-engine') === undefined,
      () => 'still there',
    );

    engine.choose(undefined);
    assert.deepEqual((await engine.ready()).address, { host: engineHost(), source: 'setting' });
    assert.deepEqual(states, ['connecting', 'online', 'connecting', 'online']);
  });

  it('is the one that is connected to first when it was chosen before', async () => {
    const second = await open(new Relay());
    assert.equal((await make(engineHost(), address(second)).ready()).address.host, second);
  });

  it('stays when it is chosen again, and when the setting changes under it', async () => {
    const second = await open(new Relay());
    const engine = make(engineHost(), address(second));
    await engine.ready();
    states.length = 0;
    engine.choose(address(second));
    engine.setHost(nowhere);
    assert.deepEqual(states, []);
    engine.choose(undefined);
    await assert.rejects(engine.ready(), /nonexistent/);
  });

  it('is reached from an engine that does not answer', async () => {
    const engine = make(nowhere);
    await assert.rejects(engine.ready());
    engine.choose(address(engineHost()));
    assert.equal((await engine.ready()).address.host, engineHost());
  });

  it('does not connect before it is needed', () => {
    const engine = make(engineHost());
    engine.choose(address(nowhere));
    assert.equal(engine.state.kind, 'idle');
  });

  it('has no terminals until it answers, and those of its own while it is away', async () => {
    const relay = new Relay();
    const second = await open(relay);
    const engine = make(engineHost());
    const answered = () => engine.lastOnline?.address.host;
    await engine.ready();
    assert.equal(answered(), engineHost());
    engine.choose(address(nowhere));
    assert.equal(answered(), undefined);
    await assert.rejects(engine.ready(), /chosen for this window/);
    assert.equal(answered(), undefined, 'an engine that does not answer leaves no way to the former one');

    engine.choose(address(second));
    await engine.ready();
    relay.close();
    await until(
      engine.onDidChangeState,
      () => engine.state.kind === 'offline',
      () => engine.state.kind,
    );
    assert.equal(answered(), second);
  });

  describe('by the files of its context', () => {
    let authority: Authority;
    let server: Certificate;
    let client: Certificate;
    let host: string;

    beforeEach(async () => {
      authority = await Authority.make(folder, 'authority');
      server = await authority.issue('server');
      client = await authority.issue('client');
      host = await open(new Relay({ ...server, ca: authority.ca, requestCert: true, rejectUnauthorized: true }));
    });
    const pem = ({ ca = authority.ca, cert, key }: Partial<Certificate> & { readonly ca?: Buffer }) => ({
      'ca.pem': ca,
      ...(cert && { 'cert.pem': cert }),
      ...(key && { 'key.pem': key }),
    });
    const offline = async (engine: EngineConnection) => {
      await assert.rejects(engine.ready());
      assert.ok(engine.state.kind === 'offline');
      return { reason: engine.state.reason, message: engine.state.error.message };
    };

    it('speaks TLS, and so does docker in a terminal', async () => {
      await config.makeContext('behind-tls', contextMeta('behind-tls', host), pem(client));
      const engine = make(engineHost(), context('behind-tls'));
      const online: OnlineState = await engine.ready();
      assert.equal(online.address.host, host);
      assert.ok(engine.lab.networks.size > 0);
      assert.deepEqual(terminalEnvironment(online), { DOCKER_CONTEXT: 'behind-tls', DOCKER_HOST: null });
      const ours = await docker('info', '--format', '{{.DockerRootDir}}');
      assert.equal(await terminalsGoTo(engine), ours);
      // Whatever the terminal inherits that is meant for another engine.
      const inherited = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/nonexistent', DOCKER_CONTEXT: 'gone' };
      assert.equal(await terminalsGoTo(engine, inherited), ours);
    });

    it('says that TLS fails with the wrong authority, and what to look at', async () => {
      const { ca } = await Authority.make(folder, 'stranger');
      await config.makeContext('wrong', contextMeta('wrong', host), pem({ ...client, ca }));
      const { reason, message } = await offline(make(engineHost(), context('wrong')));
      assert.equal(reason, 'tls');
      assert.match(message, /Docker context "wrong", chosen for this window\): TLS failed: .*certificate/);
      assert.match(message, /"docker context inspect wrong"/);
    });

    it('is reached with the wrong authority only where the context says not to look', async () => {
      const { ca } = await Authority.make(folder, 'stranger');
      await config.makeContext('loose', contextMeta('loose', host, { skipTls: true }), pem({ ...client, ca }));
      assert.equal((await make(engineHost(), context('loose')).ready()).address.host, host);
    });

    it('says that TLS fails without the certificate of a client', async () => {
      await config.makeContext('bare', contextMeta('bare', host), pem({}));
      assert.equal((await offline(make(engineHost(), context('bare')))).reason, 'tls');
    });
  });
});
