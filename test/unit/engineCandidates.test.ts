import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInputs } from '../../src/engine/engineAddress';
import { engineCandidates } from '../../src/engine/engineCandidates';
import { contextMeta, DockerConfig } from '../support/dockerConfig';

describe('what there is to choose from', () => {
  let home: string;
  let config: DockerConfig;
  const servers: Server[] = [];
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'engines-'));
    config = new DockerConfig(join(home, 'config'));
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) server.close();
    await rm(home, { recursive: true });
  });

  const look = ({ env, ...inputs }: Partial<AddressInputs> = {}) =>
    engineCandidates({
      host: '',
      homedir: home,
      platform: 'linux',
      env: { DOCKER_CONFIG: config.folder, XDG_RUNTIME_DIR: join(home, 'run'), ...env },
      ...inputs,
    });
  const contexts = async (inputs: Partial<AddressInputs> = {}) => (await look(inputs)).contexts;
  const listen = async (path: string) => {
    const server = createServer();
    servers.push(server);
    server.listen(path);
    await once(server, 'listening');
  };
  const standard = { name: 'default', host: 'unix:///var/run/docker.sock', tls: false, current: true };

  it('is the default context alone where the command line has no other', async () => {
    assert.deepEqual(await contexts(), [standard]);
  });

  it('are all contexts of the store, with what is known of each', async () => {
    await config.configure('{"currentContext":"far"}');
    const described = contextMeta('far', 'tcp://far:2376', { description: 'The lab’s server' });
    await config.makeContext('far', described, { 'ca.pem': 'a' });
    await config.makeContext('near', contextMeta('near', 'unix:///near.sock'));
    await config.makeContext('loose', contextMeta('loose', 'tcp://loose:2376', { skipTls: true }));
    // What is no context of Docker's is not taken for one.
    await mkdir(join(config.folder, 'contexts/meta/empty'), { recursive: true });
    assert.deepEqual(await contexts(), [
      { ...standard, current: false },
      { name: 'far', description: 'The lab’s server', host: 'tcp://far:2376', tls: true, current: true },
      { name: 'loose', host: 'tcp://loose:2376', tls: true, current: false },
      { name: 'near', host: 'unix:///near.sock', tls: false, current: false },
    ]);
  });

  it('are also those that cannot be used, with the reason', async () => {
    await config.configure('{"currentContext":"gone"}');
    const broken = await config.makeContext('broken', '{"Name":');
    const nameless = await config.makeContext('nameless', '{}');
    const bare = await config.makeContext('bare', '{"Name":"bare","Endpoints":{}}');
    const moved = await config.makeContext('moved', contextMeta('other', 'unix:///x'));
    await config.makeContext('ssh', contextMeta('ssh', 'ssh://me@box'));
    const found = (await contexts()).slice(1);
    const problems = new Map(found.map(({ name, problem }) => [name ?? problem?.split(' ')[0], problem]));
    assert.match(problems.get(broken) ?? '', /is not valid JSON/);
    assert.match(problems.get(nameless) ?? '', /has no name/);
    assert.equal(problems.get('bare'), `${bare} names no Docker endpoint`);
    assert.equal(problems.get('other'), `${moved} is not where a context of that name belongs`);
    assert.match(problems.get('ssh') ?? '', /ssh:\/\/ is not supported.*Remote-SSH/);
    assert.equal(problems.get('gone'), 'there is no such context');
    assert.deepEqual(
      found.filter(({ current }) => current).map(({ name }) => name),
      ['gone'],
    );
    assert.equal(found.length, 6);
  });

  it('say that the store cannot be read', async () => {
    await mkdir(join(config.folder, 'contexts'), { recursive: true });
    await symlink('meta', join(config.folder, 'contexts/meta'));
    assert.match((await contexts())[1]?.problem ?? '', /meta cannot be read \(ELOOP\)/);
  });

  it('have the default context current, and at DOCKER_HOST, where that is set', async () => {
    await config.configure('{"currentContext":"far"}');
    await config.makeContext('far', contextMeta('far', 'tcp://far:2375'));
    const found = await look({ env: { DOCKER_HOST: 'tcp://variable:1' } });
    assert.deepEqual(found.contexts[0], { ...standard, host: 'tcp://variable:1' });
    assert.equal(found.contexts[1]?.current, false);
    assert.equal(found.variable, 'tcp://variable:1');
    const wrong = await contexts({ env: { DOCKER_HOST: 'http://x' } });
    assert.match(wrong[0]?.problem ?? '', /http:\/\/ is not supported/);
  });

  it('are the sockets that exist, each once', async () => {
    await mkdir(join(home, 'run/podman'), { recursive: true });
    await mkdir(join(home, '.docker/run'), { recursive: true });
    await mkdir(join(home, '.docker/desktop'), { recursive: true });
    await listen(join(home, 'run/docker.sock'));
    await listen(join(home, 'run/podman/podman.sock'));
    await symlink(join(home, 'run/docker.sock'), join(home, '.docker/run/docker.sock'));
    await writeFile(join(home, '.docker/desktop/docker.sock'), 'a file');
    const ours = (await look()).sockets.filter(({ host }) => host.includes(home));
    assert.deepEqual(ours, [
      { host: `unix://${home}/run/docker.sock`, program: 'rootless Docker' },
      { host: `unix://${home}/run/podman/podman.sock`, program: 'rootless Podman' },
    ]);
  });

  it('is what is meant without a choice, whatever was chosen', async () => {
    const choice = { kind: 'address', host: 'tcp://chosen:1' } as const;
    const found = await look({ choice, host: ' unix:///set.sock ' });
    assert.equal(found.setting, 'unix:///set.sock');
    assert.deepEqual(found.automatic.addresses, [{ host: 'unix:///set.sock', source: 'setting' }]);
    assert.equal(found.contexts[0]?.host, standard.host);
  });
});
