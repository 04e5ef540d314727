import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../../base/disposable';
import { messageOf } from '../../../base/userError';
import type { LabDiff } from '../../../model/diff';
import { chosenThing } from './chosenThing';
import type { CommandArguments, LabContext } from './labContext';
import { plainText } from '../plainText';

/** Documents of this scheme: `network-lab:/container/ID/NAME.json`, and `network` alike. */
export const inspectScheme = 'network-lab';

/** Read-only documents with what the engine says of a container or a network, which follow it while they are open. */
export class InspectDocuments implements vscode.TextDocumentContentProvider, Disposable {
  private readonly store = new DisposableStore();
  private readonly stale = this.store.add(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.stale.event;
  /** The last answers for the documents that are open. */
  private readonly last = new Map<string, string>();

  constructor(private readonly context: LabContext) {
    this.store.add(vscode.workspace.registerTextDocumentContentProvider(inspectScheme, this));
    this.store.add(context.engine.onDidChangeLab(({ diff }) => this.follow(diff)));
    this.store.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.last.delete(uri.toString())));
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { kind, id } = thingOf(uri);
    try {
      const actions = await this.context.engine.actions();
      if (this.engineNow() !== uri.query) {
        return `${JSON.stringify({ error: `This ${kind} is of another engine, at ${uri.query}.` }, undefined, 2)}\n`;
      }
      const json = kind === 'network' ? await actions.inspectNetwork(id) : await actions.inspectContainer(id);
      const text = `${JSON.stringify(json, undefined, 2)}\n`;
      this.last.set(uri.toString(), text);
      return text;
    } catch (error) {
      const last = this.last.get(uri.toString());
      const gone = (error as { readonly statusCode?: unknown }).statusCode === 404;
      // While the engine is away its last answer is what there is.
      if (last !== undefined && !gone) return last;
      const why = gone ? `There is no such ${kind} any more.` : messageOf(error);
      return `${JSON.stringify({ [gone ? 'gone' : 'error']: why }, undefined, 2)}\n`;
    }
  }

  /** Opens the document of what is chosen. */
  async open(args: CommandArguments): Promise<void> {
    await this.context.engine.actions();
    const thing = await chosenThing(args, this.context, 'Inspect');
    if (!thing) return;
    const { id, name } = thing.it;
    const path = `/${thing.kind}/${id}/${plainText(name).replace(/[/\\]/g, '_')}.json`;
    // Ids are one engine's: another one has nothing of that id.
    const uri = vscode.Uri.from({ scheme: inspectScheme, path, query: this.engineNow() ?? '' });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  private engineNow(): string | undefined {
    const { state } = this.context.engine;
    return state.kind === 'online' ? state.address.host : undefined;
  }

  dispose(): void {
    this.store.dispose();
  }

  private follow(diff: LabDiff): void {
    const open = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === inspectScheme);
    if (open.length === 0) return;
    // An endpoint concerns both that it joins; its key is made of their ids.
    const changed = [diff.containers, diff.networks, diff.endpoints]
      .flatMap(({ added, removed, changed }) => [...added, ...removed, ...changed])
      .flatMap((key) => key.split('/'));
    const ids = new Set(changed);
    for (const { uri } of open) if (ids.has(thingOf(uri).id)) this.stale.fire(uri);
  }
}

function thingOf(uri: vscode.Uri): { readonly kind: string; readonly id: string } {
  const [, kind = '', id = ''] = uri.path.split('/');
  return { kind, id };
}
