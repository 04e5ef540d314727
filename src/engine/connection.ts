import type { Disposable } from '../base/disposable';
import { Emitter, type Event } from '../base/event';
import type { Log } from '../base/log';
import { messageOf, UserError } from '../base/userError';
import { diffLabs, isEmptyDiff } from '../model/diff';
import { emptyLab, type Lab } from '../model/lab';
import { defaultTimings, type ConnectionTimings } from './connectionTimings';
import type { AddressInputs } from './engineAddress';
import { isSameChoice, type EngineChoice } from './engineChoice';
import type { EngineFollower } from './engineFollower';
import type { EngineState } from './engineState';
import type { LabActions } from './labActions';
import type { LabChange } from './labWatcher';
import type { OfflineActions } from './offlineError';

export type OnlineState = Extract<EngineState, { kind: 'online' }>;

export interface ConnectionOptions extends Omit<AddressInputs, 'host' | 'choice'> {
  /** What was chosen for this window before; `choose` says otherwise. */
  readonly choice?: EngineChoice;
  /** The setting; read at every attempt until `setHost` says otherwise. */
  readonly host: () => string;
  readonly log: Log;
  /** Offered with the error of an offline state. */
  readonly actions?: OfflineActions;
  readonly timings?: Partial<ConnectionTimings>;
}

/**
 * The connection to the engine that is meant, and what the engine holds. Does nothing before `demand`; then it connects, follows,
 * says why it cannot, and keeps trying by itself.
 */
export class EngineConnection implements Disposable {
  private readonly states = new Emitter<EngineState>((error) =>
    this.options.log.error(`listener of states: ${messageOf(error)}`),
  );
  private readonly labs = new Emitter<LabChange>((error) =>
    this.options.log.error(`listener of labs: ${messageOf(error)}`),
  );
  readonly onDidChangeState: Event<EngineState> = this.states.event;
  readonly onDidChangeLab: Event<LabChange> = this.labs.event;

  private host: () => string;
  private chosen: EngineChoice | undefined;
  private answered: OnlineState | undefined;
  private currentState: EngineState = { kind: 'idle' };
  private currentLab: Lab = emptyLab;
  private run: AbortController | undefined;
  private follower: EngineFollower | undefined;
  private disposed = false;

  constructor(private readonly options: ConnectionOptions) {
    this.host = options.host;
    this.chosen = options.choice;
  }

  /** What was chosen for this window; `undefined` while it is decided by the setting, the environment and what is there. */
  get choice(): EngineChoice | undefined {
    return this.chosen;
  }

  /** What decides which engine is meant, as it is now. */
  get inputs(): AddressInputs {
    const { env, homedir, platform, uid } = this.options;
    const { chosen } = this;
    const machine = { env, homedir, platform, ...(uid !== undefined && { uid }) };
    return { host: this.host(), ...machine, ...(chosen && { choice: chosen }) };
  }

  /** The engine that answered last, also while it is away. None from the moment on at which another one is meant, until that one answers. */
  get lastOnline(): OnlineState | undefined {
    return this.answered;
  }

  get state(): EngineState {
    return this.currentState;
  }

  /** What the engine holds; empty unless online. */
  get lab(): Lab {
    return this.currentLab;
  }

  /** Starts connecting if nobody has yet. */
  demand(): void {
    if (this.run || this.disposed) return;
    const run = new AbortController();
    this.run = run;
    this.update({ kind: 'connecting' }, emptyLab);
    this.follow(run.signal).catch((error: unknown) => {
      if (run.signal.aborted) return;
      this.options.log.error(`engine connection: ${error instanceof Error ? error.stack : String(error)}`);
      const shown = new UserError(`The connection to the Docker engine failed unexpectedly: ${messageOf(error)}`);
      this.stop();
      this.update({ kind: 'offline', reason: 'other', tried: [], error: shown }, emptyLab);
    });
  }

