import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { Log } from '../../base/log';
import { UserError } from '../../base/userError';
import { commands, documentLanguages } from '../../contributions';
import type { LabView } from '../../runner/labView';
import type { ShowError } from '../showError';
import { blockLenses } from './blockLens';
import { BlockRuns } from './blockRuns';
import { LensCommands, type LensClick } from './lensCommands';
import { blockAt, PlanCache } from './planCache';
import { TerminalLanes } from './terminalLanes';

/** What documents need of the engine. */
export interface DocumentEngine extends LabView {
  /** Waits for the first answer. Throws a UserError when there is none. */
  ready(): Promise<unknown>;
  /** Variables with which a terminal's `docker` talks to the same engine; `null` takes one away. */
  terminalEnvironment(): Readonly<Record<string, string | null>>;
}

export interface DocumentDeps {
  readonly engine: DocumentEngine;
  readonly log: Log;
  readonly showError: ShowError;
}

/** The feature, as tests look at it. */
export interface DocumentFeature extends Disposable {
  readonly lanes: TerminalLanes;
  readonly runs: BlockRuns;
}

/** Registers the lenses above the blocks of tutorials and the command that runs a block. */
export function registerDocuments({ engine, log, showError }: DocumentDeps): DocumentFeature {
  const store = new DisposableStore();
  const plans = new PlanCache();
  const lanes = store.add(new TerminalLanes({ view: engine, log, environment: () => engine.terminalEnvironment() }));
  const runs = store.add(new BlockRuns({ view: engine, lanes, ready: () => engine.ready() }));
  const lensCommands = store.add(new LensCommands(run));
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: runs.onDidChange,
    provideCodeLenses(document) {
      const plan = plans.planOf(document);
      if (!plan?.usesDocker) return [];
      const open = new Set(lanes.lanesOf(document.uri.toString()).map((lane) => lane.terminal));
      return plan.blocks
        .filter((block) => block.runnable)
        .flatMap((block) => {
          const state = runs.stateOf({ uri: document.uri, plan, block });
          return blockLenses(
            block,
            state,
            (terminal) => open.has(terminal),
            (line, click) => lensCommands.idOf(document.uri, line, click),
          );
        });
    },
  };
  const selector = documentLanguages.map((language) => ({ language }));
  store.add(vscode.languages.registerCodeLensProvider(selector, provider));
  store.add(
    vscode.commands.registerCommand(commands.runBlock, (uri?: unknown, line?: unknown) => run(uri, line, 'run')),
  );

  async function run(uri: unknown, line: unknown, click: LensClick): Promise<void> {
    try {
      await runAt(uri, line, click);
    } catch (error) {
      showError('Running a block', error);
    }
  }

  async function runAt(uri: unknown, line: unknown, click: LensClick): Promise<void> {
    const { document, at } = await placeOf(uri, line);
    const plan = plans.planOf(document);
    const block = plan && blockAt(plan, at);
    if (!plan || !block) throw new UserError('There is no shell block here that could be run.');
    const what = { uri: document.uri, plan, block };
    if (click === 'show') {
      runs.stateOf(what)?.lane?.show();
      return;
    }
    if (!vscode.workspace.isTrusted) {
      throw new UserError('Nothing is run in a workspace that you do not trust.', [
        { title: 'Manage Workspace Trust', command: 'workbench.trust.manage' },
      ]);
    }
    await runs.run(what);
  }

  return { lanes, runs, dispose: () => store.dispose() };
}

/** What was clicked, or where the cursor is when the command comes from the palette. */
async function placeOf(uri: unknown, line: unknown): Promise<{ document: vscode.TextDocument; at: number }> {
  if (uri instanceof vscode.Uri && typeof line === 'number') {
    return { document: await vscode.workspace.openTextDocument(uri), at: line };
  }
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw new UserError('Open a tutorial and put the cursor into the block that is to be run.');
  return { document: editor.document, at: editor.selection.active.line };
}
