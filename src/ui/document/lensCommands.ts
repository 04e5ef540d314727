import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../base/disposable';

/** What a click on a lens asks for: that its block is run, or that the terminal of its run is shown. */
export type LensClick = 'run' | 'show';

interface CommandsOfDocument {
  readonly ids: Map<string, string>;
  readonly store: DisposableStore;
}

/**
 * Commands without arguments, one for each lens that was shown. Arguments would not do: VS Code forgets those of a set of lenses
 * when a newer set comes, and still draws lenses of the older set for a moment after scrolling; a click on one of them would end
 * in "command not found".
 */
export class LensCommands implements Disposable {
  private readonly documents = new Map<string, CommandsOfDocument>();
  private readonly closing: Disposable;
  private count = 0;

  constructor(private readonly onClick: (uri: vscode.Uri, block: string, click: LensClick) => Promise<void>) {
    this.closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      const key = uri.toString();
      this.documents.get(key)?.store.dispose();
      this.documents.delete(key);
    });
  }

  /** The command of a lens: the same for the same document, block (its key) and click for as long as the document is open. */
  idOf(uri: vscode.Uri, block: string, click: LensClick): string {
    const key = uri.toString();
    const known = this.documents.get(key) ?? { ids: new Map<string, string>(), store: new DisposableStore() };
    this.documents.set(key, known);
    const lens = `${click} ${block}`;
    let id = known.ids.get(lens);
    if (id === undefined) {
      id = `networkLab.lens.${++this.count}`;
      known.ids.set(lens, id);
      known.store.add(vscode.commands.registerCommand(id, () => this.onClick(uri, block, click)));
    }
    return id;
  }

  dispose(): void {
    this.closing.dispose();
    for (const { store } of this.documents.values()) store.dispose();
    this.documents.clear();
  }
}
