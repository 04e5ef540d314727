import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { docker, removeContainers } from '../support/docker';
import { until } from '../support/until';

const container = 'reading-lab';
const lenses = () => vscode.workspace.getConfiguration('networkLab.documents');

describe('reading documents in the editor', function () {
  this.timeout(60_000);
  let folder: string;

  before(async () => {
    await removeContainers(container);
    folder = await mkdtemp(join(tmpdir(), 'reading-'));
  });

  afterEach(async () => {
    await lenses().update('lenses', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const terminal of vscode.window.terminals) terminal.dispose();
    await removeContainers(container);
  });

  after(() => rm(folder, { recursive: true, force: true }));

  async function open(name: string, ...lines: readonly string[]): Promise<vscode.TextDocument> {
    const file = join(folder, name);
    await writeFile(file, lines.join('\n'));
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    return document;
  }

  const lensesOf = (document: vscode.TextDocument) =>
    vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 99);
  const shown = async (document: vscode.TextDocument) =>
    (await lensesOf(document)).map(({ range, command }) => `${range.start.line} ${command?.title}`);

  it('runs a Markdown tutorial: in a list, in the container that an earlier fence opened', async () => {
    const document = await open(
      'tutorial.md',
      ...[
        '# Lab',
        '',
        '1. Start it:',
        '',
        '   ```console',
        `   $ docker run -ti --rm --name ${container} busybox sh`,
        '   ```',
        '',
      ],
      ...[
        `2. In the \`${container}\` container:`,
        '',
        '   ```sh',
        '   echo from Markdown > /said',
        '   ```',
        '',
        '```yaml',
        'services: {}',
        '```',
      ],
    );
    assert.deepEqual(await shown(document), ['5 $(play) Run', `11 $(play) Run in ${container}`]);
    for (const at of [0, 1]) {
      const lens = (await lensesOf(document)).filter(({ command }) => command?.title.startsWith('$(play)'))[at];
      assert.ok(lens?.command);
      await vscode.commands.executeCommand(lens.command.command);
    }
    assert.equal(await docker('exec', container, 'cat', '/said'), 'from Markdown');
  });

  it('shows lenses where the setting says: documents of ours, all, none', async () => {
    const other = await open('other.md', '```sh', 'ls', '```');
    const marked = await open('marked.md', '<!-- network-lab: where=host -->', '', '```sh', 'ls', '```');
    const ours = await open('ours.md', '```sh', 'docker ps', '```');
    assert.deepEqual(await Promise.all([other, marked, ours].map(shown)), [[], ['3 $(play) Run'], ['1 $(play) Run']]);
    await lenses().update('lenses', 'all', vscode.ConfigurationTarget.Global);
    assert.deepEqual(await shown(other), ['1 $(play) Run']);
    await lenses().update('lenses', 'off', vscode.ConfigurationTarget.Global);
    assert.deepEqual(await Promise.all([other, ours].map(shown)), [[], []]);
  });

  it('underlines a directive that is none, until it is one', async () => {
    const problems = (document: vscode.TextDocument) =>
      vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Network Lab');
    const document = await open('broken.rst', 'Lab', '===', '', '.. code-block::console', '', '   $ docker ps');
    await until(
      vscode.languages.onDidChangeDiagnostics,
      () => problems(document).length === 1,
      () => 'no problem is shown',
    );
    const [problem] = problems(document);
    assert.deepEqual(problem?.range, new vscode.Range(3, 0, 3, 22));
    assert.match(problem.message, /comment/);
    assert.deepEqual(await shown(document), []);

    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(3, 15), ' ');
    await vscode.workspace.applyEdit(edit);
    await until(
      vscode.languages.onDidChangeDiagnostics,
      () => problems(document).length === 0,
      () => 'the problem stays',
    );
    assert.deepEqual(await shown(document), ['5 $(play) Run']);
    await vscode.commands.executeCommand('workbench.action.files.save');
  });
});
