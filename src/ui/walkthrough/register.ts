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

/** Opens the document that comes with the extension, read-only: what a reader would change there is lost with the next update. */
async function openTutorial(extensionUri: vscode.Uri): Promise<void> {
  const uri = vscode.Uri.joinPath(extensionUri, 'walkthroughs', 'networking.rst');
  await vscode.window.showTextDocument(uri, { preview: false });
  await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
}
