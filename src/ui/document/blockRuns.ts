import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../base/disposable';
import { Emitter } from '../../base/event';
import { UserError } from '../../base/userError';
import type { LabView } from '../../runner/labView';
import type { Lane } from '../../runner/lane';
import { runBlock, type RunOutcome } from '../../runner/runBlock';
import type { Plan, PlannedBlock } from '../../tutorial/plan/plan';
import { settle, type Decision } from './decisions';
import { blockKey } from './planCache';
import type { TerminalLanes } from './terminalLanes';

/** What the last run of a block does or came to. Without a lane while the engine is waited for. */
export interface BlockState {
  readonly kind: 'waiting' | 'running' | 'shell' | 'ended';
  readonly lane?: Lane;
  readonly exitCode?: number;
}

export interface BlockRunsOptions {
  readonly view: LabView;
  readonly lanes: TerminalLanes;
  /** Waits until the engine answers. Throws a UserError when it does not. */
  readonly ready: () => Promise<unknown>;
}

/** A block of a document at the moment of a click. */
export interface BlockInDocument {
  readonly uri: vscode.Uri;
  readonly plan: Plan;
  readonly block: PlannedBlock;
}

/** How long a block waits for another command that ends by itself, in milliseconds. */
const patience = 10_000;

/** Runs blocks, each once at a time, and knows what became of them. */
export class BlockRuns implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changes = this.store.add(new Emitter<void>());
  /** Fires when the state of a block has changed. */
  readonly onDidChange = this.changes.event;
  private readonly states = new Map<string, BlockState>();
  private readonly ending = new AbortController();

  constructor(private readonly options: BlockRunsOptions) {
    this.store.add(options.lanes.onDidChange(() => this.lanesChanged()));
  }

  /** With the engine in use: on another one the same block may have come to something else. */
  stateOf(what: BlockInDocument): BlockState | undefined {
    return this.states.get(this.keyOf(what));
  }

  /** Runs a block, or shows the terminal of its run when one is under way. */
  async run(what: BlockInDocument): Promise<void> {
    const ready = this.readyAsBefore();
    let start: Decision | undefined = { from: 0 };
    while (start) {
      const outcome = await this.runOnce(what, start, ready);
      if (outcome?.kind !== 'stopped') return;
      // Nothing runs while the person is asked: an answer may never come.
      start = await settle(outcome, what, {
        lanes: this.options.lanes,
        ready,
        runOpener: (opener) => this.runToEnd({ ...what, block: opener }, ready),
      });
    }
  }

  /** Waits for the engine, and throws when it is another one than at the first call: the rest of a block is not for it. */
  private readyAsBefore(): () => Promise<void> {
    const { lanes, ready } = this.options;
    let engine: string | undefined;
    return async () => {
      await ready();
      engine ??= lanes.engine;
      if (lanes.engine === engine) return;
      throw new UserError('Another Docker engine is in use now, so what was left of the block was not typed.');
    };
  }

  dispose(): void {
    this.ending.abort();
    this.store.dispose();
  }

  /** Whether it worked. */
  private async runToEnd(what: BlockInDocument, ready: () => Promise<void>): Promise<boolean> {
    const outcome = await this.runOnce(what, { from: 0 }, ready);
    if (outcome?.kind === 'stopped') {
      throw new UserError(`Line ${outcome.step.line + 1} cannot be typed as things are. Run its block by itself.`);
    }
    return outcome?.kind === 'shell' || outcome?.kind === 'typed' || (outcome?.kind === 'ended' && !outcome.exitCode);
  }

  private async runOnce(
    what: BlockInDocument,
    { from, lane }: Decision,
    ready: () => Promise<void>,
  ): Promise<RunOutcome | undefined> {
    let key = this.keyOf(what);
    const now = this.states.get(key);
    if (isUnderWay(now)) {
      now?.lane?.show();
      return undefined;
    }
    this.set(key, { kind: 'waiting' });
    const readyAtItsPlace = async () => {
      await ready();
      // Before the engine had answered it was not known which one it is.
      const settled = this.keyOf(what);
      if (settled === key) return;
      if (isUnderWay(this.states.get(settled))) throw new UserError('The block runs already.');
      const state = this.states.get(key);
      this.set(key, undefined);
      key = settled;
      this.set(key, state);
    };
    let after: BlockState | undefined;
    try {
      const request = {
        document: what.uri.toString(),
        plan: what.plan,
        block: what.block,
        from,
        ...(lane ? { lane } : {}),
      };
      const outcome = await runBlock(
        { ...request, signal: this.ending.signal, report: (progress) => this.set(key, progress) },
        { view: this.options.view, lanes: this.options.lanes, ready: readyAtItsPlace, patience },
      );
      after = stateAfter(outcome);
      return outcome;
    } finally {
      this.set(key, after);
    }
  }

  private keyOf({ uri, plan, block }: BlockInDocument): string {
    return `${this.options.lanes.engine ?? ''} ${uri.toString()} ${blockKey(plan, block)}`;
  }

  private set(key: string, state: BlockState | undefined): void {
    if (state) this.states.set(key, state);
    else this.states.delete(key);
    this.changes.fire();
  }

  /** A shell that was opened is shown for as long as it is open. */
  private lanesChanged(): void {
    for (const [key, { kind, lane }] of this.states) {
      if (kind === 'shell' && lane?.place.kind !== 'container') this.states.delete(key);
      else if (kind === 'ended' && lane?.state === 'gone') this.states.delete(key);
    }
    this.changes.fire();
  }
}

function isUnderWay(state: BlockState | undefined): boolean {
  return state?.kind === 'running' || state?.kind === 'waiting';
}

function stateAfter(outcome: RunOutcome): BlockState | undefined {
  if (outcome.kind === 'shell') return { kind: 'shell', lane: outcome.lane };
  if (outcome.kind !== 'ended') return undefined;
  return {
    kind: 'ended',
    lane: outcome.lane,
    ...(outcome.exitCode === undefined ? {} : { exitCode: outcome.exitCode }),
  };
}
