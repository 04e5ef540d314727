import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { Inspection } from '../../src/extension';
import type { LabView } from '../../src/ui/lab/tree/labTree';
import { docker, removeContainers } from '../support/docker';
import { until } from '../support/until';

/** The commands of the trees as menus and keys call them: with rows. Questions and messages are seen in the page layer. */
describe('the commands of the trees', () => {
  let engine: Inspection['engine'];
  let lab: Inspection['lab'];

  before(async () => {
    const extension = vscode.extensions.getExtension<Inspection>('docker-network-lab.docker-network-lab');
    assert.ok(extension);
    ({ engine, lab } = await extension.activate());
    await vscode.commands.executeCommand('networkLab.containers.focus');
    await engine.ready();
    await docker('network', 'create', 'cmd-net');
    const labels = ['--label', 'com.docker.compose.project=cmd-shop'];
    const run = (name: string, ...args: string[]) =>
      docker('run', '-d', '--stop-timeout', '1', '--name', name, ...args, 'busybox', 'sleep', '1000');
    await run('cmd-a', '--net', 'cmd-net', '-p', '127.0.0.1::80', ...labels);
    await run('cmd-b');
    await is('cmd-b', 'running');
  });
  after(async () => {
    for (const terminal of vscode.window.terminals) if (terminal.name.includes('cmd-')) terminal.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of ['containers.groupBy', 'networks.showBuiltIn'])
      await vscode.workspace.getConfiguration('networkLab').update(name, undefined, vscode.ConfigurationTarget.Global);
    await removeContainers('cmd-a', 'cmd-b');
    await docker('network', 'rm', 'cmd-net').catch(() => undefined);
  });

  const find = (name: string) => [...engine.lab.containers.values()].find((one) => one.name === name);
  const is = (name: string, state: string) =>
    until(
      engine.onDidChangeLab,
      () => find(name)?.state === state,
      () => JSON.stringify(find(name)),
    );
  const row = async (view: LabView, spoken: string) => {
    const rows = await lab.rows(view);
    const found = rows.find((one) => one.spoken.startsWith(spoken));
    return (found ?? assert.fail(`${spoken} is not among:\n${rows.map((one) => one.spoken).join('\n')}`)).node;
  };
  const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(`networkLab.${command}`, ...args);
  const copied = async (command: string, ...args: unknown[]) => {
    await vscode.env.clipboard.writeText('');
    await run(command, ...args);
    return vscode.env.clipboard.readText();
  };

  it('act on the row that was clicked, or on all that are selected with it', async () => {
    const [a, b] = [await row('containers', 'Container cmd-a,'), await row('containers', 'Container cmd-b,')];
    await run('pauseContainer', a);
    await is('cmd-a', 'paused');
    assert.equal(find('cmd-b')?.state, 'running');
    await run('unpauseContainer', a, [a, b]);
    await is('cmd-a', 'running');
    await run('stopContainer', b, [a, b]);
    await is('cmd-a', 'exited');
    await is('cmd-b', 'exited');
    await run('startContainer', b, [a, b]);
    await is('cmd-a', 'running');
    await is('cmd-b', 'running');
    // Clicked beside the selection: only the clicked one.
    await run('stopContainer', b, [a]);
    await is('cmd-b', 'exited');
    assert.equal(find('cmd-a')?.state, 'running');
    await run('startContainer', b);
    await is('cmd-b', 'running');
  });

  it('act on all containers of a group', async () => {
    await run('restartContainer', await row('containers', 'Compose project cmd-shop'));
    const before = find('cmd-a')?.startedAt;
    await run('stopContainer', await row('containers', 'Compose project cmd-shop'));
    await is('cmd-a', 'exited');
    await run('startContainer', await row('containers', 'Compose project cmd-shop'));
    await is('cmd-a', 'running');
    assert.notEqual(find('cmd-a')?.startedAt, before);
    assert.equal(find('cmd-b')?.state, 'running');
  });

  it('copy ids, names, addresses and where a port is reached', async () => {
    const [a, b] = [await row('containers', 'Container cmd-a,'), await row('containers', 'Container cmd-b,')];
    assert.equal(await copied('copyId', a), find('cmd-a')?.id);
    assert.equal(await copied('copyName', a, [a, b]), 'cmd-a\ncmd-b');
    const format = '{{(index .NetworkSettings.Networks "cmd-net").IPAddress}}';
    const address = await docker('inspect', '-f', format, 'cmd-a');
    assert.equal(await copied('copyAddress', a), address);
    assert.equal(
      await copied('copyAddress', await row('containers', `On network cmd-net, address ${address}`)),
      address,
    );
    const port = await docker('port', 'cmd-a', '80/tcp');
    assert.equal(await copied('copyHostPort', await row('containers', 'Port 80 TCP, published')), port);
    const network = await docker('network', 'inspect', '-f', '{{.Id}}', 'cmd-net');
    assert.equal(await copied('copyId', await row('networks', 'Network cmd-net,')), network);
  });

  it('show what the engine says as a document that cannot be edited and follows', async () => {
    await run('inspect', await row('networks', 'Network cmd-net,'));
    const document = vscode.window.activeTextEditor?.document ?? assert.fail('no document');
    assert.equal(document.languageId, 'json');
    const inspected = () => (JSON.parse(document.getText()) as { readonly Containers: object }).Containers;
    assert.equal(Object.keys(inspected()).length, 1);
    await docker('network', 'connect', 'cmd-net', 'cmd-b');
    const changed = vscode.workspace.onDidChangeTextDocument;
    await until(
      changed,
      () => Object.keys(inspected()).length === 2,
      () => document.getText(),
    );
    const text = document.getText();
    await vscode.commands.executeCommand('type', { text: 'x' });
    assert.equal(document.getText(), text);
    await docker('network', 'disconnect', 'cmd-net', 'cmd-b');
    await until(
      changed,
      () => Object.keys(inspected()).length === 1,
      () => document.getText(),
    );
  });

  it('open a shell whose docker talks to the engine of the trees, with arguments that no shell reads', async () => {
    await run('openShell', await row('containers', 'Container cmd-a,'));
    const terminal = vscode.window.terminals.find(({ name }) => name === 'Shell: cmd-a') ?? assert.fail('no terminal');
    const { shellPath, shellArgs, env } = terminal.creationOptions as vscode.TerminalOptions;
    assert.match(shellPath ?? '', /docker$/);
    assert.deepEqual(shellArgs, ['exec', '--interactive', '--tty', find('cmd-a')?.id, '/bin/ash']);
    assert.ok(engine.state.kind === 'online');
    assert.equal(env?.['DOCKER_HOST'], engine.state.address.host);
  });

  it('group containers and hide built-in networks by settings', async () => {
    const configuration = () => vscode.workspace.getConfiguration('networkLab');
    const tops = async (view: LabView) => (await lab.rows(view)).filter(({ depth }) => depth === 0).map(({ id }) => id);
    await configuration().update('containers.groupBy', 'network', vscode.ConfigurationTarget.Global);
    await row('containers', 'Network cmd-net, 1 container');
    await configuration().update('containers.groupBy', 'none', vscode.ConfigurationTarget.Global);
    assert.ok((await tops('containers')).every((id) => id.startsWith('container:')));
    const networks = await tops('networks');
    await run('hideBuiltIn');
    assert.equal((await tops('networks')).length, networks.length - 3);
    await run('showBuiltIn');
    assert.deepEqual(await tops('networks'), networks);
  });

  it('do nothing with rows of what is not there', async () => {
    const before = await docker('ps', '-aq');
    for (const containerId of ['../../x', 'nobody', ''])
      await run('removeContainer', { kind: 'container', id: 'x', containerId });
    assert.equal(await docker('ps', '-aq'), before);
    assert.equal(find('cmd-a')?.state, 'running');
  });
});
