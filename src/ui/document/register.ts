import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../base/disposable';
import { Emitter } from '../../base/event';
import { lazy } from '../../base/lazy';
import type { Log } from '../../base/log';
import { commands, documentLanguages, settings, type LensChoice } from '../../contributions';
import type { LabView } from '../../runner/labView';
import type { ShowError } from '../showError';
import type { Documents } from './documents';
import { registerDiagnostics } from './diagnostics';
import { mayBeOurs } from './isOurs';

/** What documents need of the engine. */
export interface DocumentEngine extends LabView {
  /** Waits for the first answer. Throws a UserError when there is none. */
  ready(): Promise<unknown>;
  /**
   * Variables with which a terminal's `docker` talks to the same engine; `null` takes one away. None before the engine that is meant has
   * answered.
   */
  terminalEnvironment(): Readonly<Record<string, string | null>> | undefined;
}

export interface DocumentDeps {
  readonly engine: DocumentEngine;
  readonly log: Log;
  readonly showError: ShowError;
}

export interface DocumentFeature extends Disposable {
  /** What is behind the lenses, as tests look at it. */
  documents(): Promise<Documents>;
}

/** Registers the lenses above the blocks of tutorials and the command that runs a block. What they need is loaded with the first of them. */
export function registerDocuments(deps: DocumentDeps): DocumentFeature {
  const store = new DisposableStore();
  const changes = store.add(new Emitter<void>());
  const documents = lazy(async () => {
    const loaded = await import('./documents');
    const made = store.add(new loaded.Documents(deps));
    store.add(made.onDidChange(() => changes.fire()));
    return made;
  });
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changes.event,
    provideCodeLenses: async (document) => {
      const choice = lensChoice(document);
      if (choice === 'off' || (choice === 'auto' && !mayBeOurs(document.getText()))) return [];
      return (await documents()).lenses(document, choice);
    },
  };
  const selector = documentLanguages.map((language) => ({ language }));
  store.add(vscode.languages.registerCodeLensProvider(selector, provider));
  store.add(registerDiagnostics(selector, async (document) => (await documents()).problems(document)));
  store.add(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(settings.lenses)) changes.fire();
    }),
  );
  store.add(
    vscode.commands.registerCommand(commands.runBlock, async (uri?: unknown, line?: unknown) => {
      try {
        await (await documents()).runAt(uri, line);
      } catch (error) {
        deps.showError('Running a block', error);
      }
    }),
  );
  return { documents, dispose: () => store.dispose() };
}

function lensChoice(document: vscode.TextDocument): LensChoice {
  return vscode.workspace.getConfiguration(undefined, document).get<LensChoice>(settings.lenses, 'auto');
}
