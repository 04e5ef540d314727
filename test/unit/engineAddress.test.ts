import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findAddresses, type AddressInputs } from '../../src/engine/engineAddress';

describe('which engine is meant', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'engine-address-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  const find = (inputs: Partial<AddressInputs> = {}) =>
    findAddresses({ host: '', env: {}, homedir: home, platform: 'linux', ...inputs });
  const hosts = async (inputs: Partial<AddressInputs> = {}) => (await find(inputs)).addresses.map(({ host }) => host);
  const failure = async (inputs: Partial<AddressInputs> = {}) => {
    const { addresses, unusable } = await find(inputs);
    assert.deepEqual(addresses, []);
    assert.equal(unusable.length, 1);
    return unusable[0];
  };
  const configure = async (text: string, folder = join(home, '.docker')) => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'config.json'), text);
  };
  const makeContext = async (name: string, meta: string, files: Record<string, string> = {}) => {
    const digest = createHash('sha256').update(name).digest('hex');
    const folder = join(home, '.docker/contexts/meta', digest);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'meta.json'), meta);
    const tls = join(home, '.docker/contexts/tls', digest, 'docker');
    await mkdir(tls, { recursive: true });
    for (const [file, text] of Object.entries(files)) await writeFile(join(tls, file), text);
  };
  const docker = (host: string, more: object = {}) =>
    JSON.stringify({ Endpoints: { docker: { Host: host, ...more } } });

  it('is the one of the setting, and no other', async () => {
    await configure('{"currentContext":"far"}');
    const { addresses } = await find({ host: ' unix:///a.sock ', env: { DOCKER_HOST: 'unix:///b.sock' } });
    assert.deepEqual(addresses, [{ host: 'unix:///a.sock', source: 'setting' }]);
  });

  it('is that of DOCKER_HOST, whatever the context', async () => {
    const env = { DOCKER_HOST: 'tcp://10.0.0.1', DOCKER_CONTEXT: 'far' };
    assert.deepEqual((await find({ env })).addresses, [{ host: 'tcp://10.0.0.1:2375', source: 'DOCKER_HOST' }]);
  });

  it('takes certificates from the environment', async () => {
    await writeFile(join(home, 'ca.pem'), 'authority');
    const env = { DOCKER_HOST: 'tcp://box', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: home };
    const [address] = (await find({ env })).addresses;
    assert.equal(address?.host, 'tcp://box:2376');
    assert.deepEqual(address.tls, { ca: Buffer.from('authority'), verify: true });
  });

  it('says which certificate cannot be read', async () => {
    await mkdir(join(home, 'key.pem'));
    const env = { DOCKER_HOST: 'tcp://box', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: home };
    const attempt = await failure({ env });
    assert.equal(attempt?.reason, 'tls');
    assert.match(attempt.detail, /key\.pem cannot be read \(EISDIR\)/);
  });

  for (const [text, host] of [
    ['unix://', 'unix:///var/run/docker.sock'],
    ['/run/my docker.sock', 'unix:///run/my docker.sock'],
    ['npipe:////./pipe/docker_engine', 'npipe:////./pipe/docker_engine'],
    ['localhost:2375', 'tcp://localhost:2375'],
    ['tcp://[fd00::1]:80', 'tcp://[fd00::1]:80'],
  ] as const) {
    it(`reads ${text}`, async () => assert.deepEqual(await hosts({ host: text }), [host]));
  }

  for (const [text, detail] of [
    ['ssh://me@box', /ssh:\/\/ is not supported.*Remote-SSH/],
    ['http://box', /http:\/\/ is not supported; use unix/],
    ['tcp://:::', /not an address/],
    ['tcp://', /not an address/],
    ['tcp://box:99999', /not an address/],
  ] as const) {
    it(`refuses ${text} with a reason`, async () => {
      const attempt = await failure({ host: text });
      assert.equal(attempt?.reason, 'unsupported');
      assert.match(attempt.detail, detail);
    });
  }

  it('is that of the current Docker context, with its certificates', async () => {
    await configure('{"currentContext":"far"}');
    await makeContext('far', docker('tcp://far:2376', { SkipTLSVerify: true }), { 'cert.pem': 'c', 'key.pem': 'k' });
    assert.deepEqual((await find()).addresses, [
      {
        host: 'tcp://far:2376',
        source: 'context',
        contextName: 'far',
        tls: { cert: Buffer.from('c'), key: Buffer.from('k'), verify: false },
      },
    ]);
  });

  it('is that of DOCKER_CONTEXT before the configured one', async () => {
    await configure('{"currentContext":"far"}');
    await makeContext('near', docker('unix:///near.sock'));
    assert.deepEqual(await hosts({ env: { DOCKER_CONTEXT: 'near' } }), ['unix:///near.sock']);
  });

  it('reads the configuration where DOCKER_CONFIG says', async () => {
    await configure('{"currentContext":"gone"}', join(home, 'elsewhere'));
    const attempt = await failure({ env: { DOCKER_CONFIG: join(home, 'elsewhere') } });
    assert.equal(attempt?.address.contextName, 'gone');
  });

  it('names a context that does not exist, instead of taking another engine', async () => {
    await configure('{"currentContext":"gone"}');
    const attempt = await failure();
    assert.equal(attempt?.address.contextName, 'gone');
    assert.match(attempt.detail, /no such context/);
  });

  it('names the file that is not JSON', async () => {
    await configure('{"currentContext":');
    assert.match((await failure())?.detail ?? '', /config\.json is not valid JSON/);
    await configure('{"currentContext":"bad"}');
    await makeContext('bad', '[');
    assert.match((await failure())?.detail ?? '', /meta\.json is not valid JSON/);
    await makeContext('bad', '{"Endpoints":{"kubernetes":{}}}');
    assert.match((await failure())?.detail ?? '', /names no Docker endpoint/);
  });

  it('is looked for at the well-known sockets otherwise, and for the context named default', async () => {
    const expected = [
      'unix:///var/run/docker.sock',
      'unix:///run/user/7/docker.sock',
      `unix://${home}/.docker/run/docker.sock`,
      `unix://${home}/.docker/desktop/docker.sock`,
      'unix:///run/podman/podman.sock',
      'unix:///run/user/7/podman/podman.sock',
    ];
    assert.deepEqual(await hosts({ uid: 7 }), expected);
    assert.deepEqual(await hosts({ env: { XDG_RUNTIME_DIR: '/run/user/7' } }), expected);
    await configure('{"currentContext":"far"}');
    assert.deepEqual(await hosts({ uid: 7, env: { DOCKER_CONTEXT: 'default' } }), expected);
    await configure('{"currentContext":"default"}');
    assert.deepEqual(await hosts({ uid: 7 }), expected);
    assert.deepEqual(await hosts({ platform: 'win32', env: { DOCKER_CONTEXT: 'default' } }), [
      'npipe:////./pipe/docker_engine',
    ]);
  });
});
