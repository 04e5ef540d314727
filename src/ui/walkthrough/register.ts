import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { Event } from '../../base/event';
import { commands } from '../../contributions';
import { setContextKey } from '../contextKey';
import type { ShowError } from '../showError';
import { isRelayPublished, type LabView } from './progress';

export interface WalkthroughDeps {
  readonly extensionUri: vscode.Uri;
  readonly engine: LabView;
  /** Fires when a netcat console receives something. */
  readonly onDidReceive: Event<unknown>;
  readonly showError: ShowError;
}

/** Registers the built-in tutorial and ticks the walkthrough's steps from what really happens on the engine. */
export function registerWalkthrough(deps: WalkthroughDeps): Disposable {
  const store = new DisposableStore();
  store.add(
    vscode.commands.registerCommand(commands.openTutorial, async () => {
      try {
        await openTutorial(deps.extensionUri);
      } catch (error) {
        deps.showError('Opening the tutorial', error);
      }
    }),
  );
  // A step stays ticked once it happened, so each key is set once.
  const published = store.add(
    deps.engine.onDidChangeLab(({ lab }) => {
      if (!isRelayPublished(lab)) return;
      setContextKey('networkLab.relayPublished', true);
      published.dispose();
    }),
  );
  const received = store.add(
    deps.onDidReceive(() => {
      setContextKey('networkLab.textReceived', true);
      received.dispose();
    }),
  );
  return store;
}

/**
 * Shows the tutorial: a copy that is open already, else the one that comes with the extension, read-only, since what a reader would
 * change there is lost with the next update.
 */
async function openTutorial(extensionUri: vscode.Uri): Promise<void> {
  const ours = vscode.Uri.joinPath(extensionUri, 'walkthroughs', 'networking.rst');
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(ours));
  const open = vscode.workspace.textDocuments.find((document) => !document.isClosed && document.getText() === text);
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const tab = tabs.find(
    ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === open?.uri.toString(),
  );
  const viewColumn = tab?.group.viewColumn ?? vscode.ViewColumn.One;
  await vscode.window.showTextDocument(open?.uri ?? ours, { preview: false, viewColumn });
  if (!open) await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
}
