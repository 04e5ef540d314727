import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { Inspection } from '../../src/extension';
import type { Consoles } from '../../src/ui/console/consoles';
import type { PortMapping } from '../../src/model/portMapping';
import type { OpenConsole } from '../../src/ui/console/consoles';
import { docker, listens, removeContainers } from '../support/docker';
import { until } from '../support/until';

const echo = 'console-test-echo';
const relay = 'console-test-relay';
const silent = 'console-test-silent';

describe('netcat console in VS Code', () => {
  let inspection: Inspection;
  let consoles: Consoles;

  before(async () => {
    const extension = vscode.extensions.getExtension<Inspection>('docker-network-lab.docker-network-lab');
    assert.ok(extension);
    inspection = await extension.activate();
    consoles = await inspection.console.consoles();
    await removeContainers(echo, relay, silent);
    await inspection.engine.ready();
  });

  afterEach(async () => {
    for (const console of consoles.all) console.dispose();
    await removeContainers(echo, relay, silent);
  });

  /** The rows that the containers tree shows for the ports of a container, once the engine's events have told of it. */
  async function portNodes(id: string, count = 1): Promise<{ kind: 'port'; containerId: string; port: PortMapping }[]> {
    const ports = () => inspection.engine.lab.containers.get(id)?.ports.filter((port) => port.published) ?? [];
    await until(
      inspection.engine.onDidChangeLab,
      () => ports().length >= count,
      () => JSON.stringify(inspection.engine.lab.containers.get(id)),
    );
    return ports().map((port) => ({ kind: 'port', containerId: id, port }));
  }

  async function open(node: unknown): Promise<OpenConsole> {
    await vscode.commands.executeCommand('networkLab.openConsole', node);
    const console = consoles.all.at(-1);
    assert.ok(console, 'no console is open');
    return console;
  }

  const shows = (console: OpenConsole, condition: () => boolean) =>
    until(console.onDidChange, condition, () => `${JSON.stringify(console.status)} ${console.transcriptText()}`);

  const startEcho = () =>
    docker(
      'run',
      '-d',
      '--rm',
      '--name',
      echo,
      '-p',
      '127.0.0.1::8043',
      'busybox',
      'nc',
      '-ll',
      '-p',
      '8043',
      '-e',
      'cat',
    );

  it('opens on a published port, sends a line and shows what comes back', async () => {
    const id = await startEcho();
    await listens(echo, 8043);
    const [node] = await portNodes(id);
    const console = await open(node);
    assert.equal(console.title, `nc ${echo}:8043`);
    await shows(console, () => console.status.phase === 'open');
    assert.equal(console.status.target, `${echo} 127.0.0.1:${node?.port.published?.hostPort} → 8043/tcp`);
    await console.send('hello, wörld', 'lf');
    await shows(console, () => console.transcriptText('received') === 'hello, wörld\n');
    assert.equal(console.transcriptText(), 'hello, wörld\nhello, wörld\n');
    assert.deepEqual([console.status.sent, console.status.received], [14, 14]);
  });

  it('carries a line through a relay, from one console to the other, both in view', async () => {
    const command = 'nc -lp 8001 | nc -lp 8002';
    const ports = ['-p', '127.0.0.1::8001', '-p', '127.0.0.1::8002'];
    const id = await docker('run', '-di', '--name', relay, ...ports, 'ubuntu:14.04', 'bash', '-c', command);
    await listens(relay, 8001);
    await listens(relay, 8002);
    const [first, second] = await portNodes(id, 2);
    const input = await open(first);
    await shows(input, () => input.status.phase === 'open');
    const output = await open(second);
    await shows(output, () => output.status.phase === 'open');
    await input.send('through the relay', 'lf');
    await shows(output, () => output.transcriptText('received') === 'through the relay\n');
    assert.equal(input.transcriptText('received'), '');
    const inView = () => vscode.window.tabGroups.all.map((group) => group.activeTab?.label ?? '');
    await until(
      vscode.window.tabGroups.onDidChangeTabs,
      () => inView().filter((label) => label.startsWith(`nc ${relay}`)).length === 2,
      () => inView().join(', '),
    );
  });

  it('says so when nobody listens behind the port, and connects when somebody does', async () => {
    const options = ['--name', silent, '--stop-timeout', '1', '-p', '127.0.0.1::8043'];
    const id = await docker('run', '-d', ...options, 'busybox', 'sleep', '600');
    const [node] = await portNodes(id);
    const console = await open(node);
    await shows(console, () => console.status.phase === 'peerEnded');
    assert.match(console.status.text, /perhaps nobody listens behind this port/);
    await console.send('anybody?', 'lf').catch(() => {});
    await console.send('anybody?', 'lf').catch(() => {});
    await shows(console, () => console.status.phase === 'closed');
    assert.match(console.status.text, /nobody listens behind this port/);
    assert.match(console.status.hint ?? '', /Start one there, then reconnect/);
    await docker('exec', '-d', silent, 'nc', '-ll', '-p', '8043', '-e', 'cat');
    await listens(silent, 8043);
    await open(node);
    assert.equal(consoles.all.length, 1);
    await shows(console, () => console.status.phase === 'open');
  });

  it('says why when its container is killed, and finds the one that takes its place', async () => {
    const id = await startEcho();
    await listens(echo, 8043);
    const console = await open((await portNodes(id))[0]);
    await shows(console, () => console.status.phase === 'open');
    await docker('kill', echo);
    await shows(console, () => console.status.phase === 'closed' && console.status.text.includes('container'));
    assert.match(console.status.text, /^Closed: container console-test-echo (stopped|was removed)$/);
    await until(
      inspection.engine.onDidChangeLab,
      () => !inspection.engine.lab.containers.has(id),
      () => 'the container is still there',
    );

    const other = await startEcho();
    await listens(echo, 8043);
    await open((await portNodes(other))[0]);
    assert.equal(consoles.all.length, 1);
    await shows(console, () => console.status.phase === 'open');
    await console.send('again', 'lf');
    await shows(console, () => console.transcriptText('received') === 'again\n');
  });

  it('ends its session when its panel is closed', async () => {
    const id = await startEcho();
    await listens(echo, 8043);
    const console = await open((await portNodes(id))[0]);
    await shows(console, () => console.status.phase === 'open');
    const tab = () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label === console.title);
    await until(
      vscode.window.tabGroups.onDidChangeTabs,
      () => tab() !== undefined,
      () => 'the console has no tab',
    );
    await vscode.window.tabGroups.close(tab() ?? []);
    assert.equal(consoles.all.length, 0);
    await assert.rejects(console.send('x', 'lf'));
  });

  it('opens nothing for a port that is not there', async () => {
    const port = { containerPort: 1, protocol: 'tcp' };
    await vscode.commands.executeCommand('networkLab.openConsole', { kind: 'port', containerId: 'f'.repeat(64), port });
    assert.equal(consoles.all.length, 0);
  });
});
