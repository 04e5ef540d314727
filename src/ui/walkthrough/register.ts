import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { Event } from '../../base/event';
import { commands } from '../../contributions';
import type { EngineState } from '../../engine/engineState';
import { setContextKey } from '../contextKey';
import type { ShowError } from '../showError';
import { isRelayPublished, type LabView } from './progress';

type StepKey = 'networkLab.engineReached' | 'networkLab.relayPublished' | 'networkLab.textReceived';

export interface WalkthroughDeps {
  readonly extensionUri: vscode.Uri;
  readonly engine: LabView & { readonly onDidChangeState: Event<EngineState> };
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
  const happened = new Set<StepKey>();
  const tick = (key: StepKey) => {
    if (happened.has(key)) return;
    happened.add(key);
    signal(key);
  };
  store.add(deps.engine.onDidChangeLab(({ lab }) => isRelayPublished(lab) && tick('networkLab.relayPublished')));
  store.add(deps.engine.onDidChangeState(({ kind }) => kind === 'online' && tick('networkLab.engineReached')));
  store.add(deps.onDidReceive(() => tick('networkLab.textReceived')));
  store.add(
    vscode.window.tabGroups.onDidChangeTabs(({ opened, changed }) => {
      // Walkthroughs are among the tabs that tell nothing of what they show.
      if ([...opened, ...changed].some((tab) => tab.input === undefined)) happened.forEach(signal);
    }),
  );
  return store;
}

/**
 * Ticks a step: VS Code does so when a key becomes true while it knows the walkthrough, and never for one that was true before. So a
 * key is true for a moment only, again whenever a walkthrough may have been opened.
 */
function signal(key: StepKey): void {
  setContextKey(key, true);
  setContextKey(key, false);
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
