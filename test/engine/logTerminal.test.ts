import { strict as assert } from 'node:assert';
import { silentLog } from '../../src/base/log';
import { EngineConnection } from '../../src/engine/connection';
import { findContainer } from '../../src/model/lab';
import { findDocker } from '../../src/ui/lab/commands/findDocker';
import { LogTerminal } from '../../src/ui/lab/commands/logTerminal';
import { docker, removeContainers } from '../support/docker';
import { engineHost } from '../support/engine';
import { until } from '../support/until';

describe('a terminal with the log of a container', () => {
  let connection: EngineConnection;
  let terminal: LogTerminal;
  let shown: string;

  beforeEach(async () => {
    const options = { env: {}, homedir: '/nonexistent', platform: process.platform, log: silentLog };
    connection = new EngineConnection({ ...options, host: engineHost });
    await connection.ready();
  });
  afterEach(async () => {
    terminal.close();
    connection.dispose();
    await removeContainers('log-a', 'log-b');
  });

  const open = (name: string) => {
    const container = findContainer(connection.lab, name);
    assert.ok(container);
    terminal = new LogTerminal({
      docker: findDocker(process.env, process.platform) ?? assert.fail('no docker command'),
      env: process.env,
      containerId: container.id,
      containerName: name,
      lab: () => connection.lab,
      isOnline: () => connection.state.kind === 'online',
      onDidChangeLab: connection.onDidChangeLab,
    });
    shown = '';
    terminal.onDidWrite((text) => (shown += text));
    terminal.open();
  };
  const is = (name: string, state: string) =>
    until(
      connection.onDidChangeLab,
      () => findContainer(connection.lab, name)?.state === state,
      () => JSON.stringify(findContainer(connection.lab, name)),
    );
  const shows = (text: string) =>
    until(
      terminal.onDidWrite,
      () => shown.includes(text),
      () => shown,
    );

  it('keeps what a container wrote that has ended, and says how it ended', async () => {
    const command = 'echo to output; echo to errors >&2; exit 3';
    await docker('run', '--name', 'log-a', 'busybox', 'sh', '-c', command).catch(() => undefined);
    await is('log-a', 'exited');
    open('log-a');
    await shows('log-a has ended, exit code 3.');
    for (const line of ['to output\r\n', 'to errors\r\n']) assert.ok(shown.includes(line), shown);
  });

  it('follows a container, goes on when it is started again, and repeats nothing', async () => {
    await docker(
      'run',
      '-d',
      '--name',
      'log-a',
      'busybox',
      'sh',
      '-c',
      'echo up $(cat /proc/sys/kernel/random/uuid); sleep 1000',
    );
    await is('log-a', 'running');
    open('log-a');
    await shows('up ');
    const [first = ''] = /up [\w-]{36}/.exec(shown) ?? [];
    await docker('kill', 'log-a');
    await shows('log-a has ended, exit code 137.');
    shown = '';
    await docker('start', 'log-a');
    await shows('up ');
    assert.ok(!shown.includes(first), shown);
    shown = '';
    await docker('restart', '-t', '0', 'log-a');
    await shows('up ');
  });

  it('says that a container was removed, and ends by Ctrl+C', async () => {
    await docker('run', '-d', '--name', 'log-b', 'busybox', 'sh', '-c', 'echo ready; sleep 1000');
    await is('log-b', 'running');
    open('log-b');
    await shows('ready');
    await docker('rm', '-f', 'log-b');
    await shows('log-b ');
    assert.match(shown, /was removed|has ended/);
    let closed = false;
    terminal.onDidClose(() => (closed = true));
    terminal.handleInput('\u0003');
    assert.ok(closed);
  });
});
