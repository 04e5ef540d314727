import type { Disposable } from '../base/disposable';
import type { Log } from '../base/log';
import { messageOf } from '../base/userError';
import type { Lab } from '../model/lab';
import type { EngineClient } from './client';
import type { ConnectionTimings } from './connectionTimings';
import { isLocalHost, parseDockerHost } from './dockerHost';
import { describeAddress, findAddresses, type AddressInputs, type FoundAddresses } from './engineAddress';
import { classifyFailure } from './engineFailure';
import type { Attempt, EngineAddress, EngineState } from './engineState';
import { LabActions } from './labActions';
import { LabWatcher, type LabChange } from './labWatcher';
import { offlineError, overallReason, type OfflineActions } from './offlineError';
import { reachEngine } from './reachEngine';
import { watchForSockets } from './socketReturn';

export interface FollowerOptions {
  /** Read at every attempt. */
  readonly inputs: () => AddressInputs;
  readonly timings: ConnectionTimings;
  readonly log: Log;
  readonly actions?: OfflineActions;
  /** The engine answered, with all it holds; or it is lost, or none answers. */
  readonly onState: (state: EngineState, lab?: Lab) => void;
  readonly onLab: (change: LabChange) => void;
}

interface Live {
  readonly client: EngineClient;
  readonly watcher: LabWatcher;
}

/** After so many failures in a row the well-known engine that was lost is not waited for alone any more. */
const loyalFailures = 8;

/** Finds the engine that is meant, follows what it holds, says when it is lost, and tries again, until disposed. */
export class EngineFollower implements Disposable {
  private live: Live | undefined;
  /** The well-known address that answered last: after a loss only this one is tried, or the trees would jump to another engine. */
  private last: EngineAddress | undefined;

  constructor(private readonly options: FollowerOptions) {}

  dispose(): void {
    this.live?.watcher.dispose();
    this.live?.client.dispose();
    this.live = undefined;
  }

  /** What can be done to the lab; `undefined` unless online. */
  get actions(): LabActions | undefined {
    const { live } = this;
    return live && new LabActions(live.client, (id) => live.watcher.touched(id));
  }

  /** Looks for what the engine does not tell by itself. */
  lookAgain(): void {
    void this.live?.watcher.lookAgain();
  }

  /** Connects, follows until the engine is lost, and begins again, until aborted. */
  async follow(signal: AbortSignal): Promise<void> {
    let failures = 0;
    let found = await this.find();
    let tried = await this.connect(found, signal);
    for (;;) {
      signal.throwIfAborted();
      if (!tried && this.live) {
        const since = Date.now();
        tried = await this.whileOnline(this.live, signal);
        if (Date.now() - since >= this.options.timings.steadyMs) failures = 0;
        continue;
      }
      this.goOffline(tried ?? []);
      failures++;
      if (failures > loyalFailures) this.last = undefined;
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
    const look = setInterval(() => void watcher.lookAgain(), this.options.timings.lookAgainMs);
    const error = await watcher.ended;
    clearInterval(heartbeat);
    clearInterval(look);
    signal.throwIfAborted();
    this.dispose();
    this.options.log.warn(
      `engine ${describeAddress(client.address)}: lost, ${error ? messageOf(error) : 'the event stream ended'}`,
    );
    let detail = error ? classifyFailure(error).detail : 'it closed the connection';
    if (Date.now() - since >= this.options.timings.steadyMs) {
      // A proxy may have cut the stream of an engine that is well: the trees need not blink for that.
      const again = await this.connect(
        { addresses: [client.address], unusable: [] },
        signal,
        Math.min(1_500, this.options.timings.connectTimeoutMs),
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
    }, this.options.timings.heartbeatMs);
  }

  private async find(): Promise<FoundAddresses> {
    const found = await findAddresses(this.options.inputs());
    const { last } = this;
    const stay = last && found.addresses.some(({ source, host }) => source === 'wellKnown' && host === last.host);
    return stay ? { ...found, addresses: [last] } : found;
  }

  /** Goes online and answers `undefined`, or says what was tried. */
  private async connect(
    found: FoundAddresses,
    signal: AbortSignal,
    connectTimeoutMs = this.options.timings.connectTimeoutMs,
  ): Promise<readonly Attempt[] | undefined> {
    const { log } = this.options;
    const reached = await reachEngine(found, { ...this.options.timings, connectTimeoutMs }, log, signal);
    if ('tried' in reached) return reached.tried;
    const { client } = reached;
    const watcher = new LabWatcher(client, log);
    try {
      const lab = await watcher.start(signal);
      signal.throwIfAborted();
      watcher.onDidChangeLab((change) => this.options.onLab(change));
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
    this.options.onState({ kind: 'online', address, apiVersion, engineVersion }, lab);
  }

  private goOffline(tried: readonly Attempt[]): void {
    const error = offlineError(tried, this.options.inputs().platform, this.options.actions);
    this.options.onState({ kind: 'offline', reason: overallReason(tried), tried, error });
  }

  /** Waits until it is time to try again. Answers true when something happened that makes an answer likely. */
  private async pause(failures: number, addresses: readonly EngineAddress[], signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    const local = addresses.every(({ host }) => {
      const target = parseDockerHost(host, false);
      return target.kind !== 'unusable' && isLocalHost(target);
    });
    const longest = local ? this.options.timings.longestLocalBackOffMs : this.options.timings.longestRemoteBackOffMs;
    const wait = Math.min(this.options.timings.firstBackOffMs * 2 ** (failures - 1), longest);
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
