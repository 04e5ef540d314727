import { strict as assert } from 'node:assert';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { PrivateEngine } from '../../scripts/lib/engine/privateEngine.mjs';
import type { EngineChoice } from '../../src/engine/engineChoice';
import type { Inspection } from '../../src/extension';
import type { Documents } from '../../src/ui/document/documents';
import { engineFolderOf, removeContainers } from '../support/docker';
import { engineHost, ownEngine } from '../support/engine';
import { until } from '../support/until';

const text = [
  ...['Ask::', '', "   $ docker info --format '{{.DockerRootDir}}' >> folders", ''],
  ...['Wait::', '', "   $ sh -c 'until test -e go; do sleep 0.1; done'", '   $ touch too-far', ''],
  ...['Enter::', '', '   $ docker run -ti --rm --name choose-engine busybox sh', ''],
].join('\n');

describe('choosing the engine', function () {
  this.timeout(90_000);
  let folder: string;
  let inspection: Inspection;
  let documents: Documents;
  let second: PrivateEngine | undefined;
  let document: vscode.TextDocument;

  before(async function () {
    // Another real engine: only where the tests may start engines.
    if (!ownEngine()) this.skip();
    folder = await mkdtemp(join(tmpdir(), 'docker-network-lab-engine-'));
    second = new PrivateEngine(join(folder, 'engine'), { disposable: true });
    await second.acquire();
    const extension = vscode.extensions.getExtension<Inspection>('docker-network-lab.docker-network-lab');
    assert.ok(extension);
    inspection = await extension.activate();
    documents = await inspection.documents.documents();
    await writeFile(join(folder, 'choose.rst'), text);
    document = await vscode.workspace.openTextDocument(join(folder, 'choose.rst'));
    await removeContainers('choose-engine');
  });
  afterEach(async () => {
    for (const terminal of vscode.window.terminals) terminal.dispose();
    await until(
      vscode.window.onDidCloseTerminal,
      () => vscode.window.terminals.length === 0,
      () => 'terminals are still open',
    );
    await removeContainers('choose-engine');
    inspection.engine.choose(undefined);
    await inspection.engine.ready();
  });
  after(async () => {
    await second?.release();
    if (second) await rm(folder, { recursive: true, force: true });
  });

  const choose = async (choice: EngineChoice | undefined) => {
    inspection.engine.choose(choice);
    await inspection.engine.ready();
  };
  const another = (): EngineChoice => ({ kind: 'address', host: second?.host ?? assert.fail() });
  const run = (command: string) =>
    documents.runAt(
      document.uri,
      text.split('\n').findIndex((line) => line.includes(command)),
    );
  const lanes = () => documents.lanes.lanesOf(document.uri.toString());
  const changed = (condition: () => boolean, what: string) =>
    until(documents.lanes.onDidChange, condition, () => what, 30_000);

  it('leads new terminals to it, types into no terminal of another engine, and finds those again', async () => {
    const first = await engineFolderOf({});
    const other = await engineFolderOf({ DOCKER_HOST: second?.host ?? '' });
    assert.notEqual(first, other);
    const before = vscode.window.terminals.length;

    await inspection.engine.ready();
    await run('docker info');
    const [old] = lanes();
    assert.ok(old);
    await choose(another());
    assert.deepEqual(lanes(), []);
    await run('docker info');
    const [fresh] = lanes();
    assert.ok(fresh && fresh !== old);
    await choose(undefined);
    assert.deepEqual(lanes(), [old]);
    await run('docker info');

    assert.equal(vscode.window.terminals.length, before + 2);
    assert.deepEqual((await readFile(join(folder, 'folders'), 'utf8')).trim().split('\n'), [first, other, first]);
  });

  it('opens no terminal while the chosen engine does not answer, and types into no old one', async () => {
    await inspection.engine.ready();
    await run('docker info');
    const asked = await readFile(join(folder, 'folders'), 'utf8');
    const before = vscode.window.terminals.length;
    inspection.engine.choose({ kind: 'address', host: `unix://${folder}/nothing.sock` });
    assert.deepEqual(lanes(), []);
    await assert.rejects(run('docker info'), /nothing\.sock \(chosen for this window\).*Choose another engine/);
    assert.deepEqual(lanes(), []);
    assert.throws(() => documents.lanes.open(document.uri.toString(), 9, { kind: 'host' }), /has not answered/);
    assert.equal(vscode.window.terminals.length, before);
    assert.equal(await readFile(join(folder, 'folders'), 'utf8'), asked);
    const { status } = inspection.engineChoice;
    assert.deepEqual([status?.text, status?.warning], ['$(debug-disconnect) Docker: nothing.sock', true]);
  });

  it('types no more of a block that was begun with another engine', async () => {
    await inspection.engine.ready();
    const running = run('until test');
    await changed(() => lanes()[0]?.state === 'busy', 'the first line runs');
    const titles = () => documents.lenses(document, 'all').map(({ command }) => command?.title);
    const isRunning = '$(loading~spin) running';
    assert.ok(titles().includes(isRunning));
    const drawn: boolean[] = [];
    const subscription = documents.onDidChange(() => drawn.push(titles().includes(isRunning)));
    await choose(another());
    subscription.dispose();
    assert.deepEqual(drawn, [false], 'the lenses are drawn anew, and with this engine the block does not run');
    await writeFile(join(folder, 'go'), '');
    await assert.rejects(running, /Another Docker engine is in use now/);
    await assert.rejects(stat(join(folder, 'too-far')), /ENOENT/);
    assert.deepEqual(lanes(), []);
  });

  it('leaves a shell where it is whose container only the former engine knows', async () => {
    const settings = vscode.workspace.getConfiguration('terminal.integrated.shellIntegration');
    await settings.update('enabled', false, vscode.ConfigurationTarget.Global);
    try {
      await inspection.engine.ready();
      await run('docker run');
      const [lane] = lanes();
      assert.equal(lane?.place.kind, 'container');
      await choose(another());
      assert.ok(inspection.engine.lab.networks.size > 0);
      assert.equal(lane.place.kind, 'container', 'the lab of another engine says nothing of it');
      await choose(undefined);
      assert.deepEqual(lanes(), [lane]);
      assert.equal(lane.place.kind, 'container');
      await removeContainers('choose-engine');
      await changed(() => lane.place.kind === 'host', 'its end is seen again');
    } finally {
      await settings.update('enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('lists what is there, and says in the status bar which one is in use', async () => {
    await choose(another());
    const host = second?.host ?? '';
    const entries = await inspection.engineChoice.entries();
    const rows = entries.flatMap((entry) => (entry.kind === 'engine' ? [entry] : []));
    const rowOf = (wanted: string) => rows.find(({ label }) => label.replace('$(check) ', '') === wanted);
    assert.equal(rowOf('Automatic')?.description, `${engineHost()} (from DOCKER_HOST)`);
    assert.equal(rowOf('default')?.description, `current context of docker · ${engineHost()}`);
    assert.equal(rowOf(engineHost())?.description, 'from DOCKER_HOST');
    assert.deepEqual(
      rows.filter(({ inUse }) => inUse),
      [rowOf(host)],
    );
    assert.equal(entries.at(-1)?.label, '$(edit) Type an Address…');

    const { status } = inspection.engineChoice;
    assert.equal(status?.text, '$(vm-active) Docker: docker.sock');
    assert.deepEqual(status.details.slice(1, 3), [`Address: ${host}`, 'Chosen for this window']);
  });
});
