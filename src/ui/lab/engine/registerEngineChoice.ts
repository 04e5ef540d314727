import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../../base/disposable';
import type { Event } from '../../../base/event';
import { commands } from '../../../contributions';
import type { AddressInputs } from '../../../engine/engineAddress';
import type { EngineChoice } from '../../../engine/engineChoice';
import type { EngineState } from '../../../engine/engineState';
import type { ShowError } from '../../showError';
import type { EngineEntry } from './engineEntries';
import { showEngineStatus } from './engineStatus';
import type { EngineStatusText } from './engineStatusText';
import type { RememberedEngines } from './rememberedEngines';

/** What choosing needs of the engine's connection. */
export interface ChoosableEngine {
  readonly state: EngineState;
  readonly onDidChangeState: Event<EngineState>;
  readonly choice: EngineChoice | undefined;
  readonly inputs: AddressInputs;
  choose(choice: EngineChoice | undefined): void;
  retry(): void;
  ready(): Promise<Extract<EngineState, { kind: 'online' }>>;
}

export interface EngineChoiceDeps {
  readonly engine: ChoosableEngine;
  readonly remembered: RememberedEngines;
  readonly showError: ShowError;
}

export interface EngineChoiceFeature extends Disposable {
  /** What the status bar says of the engine; nothing while it is not shown. For tests. */
  readonly status: EngineStatusText | undefined;
  /** What the list of engines would hold now. For tests. */
  entries(): Promise<readonly EngineEntry[]>;
}

/** Registers the status bar's item for the engine, and the command that chooses another one, which is loaded when it is first used. */
export function registerEngineChoice(deps: EngineChoiceDeps): EngineChoiceFeature {
  const store = new DisposableStore();
  const status = store.add(showEngineStatus(deps.engine));
  store.add(
    vscode.commands.registerCommand(commands.chooseEngine, async () => {
      try {
        const { chooseEngine } = await import('./chooseEngine');
        await chooseEngine(deps);
      } catch (error) {
        deps.showError('Choosing the Docker engine', error);
      }
    }),
  );
  return {
    get status() {
      return status.shown;
    },
    entries: async () => (await import('./chooseEngine')).currentEntries(deps),
    dispose: () => store.dispose(),
  };
}
