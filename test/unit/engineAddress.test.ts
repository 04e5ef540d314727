import { strict as assert } from 'node:assert';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeAddress, findAddresses, type AddressInputs } from '../../src/engine/engineAddress';
import type { EngineChoice } from '../../src/engine/engineChoice';
import { DockerConfig } from '../support/dockerConfig';

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
  const configure = (text: string, folder = join(home, '.docker')) => new DockerConfig(folder).configure(text);
  const makeContext = (name: string, meta: string, files: Record<string, string> = {}) =>
    new DockerConfig(join(home, '.docker')).makeContext(name, meta, files);
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

  describe('when one was chosen for the window', () => {
    const everything = {
      host: 'unix:///setting.sock',
      env: { DOCKER_HOST: 'tcp://variable:1', DOCKER_CONTEXT: 'far' },
    };
    const context = (name: string): EngineChoice => ({ kind: 'context', name });
    const described = async (inputs: Partial<AddressInputs>) => {
      const { addresses, unusable } = await find(inputs);
      return [...addresses, ...unusable.map(({ address }) => address)].map(describeAddress);
    };

    it('is that address, whatever else says', async () => {
      const choice = { kind: 'address', host: 'box:99' } as const;
      assert.deepEqual((await find({ ...everything, choice })).addresses, [{ host: 'tcp://box:99', source: 'chosen' }]);
      assert.deepEqual(await described({ choice }), ['tcp://box:99 (chosen for this window)']);
    });

    it('is that of the context, with its certificates, whatever else says', async () => {
      await makeContext('lab', docker('tcp://lab:2376'), { 'ca.pem': 'authority' });
      const choice = context('lab');
      assert.deepEqual((await find({ ...everything, choice })).addresses, [
        {
          host: 'tcp://lab:2376',
          source: 'chosen',
          contextName: 'lab',
          tls: { ca: Buffer.from('authority'), verify: true },
        },
      ]);
      assert.deepEqual(await described({ choice }), ['tcp://lab:2376 (Docker context "lab", chosen for this window)']);
    });

    it('is named when its context is gone, instead of taking another engine', async () => {
      const choice = context('gone');
      const attempt = await failure({ ...everything, choice });
      assert.deepEqual(attempt?.address, { host: '', source: 'chosen', contextName: 'gone' });
      assert.match(attempt.detail, /no such context/);
      assert.deepEqual(await described({ choice }), ['Docker context "gone" (chosen for this window)']);
    });

    it('is, for the context named default, what it is to docker: DOCKER_HOST, else the one socket of the system', async () => {
      await configure('{"currentContext":"far"}');
      const choice = context('default');
      const chosen = { source: 'chosen', contextName: 'default' };
      assert.deepEqual((await find({ ...everything, choice })).addresses, [{ host: 'tcp://variable:1', ...chosen }]);
      assert.deepEqual((await find({ choice, uid: 7 })).addresses, [
        { host: 'unix:///var/run/docker.sock', ...chosen },
      ]);
      assert.deepEqual(await hosts({ choice, platform: 'win32' }), ['npipe:////./pipe/docker_engine']);
      await writeFile(join(home, 'ca.pem'), 'authority');
      const env = { DOCKER_HOST: 'tcp://box', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: home };
      assert.deepEqual((await find({ choice, env })).addresses, [
        { host: 'tcp://box:2376', ...chosen, tls: { ca: Buffer.from('authority'), verify: true } },
      ]);
    });
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
