import type { Disposable } from '../base/disposable';
import { Emitter, type Event } from '../base/event';
import type { Log } from '../base/log';
import { messageOf, UserError } from '../base/userError';
import { diffLabs, isEmptyDiff } from '../model/diff';
import { emptyLab, type Lab } from '../model/lab';
import type { EngineClient } from './client';
import { isLocalHost, parseDockerHost } from './dockerHost';
import { describeAddress, findAddresses, type AddressInputs, type FoundAddresses } from './engineAddress';
import { classifyFailure } from './engineFailure';
import type { Attempt, EngineAddress, EngineState } from './engineState';
import { LabWatcher, type LabChange } from './labWatcher';
import { offlineError, overallReason, type OfflineActions } from './offlineError';
import { reachEngine } from './reachEngine';
import { watchForSockets } from './socketReturn';

export type OnlineState = Extract<EngineState, { kind: 'online' }>;

export interface ConnectionTimings {
  /** For the first answer of an address. */
  readonly connectTimeoutMs: number;
  /** For any later call. */
  readonly callTimeoutMs: number;
  /** The first wait before an engine is tried again; it doubles. */
  readonly firstBackOffMs: number;
  readonly longestLocalBackOffMs: number;
  readonly longestRemoteBackOffMs: number;
  /** How often a remote engine is asked whether it still answers. A local one is known to be gone when its socket closes. */
  readonly heartbeatMs: number;
  /** A connection that held so long and breaks is made anew at once, and only if that fails is the engine lost. */
  readonly steadyMs: number;
}

export const defaultTimings: ConnectionTimings = {
  connectTimeoutMs: 5_000,
  callTimeoutMs: 10_000,
  firstBackOffMs: 200,
  longestLocalBackOffMs: 2_000,
  longestRemoteBackOffMs: 30_000,
  heartbeatMs: 20_000,
  steadyMs: 2_000,
};

export interface ConnectionOptions extends Omit<AddressInputs, 'host'> {
  /** The setting; read at every attempt until `setHost` says otherwise. */
  readonly host: () => string;
  readonly log: Log;
  /** Offered with the error of an offline state. */
  readonly actions?: OfflineActions;
  readonly timings?: Partial<ConnectionTimings>;
}

interface Live {
  readonly client: EngineClient;
  readonly watcher: LabWatcher;
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

  private readonly timings: ConnectionTimings;
  private host: () => string;
  private currentState: EngineState = { kind: 'idle' };
  private currentLab: Lab = emptyLab;
  private live: Live | undefined;
  private run: AbortController | undefined;
  /** The well-known address that answered last: after a loss only this one is tried, or the trees would jump to another engine. */
  private last: EngineAddress | undefined;
  private disposed = false;

  constructor(private readonly options: ConnectionOptions) {
    this.host = options.host;
    this.timings = { ...defaultTimings, ...options.timings };
  }

  get state(): EngineState {
    return this.currentState;
  }

  /** What the engine holds; empty unless online. */
  get lab(): Lab {
    return this.currentLab;
  }

