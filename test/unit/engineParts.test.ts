import { strict as assert } from 'node:assert';
import { Coalescer } from '../../src/engine/coalescer';
import { effectOf, eventFromJson } from '../../src/engine/engineEvent';
import type { EngineAddress } from '../../src/engine/engineState';
import { JsonLines } from '../../src/engine/jsonLines';
import { KeyedReader } from '../../src/engine/keyedReader';
import { whereIsPublished } from '../../src/engine/reachability';
import { terminalEnvironment } from '../../src/engine/terminalEnvironment';

describe('the event stream', () => {
  it('is cut into documents wherever its chunks end, also inside a character', () => {
    const documents = [{ name: 'é→漢' }, { name: '\n' }, {}];
    const bytes = Buffer.from(documents.map((one) => `${JSON.stringify(one)}\n`).join(''));
    for (let size = 1; size <= bytes.length; size++) {
      const lines = new JsonLines();
      const read: unknown[] = [];
      for (let at = 0; at < bytes.length; at += size) read.push(...lines.push(bytes.subarray(at, at + size)));
      assert.deepEqual(read, documents);
    }
  });

  const effect = (Type: string, Action: string, Attributes: object = {}) => {
    const event = eventFromJson({ Type, Action, Actor: { ID: 'x', Attributes } });
    return event && effectOf(event);
  };

  it('concerns a container by what changes it, and not by what is done in it', () => {
    for (const action of ['start', 'die', 'rename', 'health_status: healthy', 'something new']) {
      assert.deepEqual(effect('container', action), { container: 'x' });
    }
    for (const action of ['exec_create: sh', 'exec_die', 'attach', 'top', 'kill', 'resize']) {
      assert.equal(effect('container', action), undefined);
    }
    assert.deepEqual(effect('container', 'destroy'), { container: 'x', gone: true });
  });

  it('concerns both sides of a connection', () => {
    assert.deepEqual(effect('network', 'connect', { container: 'c' }), { network: 'x', container: 'c' });
    assert.deepEqual(effect('network', 'destroy'), { network: 'x', gone: true });
    assert.equal(effect('image', 'pull'), undefined);
    assert.equal(eventFromJson({ Type: 'network', Action: 'prune', Actor: { ID: '' } }), undefined);
  });
});

describe('reading by key', () => {
  const make = () => {
    const calls: {
      readonly key: string;
      readonly answer: (value?: number) => void;
      readonly fail: (error: Error) => void;
    }[] = [];
    const applied: unknown[] = [];
    const reader = new KeyedReader<number>({
      concurrency: 2,
      read: (key) => new Promise((resolve, reject) => calls.push({ key, answer: resolve, fail: reject })),
      apply: (key, value) => applied.push([key, value]),
      onError: (key, error) => applied.push([key, error]),
    });
    return { reader, calls, applied };
  };
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it('reads again what was requested meanwhile, once', async () => {
    const { reader, calls, applied } = make();
    reader.request('a');
    reader.request('a');
    reader.request('a');
    assert.equal(calls.length, 1);
    calls[0]?.answer(1);
    await turn();
    calls[1]?.answer(2);
    await turn();
    assert.equal(calls.length, 2);
    assert.deepEqual(applied, [
      ['a', 1],
      ['a', 2],
    ]);
    assert.ok(reader.idle);
  });

  it('bounds how many are under way, and drops the answer for what was forgotten', async () => {
    const { reader, calls, applied } = make();
    for (const key of ['a', 'b', 'c']) reader.request(key);
    assert.deepEqual(
      calls.map(({ key }) => key),
      ['a', 'b'],
    );
    reader.forget('a');
    calls[0]?.answer(1);
    calls[1]?.fail(new Error('no'));
    await turn();
    calls[2]?.answer();
    await turn();
    assert.deepEqual(applied, [
      ['b', new Error('no')],
      ['c', undefined],
    ]);
  });

  it('is not starved by a poke every moment', async () => {
    const started = Date.now();
    const ran = await new Promise<number>((resolve) => {
      const coalescer = new Coalescer(50, 100, () => {
        clearInterval(timer);
        resolve(Date.now() - started);
      });
      const timer = setInterval(() => coalescer.poke(), 5);
      coalescer.poke();
    });
    assert.ok(ran >= 90 && ran < 1_000, `${ran} ms`);
  });
});

