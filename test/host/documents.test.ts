import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Inspection } from '../../src/extension';
import type { Documents } from '../../src/ui/document/documents';
import { docker, listens, removeContainers } from '../support/docker';
import { engineHost } from '../support/engine';
import { until } from '../support/until';

/** Containers and published ports of this file's documents carry names and numbers of their own. */
const names = ['documents-relay', 'documents-made', 'documents-bash', 'documents-blind'];

const tutorial = [
  ...['Relay', '=====', '', '.. code-block:: console', ''],
  ...['   $ docker run -ti --rm --name documents-relay -p 127.0.0.1:28001:8001 -p 127.0.0.1:28002:8002 busybox sh', ''],
  ...['In the shell of the ``documents-relay`` container:', '', '.. code-block:: console', ''],
  ...['   $ nc -lp 8001 | nc -lp 8002', ''],
  ...['From the host:', '', '.. code-block:: console', ''],
  ...['   $ test "$DOCKER_HOST" = "EXPECTED"', '   $ sh -c "exit 3"', '   $ touch documents-not-typed', ''],
  ...['From the host:', '', '.. code-block:: console', '', '   $ docker rm -f documents-relay', ''],
].join('\n');

describe('running the blocks of a document', function () {
  this.timeout(60_000);
  let folder: string;
  let inspection: Inspection;
  let documents: Documents;

  before(async () => {
    await removeContainers(...names);
    folder = await mkdtemp(join(tmpdir(), 'documents-'));
    const extension = vscode.extensions.getExtension<Inspection>('docker-network-lab.docker-network-lab');
    assert.ok(extension);
    inspection = await extension.activate();
    documents = await inspection.documents.documents();
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const terminal of vscode.window.terminals) terminal.dispose();
    await removeContainers(...names);
  });

  after(() => rm(folder, { recursive: true, force: true }));

  async function open(name: string, text: string): Promise<vscode.TextDocument> {
    const file = join(folder, name);
    await writeFile(file, text);
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    return document;
  }

  const lensesOf = async (document: vscode.TextDocument) => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      99,
    );
    return found.map(({ range, command }) => ({ line: range.start.line, command }));
  };
  const titles = async (document: vscode.TextDocument) =>
    (await lensesOf(document)).map(({ command }) => command?.title);

  /** Clicks the first lens of the block with that text; resolves when the command of the lens does. */
  async function click(document: vscode.TextDocument, text: string): Promise<void> {
    const line = document
      .getText()
      .split('\n')
      .findIndex((content) => content.includes(text));
    const lens = (await lensesOf(document)).find((candidate) => candidate.line === line);
    assert.ok(lens?.command, `no lens at ${text}`);
    await vscode.commands.executeCommand(lens.command.command, ...((lens.command.arguments ?? []) as unknown[]));
  }

  const changed = (condition: () => boolean, what: string) => {
    const { runs, lanes } = documents;
    const either = (listener: (value: unknown) => void) => {
      const both = [runs.onDidChange(listener), lanes.onDidChange(listener)];
      return { dispose: () => both.forEach((one) => one.dispose()) };
    };
    return until(either, condition, () => what, 30_000);
  };
  const lanesOf = (document: vscode.TextDocument) => documents.lanes.lanesOf(document.uri.toString());

  it('runs the relay of the section by its lenses alone', async () => {
    const document = await open('relay.rst', tutorial.replace('EXPECTED', engineHost()));
    assert.deepEqual(await titles(document), [
      '$(play) Run',
      '$(play) Run in documents-relay',
      '$(play) Run in a new terminal',
      '$(play) Run',
    ]);

    await click(document, 'docker run');
    const [lane] = lanesOf(document);
    assert.deepEqual([lane?.name, lane?.state, lane?.place.kind], ['Lab: documents-relay', 'free', 'container']);
    assert.deepEqual((await titles(document)).slice(0, 2), ['$(play) Run', '$(terminal) shell open']);

    const relay = click(document, 'nc -lp 8001');
    await listens('documents-relay', 8001);
    await listens('documents-relay', 8002);
    assert.match(await docker('top', 'documents-relay'), /nc -lp 8001/);
    assert.equal(lane?.state, 'busy');
    assert.ok((await titles(document)).includes('$(loading~spin) running'));
    assert.equal(lanesOf(document).length, 1, 'typed into the terminal that is inside the container');

    // The first line proves that the terminal talks to the engine; the second fails, so the third is not typed.
    await click(document, 'test "$DOCKER_HOST"');
    assert.ok((await titles(document)).includes('$(error) exit 3'));
    await assert.rejects(async () => vscode.workspace.fs.stat(vscode.Uri.file(join(folder, 'documents-not-typed'))));

    await click(document, 'docker rm');
    await relay;
    assert.ok((await titles(document)).includes('$(check) exit 0'));
    await changed(() => lane.state === 'free' && lane.place.kind === 'host', 'the lane is back on the host');
  });

  it('reads exit codes inside the container, types each line once, and sees what the person types there', async () => {
    const document = await open(
      'made.rst',
      [
        ...[
          '::',
          '',
          '  $ docker run -ti --rm --name documents-made busybox sh',
          '  $ echo one >> /count',
          '  $ sh -c "exit 7"',
          '',
        ],
        ...['And::', '', '  $ wc -l < /count > /lines', ''],
      ].join('\n'),
    );
    const both = [click(document, 'docker run'), click(document, 'docker run')];
    await Promise.all(both);
    assert.ok((await titles(document)).includes('$(error) exit 7'));
    await click(document, 'wc -l');
    assert.equal(await docker('exec', 'documents-made', 'cat', '/lines'), '1');

    const [lane] = lanesOf(document);
    lane?.window.sendText('sleep 60');
    await changed(() => lane?.state === 'busy', 'a program that was typed by hand makes the lane busy');
    lane?.window.sendText('\u0003', false);
    await changed(() => lane?.state === 'free', 'it is free after Ctrl+C');

    lane?.window.sendText('exit');
    await changed(() => lane?.place.kind === 'host' && lane.state === 'free', 'the lane is on the host after exit');
    await click(document, 'docker run');
    assert.equal(lanesOf(document).length, 1, 'the terminal is used again');
  });

  it('follows bash as well as ash, and a line of several lines', async () => {
    const document = await open(
      'bash.rst',
      [
        '::',
        '',
        '  $ docker run -ti --rm --name documents-bash ubuntu:14.04 bash',
        '  $ echo a \\',
        '  > b > /said',
        '  $ false',
      ].join('\n'),
    );
    await click(document, 'docker run');
    assert.ok((await titles(document)).includes('$(error) exit 1'));
    assert.equal(await docker('exec', 'documents-bash', 'cat', '/said'), 'a b');
  });

  it('lenses follow edits, and other documents have none', async () => {
    const document = await open('edited.rst', '::\n\n  $ docker ps\n');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'More\n\n');
    await vscode.workspace.applyEdit(edit);
    assert.deepEqual(
      (await lensesOf(document)).map(({ line }) => line),
      [4],
    );
    await click(document, 'docker ps');
    assert.deepEqual(await titles(document), ['$(play) Run', '$(check) exit 0']);
    await vscode.commands.executeCommand('workbench.action.files.save');
    assert.deepEqual(await titles(await open('other.rst', '::\n\n  $ ls\n')), []);
  });

  it('says with its exit code that a container could not be made, and types nothing into the host after it', async () => {
    await docker('run', '-d', '--name', 'documents-made', 'busybox', 'sleep', '60');
    const document = await open(
      'taken.rst',
      ['::', '', '  $ docker run -ti --rm --name documents-made busybox sh', '  $ touch documents-not-typed'].join(
        '\n',
      ),
    );
    await click(document, 'docker run');
    assert.ok((await titles(document)).includes('$(error) exit 125'));
    await assert.rejects(async () => vscode.workspace.fs.stat(vscode.Uri.file(join(folder, 'documents-not-typed'))));
  });

  it('works without shell integration', async () => {
    const settings = vscode.workspace.getConfiguration('terminal.integrated.shellIntegration');
    await settings.update('enabled', false, vscode.ConfigurationTarget.Global);
    try {
      const document = await open(
        'blind.rst',
        [
          '::',
          '',
          '  $ docker run -ti --rm --name documents-blind busybox sh',
          '  $ nc -lp 8001',
          '',
          'And::',
          '',
          '  $ ls',
        ].join('\n'),
      );
      await click(document, 'docker run');
      await listens('documents-blind', 8001);
      const [lane] = lanesOf(document);
      assert.deepEqual([lane?.state, lane?.task?.assumed], ['busy', true]);
      await removeContainers('documents-blind');
      await changed(() => lane?.place.kind === 'host', 'the lane is on the host when the container has gone');
    } finally {
      await settings.update('enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