  /** For calls to the engine; only while online. */
  get client(): EngineClient | undefined {
    return this.live?.client;
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
      this.goOffline([{ address: { host: '', source: 'wellKnown' }, reason: 'other', detail: messageOf(error) }]);
      this.run = undefined;
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

  /** Tries again now instead of after the wait, from the first address on. Nothing happens while online. */
  retry(): void {
    if (this.currentState.kind === 'online') return;
    this.restart();
  }

  /** Connects to what a changed setting names. */
  setHost(host: string): void {
    const before = this.host().trim();
    this.host = () => host;
    if (this.run && host.trim() !== before) this.restart();
  }

  dispose(): void {
    this.disposed = true;
    this.stop();
    this.states.dispose();
    this.labs.dispose();
  }

  private restart(): void {
    this.stop();
    this.last = undefined;
    this.demand();
  }

  private stop(): void {
    this.run?.abort(new UserError('The connection to the Docker engine was given up.'));
    this.run = undefined;
    this.drop();
  }

  private drop(): void {
    this.live?.watcher.dispose();
    this.live?.client.dispose();
    this.live = undefined;
  }

  /** Connects, follows until the engine is lost, and begins again, until aborted. */
  private async follow(signal: AbortSignal): Promise<void> {
    let failures = 0;
    let found = await this.find();
    let tried = await this.connect(found, signal);
    for (;;) {
      signal.throwIfAborted();
      if (!tried && this.live) {
        const since = Date.now();
        tried = await this.whileOnline(this.live, signal);
        if (Date.now() - since >= this.timings.steadyMs) failures = 0;
        continue;
      }
      this.goOffline(tried ?? []);
      failures++;
      if (await this.pause(failures, found.addresses, signal)) failures = 0;
      found = await this.find();
      signal.throwIfAborted();
      tried = await this.connect(found, signal);
    }
  }

  /** Ends when the engine is lost; `undefined` when it was found again at once. */
  private async whileOnline({ client, watcher }: Live, signal: AbortSignal): Promise<readonly Attempt[] | undefined> {
    const since = Date.now();
    const heartbeat = this.startHeartbeat(client, watcher);
    const error = await watcher.ended;
    clearInterval(heartbeat);
    signal.throwIfAborted();
    this.drop();
    this.options.log.warn(
      `engine ${describeAddress(client.address)}: lost, ${error ? messageOf(error) : 'the event stream ended'}`,
    );
    let detail = error ? classifyFailure(error).detail : 'it closed the connection';
    if (Date.now() - since >= this.timings.steadyMs) {
      // A proxy may have cut the stream of an engine that is well: the trees need not blink for that.
      const again = await this.connect(
        { addresses: [client.address], unusable: [] },
        signal,
        Math.min(1_500, this.timings.connectTimeoutMs),
      );
      if (!again) return undefined;
      detail = again[0]?.detail ?? detail;
    }
    return [{ address: client.address, reason: 'lost', detail }];
  }

  private startHeartbeat(client: EngineClient, watcher: LabWatcher): NodeJS.Timeout | undefined {
    const host = parseDockerHost(client.address.host, false);
    if (host.kind === 'socket') return undefined;
    return setInterval(() => {
      client.ping().catch((error: unknown) => {
        this.options.log.debug(`ping ${describeAddress(client.address)}: ${messageOf(error)}`);
        watcher.giveUp(error);
      });
    }, this.timings.heartbeatMs);
  }

  private async find(): Promise<FoundAddresses> {
    const { env, homedir, platform, uid } = this.options;
    const found = await findAddresses({ host: this.host(), env, homedir, platform, ...(uid !== undefined && { uid }) });
    const { last } = this;
    const stay = last && found.addresses.some(({ source, host }) => source === 'wellKnown' && host === last.host);
    return stay ? { ...found, addresses: [last] } : found;
  }

  /** Goes online and answers `undefined`, or says what was tried. */
  private async connect(
    found: FoundAddresses,
    signal: AbortSignal,
    connectTimeoutMs = this.timings.connectTimeoutMs,
  ): Promise<readonly Attempt[] | undefined> {
    const { log } = this.options;
    const reached = await reachEngine(found, { ...this.timings, connectTimeoutMs }, log, signal);
    if ('tried' in reached) return reached.tried;
    const { client } = reached;
    const watcher = new LabWatcher(client, log);
    try {
      const lab = await watcher.start(signal);
      signal.throwIfAborted();
      watcher.onDidChangeLab((change) => {
        this.currentLab = change.lab;
        this.labs.fire(change);
      });
      this.goOnline({ client, watcher }, lab);
      return undefined;
    } catch (error) {
      watcher.dispose();
      client.dispose();
      signal.throwIfAborted();
      return [{ address: client.address, ...classifyFailure(error) }];
    }
  }

  private goOnline(live: Live, lab: Lab): void {
    const { address, apiVersion, engineVersion } = live.client;
    this.live = live;
    this.last = address.source === 'wellKnown' ? address : undefined;
    this.update({ kind: 'online', address, apiVersion, engineVersion }, lab);
  }

  private goOffline(tried: readonly Attempt[]): void {
    const { platform, actions } = this.options;
    this.update(
      { kind: 'offline', reason: overallReason(tried), tried, error: offlineError(tried, platform, actions) },
      emptyLab,
    );
  }

  /** Who hears of the one finds the other already there. */
  private update(state: EngineState, lab: Lab): void {
    const before = { state: this.currentState, lab: this.currentLab };
    this.currentState = state;
    this.currentLab = lab;
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

  /** Waits until it is time to try again. Answers true when something happened that makes an answer likely. */
  private async pause(failures: number, addresses: readonly EngineAddress[], signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    const local = addresses.every(({ host }) => {
      const target = parseDockerHost(host, false);
      return target.kind !== 'unusable' && isLocalHost(target);
    });
    const longest = local ? this.timings.longestLocalBackOffMs : this.timings.longestRemoteBackOffMs;
    const wait = Math.min(this.timings.firstBackOffMs * 2 ** (failures - 1), longest);
    return new Promise<boolean>((resolve, reject) => {
      const settle = (act: () => void) => () => {
        clearTimeout(timer);
        sockets.dispose();
        signal.removeEventListener('abort', onAbort);
        act();
      };
      const onAbort = settle(() => reject(signal.reason as Error));
      const timer = setTimeout(
        settle(() => resolve(false)),
        wait,
      );
      const sockets = watchForSockets(
        addresses,
        settle(() => resolve(true)),
      );
      signal.addEventListener('abort', onAbort, { once: true });
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
      return `online at ${describeAddress(state.address)}, API ${state.apiVersion}, engine ${state.engineVersion}`;
    case 'offline':
      return `offline (${state.reason}): ${state.error.message}`;
  }
}
