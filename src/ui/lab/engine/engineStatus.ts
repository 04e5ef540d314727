import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../../base/disposable';
import type { Event } from '../../../base/event';
import { commands } from '../../../contributions';
import type { EngineChoice } from '../../../engine/engineChoice';
import type { EngineState } from '../../../engine/engineState';
import { engineStatusText, type EngineStatusText } from './engineStatusText';

/** Right of what belongs to the workspace and its files. */
const priority = -10;

export interface EngineStatus extends Disposable {
  /** What the item shows now; nothing while it is hidden. */
  readonly shown: EngineStatusText | undefined;
}

/** Shows the engine and its state in the status bar; a click chooses another one. */
export function showEngineStatus(engine: {
  readonly state: EngineState;
  readonly choice: EngineChoice | undefined;
  readonly onDidChangeState: Event<EngineState>;
}): EngineStatus {
  const store = new DisposableStore();
  const item = store.add(
    vscode.window.createStatusBarItem('networkLab.engine', vscode.StatusBarAlignment.Left, priority),
  );
  item.name = 'Docker Engine';
  item.command = commands.chooseEngine;
  let shown: EngineStatusText | undefined;
  const show = () => {
    shown = engineStatusText(engine.state, engine.choice);
    if (!shown) {
      item.hide();
      return;
    }
    item.text = shown.text;
    // Names and messages are somebody else's: text alone is appended, never markup.
    item.tooltip = new vscode.MarkdownString().appendText(shown.details.join('\n'));
    item.backgroundColor = shown.warning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.accessibilityInformation = { label: `${shown.spoken}. Choose another engine`, role: 'button' };
    item.show();
  };
  show();
  store.add(engine.onDidChangeState(show));
  return {
    get shown() {
      return shown;
    },
    dispose: () => store.dispose(),
  };
}