describe('where a published port is reached', () => {
  const local: EngineAddress = { host: 'unix:///var/run/docker.sock', source: 'wellKnown' };
  const remote: EngineAddress = { host: 'tcp://10.1.2.3:2375', source: 'setting' };
  const where = (engine: EngineAddress, hostAddress: string) =>
    whereIsPublished(engine, { hostAddress, hostPort: 8001 });

  it('is this machine for a local engine', () => {
    assert.deepEqual(where(local, '0.0.0.0'), { kind: 'reachable', host: '127.0.0.1', port: 8001 });
    assert.deepEqual(where(local, '::'), { kind: 'reachable', host: '::1', port: 8001, alternative: '127.0.0.1' });
    assert.deepEqual(where(local, '192.168.0.5'), { kind: 'reachable', host: '192.168.0.5', port: 8001 });
    const tunnel = { ...remote, host: 'tcp://localhost:2375' };
    assert.deepEqual(where(tunnel, '0.0.0.0'), { kind: 'reachable', host: '127.0.0.1', port: 8001 });
  });

  it("is the engine's machine for a remote one, and nowhere for its loopback", () => {
    for (const all of ['0.0.0.0', '::']) {
      assert.deepEqual(where(remote, all), { kind: 'reachable', host: '10.1.2.3', port: 8001 });
    }
    for (const loopback of ['127.0.0.1', '127.8.0.1', '::1']) {
      const place = where(remote, loopback);
      assert.match(place.kind === 'unreachable' ? place.why : place.kind, /loopback.*10\.1\.2\.3/);
    }
  });
});

describe('the environment of a terminal', () => {
  const online = (address: EngineAddress) =>
    terminalEnvironment({ kind: 'online', address, apiVersion: '1.41', engineVersion: '20' });

  it('leads docker to the engine of the trees', () => {
    const environment = online({ host: 'unix:///a', source: 'setting' });
    assert.equal(environment['DOCKER_HOST'], 'unix:///a');
    assert.equal(environment['DOCKER_CONTEXT'], null);
    assert.equal(environment['DOCKER_TLS_VERIFY'], null);
  });

  it('names the context whose certificates are needed', () => {
    assert.deepEqual(online({ host: 'tcp://a:1', source: 'context', contextName: 'far', tls: { verify: true } }), {
      DOCKER_CONTEXT: 'far',
      DOCKER_HOST: null,
    });
  });

  it('leaves certificates of the environment in place', () => {
    const environment = online({ host: 'tcp://a:1', source: 'DOCKER_HOST', tls: { verify: true } });
    assert.deepEqual(Object.keys(environment).sort(), ['DOCKER_CONTEXT', 'DOCKER_HOST']);
  });

  it('is right for what was chosen', () => {
    const tls = { verify: true };
    const chosen = (more: Partial<EngineAddress>) => online({ host: 'tcp://a:1', source: 'chosen', ...more });
    assert.deepEqual(chosen({ contextName: 'far', tls }), { DOCKER_CONTEXT: 'far', DOCKER_HOST: null });
    assert.equal(chosen({ contextName: 'near' })['DOCKER_HOST'], 'tcp://a:1');
    assert.equal(chosen({ contextName: 'near' })['DOCKER_CONTEXT'], null);
    // The default context takes its certificates from the environment, which `docker` reads only with an address.
    assert.deepEqual(chosen({ contextName: 'default', tls }), { DOCKER_HOST: 'tcp://a:1', DOCKER_CONTEXT: null });
    assert.deepEqual(chosen({ tls }), { DOCKER_HOST: 'tcp://a:1', DOCKER_CONTEXT: null });
  });

  it('is untouched without an engine', () => assert.deepEqual(terminalEnvironment({ kind: 'idle' }), {}));
});