  /**
   * Waits for the first answer, connecting if need be.
   * @throws UserError of the offline state; the signal's reason when it is aborted.
   */
  async ready(signal?: AbortSignal): Promise<OnlineState> {
    this.demand();
    while (this.currentState.kind !== 'online' && this.currentState.kind !== 'offline') await this.nextState(signal);
    if (this.currentState.kind === 'offline') throw this.currentState.error;
    return this.currentState;
  }

  /**
   * What can be done to the lab.
   * @throws UserError when no engine answers
   */
  async actions(): Promise<LabActions> {
    await this.ready();
    const actions = this.follower?.actions;
    if (!actions) throw new UserError('The Docker engine does not answer at the moment.');
    return actions;
  }

  /** Looks for what the engine does not tell by itself, for somebody who begins to look at the lab. */
  lookAgain(): void {
    this.follower?.lookAgain();
  }

  /** Tries again now instead of after the wait, from the first address on. Nothing happens while online. */
  retry(): void {
    if (this.currentState.kind === 'online') return;
    this.restart();
  }

  /** Connects to what a changed setting names, unless an engine was chosen. */
  setHost(host: string): void {
    const before = this.host().trim();
    this.host = () => host;
    if (host.trim() !== before && !this.chosen) this.leave();
  }

  /**
   * Connects to an engine that a person chose, whether the present one answers or not, if it is another choice than before. `undefined`
   * goes back to what is meant without one.
   */
  choose(choice: EngineChoice | undefined): void {
    if (isSameChoice(this.chosen, choice)) return;
    this.chosen = choice;
    this.leave();
  }

  dispose(): void {
    this.disposed = true;
    this.stop();
    this.states.dispose();
    this.labs.dispose();
  }

  /** Another engine is meant now. */
  private leave(): void {
    this.answered = undefined;
    if (this.run) this.restart();
    else if (this.currentState.kind === 'offline') this.demand();
  }

  private restart(): void {
    this.stop();
    this.demand();
  }

  private stop(): void {
    this.run?.abort(new UserError('The connection to the Docker engine was given up.'));
    this.run = undefined;
    this.follower?.dispose();
    this.follower = undefined;
  }

  private async follow(signal: AbortSignal): Promise<void> {
    // Not before an engine is needed: activation waits for what is imported.
    const { EngineFollower } = await import('./engineFollower');
    signal.throwIfAborted();
    const { log, actions, timings } = this.options;
    const follower = new EngineFollower({
      inputs: () => this.inputs,
      timings: { ...defaultTimings, ...timings },
      log,
      ...(actions && { actions }),
      onState: (state, lab = emptyLab) => this.update(state, lab),
      onLab: (change) => {
        this.currentLab = change.lab;
        this.labs.fire(change);
      },
    });
    this.follower = follower;
    await follower.follow(signal);
  }

  /** Who hears of the one finds the other already there. */
  private update(state: EngineState, lab: Lab): void {
    const before = { state: this.currentState, lab: this.currentLab };
    this.currentState = state;
    this.currentLab = lab;
    if (state.kind === 'online') this.answered = state;
    if (describeState(before.state) !== describeState(state)) {
      this.options.log.info(`engine: ${describeState(state)}`);
      this.states.fire(state);
    }
    const diff = diffLabs(before.lab, lab);
    if (!isEmptyDiff(diff)) this.labs.fire({ lab, diff });
  }

  private nextState(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => () => {
        subscription.dispose();
        signal?.removeEventListener('abort', onAbort);
        act();
      };
      const onAbort = settle(() => reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted')));
      const subscription = this.onDidChangeState(settle(resolve));
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }
}

/** One line for the log, and what tells whether a state is news. */
function describeState(state: EngineState): string {
  switch (state.kind) {
    case 'idle':
    case 'connecting':
      return state.kind;
    case 'online':
      return `online at ${state.address.host}, API ${state.apiVersion}, engine ${state.engineVersion}`;
    case 'offline':
      return `offline (${state.reason}): ${state.error.message}`;
  }
}
