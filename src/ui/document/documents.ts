import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { Event } from '../../base/event';
import type { LensChoice } from '../../contributions';
import type { Problem } from '../../tutorial/document/shellBlock';
import { UserError } from '../../base/userError';
import { blockLenses } from './blockLens';
import { BlockRuns, type BlockInDocument } from './blockRuns';
import { LensCommands, type LensClick } from './lensCommands';
import { blockAt, blockKey, blockWithKey, PlanCache } from './planCache';
import type { DocumentDeps } from './register';
import { TerminalLanes } from './terminalLanes';

/** Plans of documents, the terminals they run in, and what became of their blocks. */
export class Documents implements Disposable {
  private readonly store = new DisposableStore();
  private readonly plans = new PlanCache();
  private readonly lensCommands: LensCommands;
  readonly lanes: TerminalLanes;
  readonly runs: BlockRuns;
  /** Lenses may have changed. */
  readonly onDidChange: Event<void>;

  constructor({ engine, log, showError }: DocumentDeps) {
    this.lanes = this.store.add(
      new TerminalLanes({ view: engine, log, environment: () => engine.terminalEnvironment() }),
    );
    this.runs = this.store.add(new BlockRuns({ view: engine, lanes: this.lanes, ready: () => engine.ready() }));
    this.onDidChange = this.runs.onDidChange;
    this.lensCommands = this.store.add(
      new LensCommands(async (uri, key, click) => {
        try {
          await this.clickLens(uri, key, click);
        } catch (error) {
          showError('Running a block', error);
        }
      }),
    );
  }

  /** What keeps blocks of a document from being read. */
  problems(document: vscode.TextDocument): readonly Problem[] {
    return this.plans.planOf(document)?.problems ?? [];
  }

  /** The lenses above the runnable blocks of a document: of one that is ours, or of any. */
  lenses(document: vscode.TextDocument, choice: LensChoice): vscode.CodeLens[] {
    const plan = this.plans.planOf(document);
    if (!plan || (choice === 'auto' && !plan.isOurs)) return [];
    const open = new Set(this.lanes.lanesOf(document.uri.toString()).map((lane) => lane.terminal));
    return plan.blocks
      .filter((block) => block.runnable)
      .flatMap((block) =>
        blockLenses(
          block,
          this.runs.stateOf({ uri: document.uri, plan, block }),
          (terminal) => open.has(terminal),
          (click) => this.lensCommands.idOf(document.uri, blockKey(plan, block), click),
        ),
      );
  }

  /**
   * Runs the block at a line (from 0) of a document; without a place, where the cursor is.
   * @throws UserError when there is no block, when the workspace is not trusted, and what running the block throws
   */
  async runAt(uri: unknown, line: unknown): Promise<void> {
    const { document, at } = await placeOf(uri, line);
    const plan = this.plans.planOf(document);
    const block = plan && blockAt(plan, at);
    if (!plan || !block)
      throw new UserError('There is no shell block at the cursor. Put the cursor into one, then run it.');
    await this.run({ uri: document.uri, plan, block });
  }

  /** A lens may be older than the text: what is run is the block that it stood above, or nothing. */
  private async clickLens(uri: vscode.Uri, key: string, click: LensClick): Promise<void> {
    const plan = this.plans.planOf(await vscode.workspace.openTextDocument(uri));
    const block = plan && blockWithKey(plan, key);
    if (!plan || !block)
      throw new UserError('The block has changed since its lens was drawn. Look at it again, then run it.');
    const what = { uri, plan, block };
    if (click === 'show') this.runs.stateOf(what)?.lane?.show();
    else await this.run(what);
  }

  private async run(what: BlockInDocument): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      throw new UserError('Nothing is run in a workspace that you do not trust.', [
        { title: 'Manage Workspace Trust', command: 'workbench.trust.manage' },
      ]);
    }
    await this.runs.run(what);
  }

  dispose(): void {
    this.store.dispose();
  }
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
