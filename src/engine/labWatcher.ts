import type { Disposable } from '../base/disposable';
import { Emitter } from '../base/event';
import type { Log } from '../base/log';
import { messageOf } from '../base/userError';
import { diffLabs, isEmptyDiff, type LabDiff } from '../model/diff';
import { emptyLab, type Lab } from '../model/lab';
import type { Network } from '../model/network';
import type { EventStream, LabSource } from './client';
import { Coalescer } from './coalescer';
import { effectOf, type EngineEvent } from './engineEvent';
import { KeyedReader } from './keyedReader';
import { isHelper, LabReadings } from './labReadings';
import type { ContainerReading } from './mapping';

export interface LabChange {
  readonly lab: Lab;
  readonly diff: LabDiff;
}

/** How many things are inspected at once. */
const concurrency = 8;
/** How often one thing is tried again when the engine fails to say what it is. */
const longestRetries = 3;
/** How many containers are read again at a look, though nothing tells that they changed. */
const longestLook = 20;
/** Events of a burst are waited for so long, in milliseconds: one `docker run` makes three within a few of them. */
const burst = { quiet: 10, longest: 50 };

/**
 * Follows one engine. The event stream is opened first, then everything is listed, then what came meanwhile is applied, so nothing
 * falls between. Lists lack aliases and the ports of stopped containers: each container is inspected once after the first picture,
 * and again when an event names it.
 */
export class LabWatcher implements Disposable {
  private readonly changes = new Emitter<LabChange>();
  readonly onDidChangeLab = this.changes.event;
  /** Settles when the engine can no longer be followed, with the reason where there is one. Then a new watcher is needed. */
  readonly ended: Promise<Error | undefined>;

  private end: (error?: Error) => void = () => {};
  private current: Lab = emptyLab;
  private stream: EventStream | undefined;
  private disposed = false;
  private listed = false;
  private readonly meanwhile: EngineEvent[] = [];
  private readonly readings = new LabReadings();
  /** Ids of our own throwaway containers: hidden, so not read either. */
  private readonly helpers = new Set<string>();
  private readonly failures = new Map<string, number>();
  private readonly retryTimers = new Set<NodeJS.Timeout>();
  private looking = false;
  /** The container at which the last look ended. */
  private lookedAt = '';

  private readonly concerned = { containers: new Set<string>(), networks: new Set<string>() };
  private readonly readSoon = new Coalescer(burst.quiet, burst.longest, () => this.readConcerned());
  private readonly publishSoon = new Coalescer(burst.quiet, burst.longest, () => this.publish());
  private readonly containers: KeyedReader<ContainerReading>;
  private readonly networks: KeyedReader<Network>;

  constructor(
    private readonly source: LabSource,
    private readonly log: Log,
  ) {
    this.ended = new Promise((resolve) => (this.end = resolve));
    this.containers = new KeyedReader({
      concurrency,
      read: (id) => source.inspectContainer(id),
      apply: (id, reading) => {
        if (reading) this.readings.setContainer(reading);
        else this.readings.removeContainer(id);
        this.applied(id);
      },
      onError: (id, error) => this.failed(this.containers, id, error),
    });
    this.networks = new KeyedReader({
      concurrency,
      read: (id) => source.inspectNetwork(id),
      apply: (id, network) => {
        if (network) this.readings.setNetwork(network);
        else this.readings.removeNetwork(id);
        this.applied(id);
      },
      onError: (id, error) => this.failed(this.networks, id, error),
    });
  }

  get lab(): Lab {
    return this.current;
  }

  /** Starts to follow. Resolves with the first picture; what is inspected afterwards arrives as changes. */
  async start(signal?: AbortSignal): Promise<Lab> {
    // The engine sends its headers before it subscribes us: what happens in between is asked for by its time.
    const since = Date.now() / 1000 - 2;
    this.stream = await this.source.watchEvents(since, (event) => this.receive(event), signal);
    void this.stream.ended.then((error) => this.end(error));
    const [containers, networks] = await Promise.all([
      this.source.listContainers(signal),
      this.source.listNetworks(signal),
    ]);
    for (const network of networks) this.readings.setNetwork(network);
    for (const reading of containers) this.readings.setContainer(reading);
    this.current = this.readings.toLab();
    this.listed = true;
    const toInspect: string[] = [];
    for (const { container } of containers) {
      if (isHelper(container.labels)) this.helpers.add(container.id);
      else toInspect.push(container.id);
    }
    for (const event of this.meanwhile.splice(0)) this.receive(event, false);
    // Whoever waits for the first picture gets it before the calls for the details are made.
    setImmediate(() => {
      for (const id of toInspect) this.containers.request(id);
    });
    return this.current;
  }

  /**
   * The engine sends no event when a container that does not run is connected or disconnected. So those containers are looked at:
   * the list says which networks each is on, but nothing more of its endpoints, so some are read again whatever it says, in turn.
   */
  async lookAgain(): Promise<void> {
    const quiet = this.readings.quiet();
    if (this.looking || quiet.length === 0 || !this.listed || this.disposed) return;
    this.looking = true;
    try {
      const listed = new Map((await this.source.listContainers()).map((reading) => [reading.container.id, reading]));
      const inTurn = [...quiet.filter((id) => id > this.lookedAt), ...quiet.filter((id) => id <= this.lookedAt)];
      const others = inTurn.slice(0, longestLook);
      this.lookedAt = others.at(-1) ?? '';
      for (const id of quiet) {
        const now = listed.get(id);
        if (others.includes(id) || (now && this.readings.isOnOthers(now))) this.touched(id);
      }
    } catch (error) {
      // Whether the engine is lost is for the stream and the heartbeat to say.
      this.log.debug(`look again: ${messageOf(error)}`);
    } finally {
      this.looking = false;
    }
  }

  /** Reads a container again: it may have changed without an event. */
  touched(id: string): void {
    if (this.disposed || !this.listed) return;
    this.concerned.containers.add(id);
    this.readSoon.poke();
  }

  /** Ends it from outside: somebody else noticed that the engine does not answer. */
  giveUp(error: unknown): void {
    this.end(error instanceof Error ? error : new Error(String(error)));
  }

  dispose(): void {
    this.disposed = true;
    this.stream?.dispose();
    this.readSoon.dispose();
    this.publishSoon.dispose();
    this.containers.dispose();
    this.networks.dispose();
    for (const timer of this.retryTimers) clearTimeout(timer);
    this.changes.dispose();
    this.end();
  }

  /** @param isLive whether it comes as it happens: one from before the list may be long over */
  private receive(event: EngineEvent, isLive = true): void {
    if (this.disposed) return;
    if (!this.listed) {
      this.meanwhile.push(event);
      return;
    }
    const effect = effectOf(event);
    if (!effect) return;
    if (effect.gone) this.remove(effect.container, effect.network);
    else {
      // Events of containers carry their labels, those of networks do not.
      if (effect.container !== undefined && isHelper(event.attributes)) this.helpers.add(effect.container);
      if (effect.container !== undefined && !this.helpers.has(effect.container)) {
        this.concerned.containers.add(effect.container);
        if (effect.exitCode !== undefined && isLive) {
          this.readings.ended(effect.container, effect.exitCode);
          this.publishSoon.poke();
        }
      }
      // A link is to a name: who has one may have another now.
      if (event.action === 'rename') for (const id of this.readings.linked()) this.concerned.containers.add(id);
      // Who is connected is read from the container: a network that is known has not changed.
      const known =
        effect.container !== undefined && effect.network !== undefined && this.readings.hasNetwork(effect.network);
      if (effect.network !== undefined && !known) this.concerned.networks.add(effect.network);
      this.readSoon.poke();
    }
  }

  private remove(container: string | undefined, network: string | undefined): void {
    if (container !== undefined) {
      this.concerned.containers.delete(container);
      this.containers.forget(container);
      this.helpers.delete(container);
      this.readings.removeContainer(container);
    }
    if (network !== undefined) {
      this.concerned.networks.delete(network);
      this.networks.forget(network);
      this.readings.removeNetwork(network);
    }
    this.publishSoon.poke();
  }

  private readConcerned(): void {
    for (const id of this.concerned.networks) this.networks.request(id);
    for (const id of this.concerned.containers) this.containers.request(id);
    this.concerned.networks.clear();
    this.concerned.containers.clear();
  }

  private applied(id: string): void {
    this.failures.delete(id);
    this.publishSoon.poke();
    if (this.containers.idle && this.networks.idle) this.publishSoon.flush();
  }

  private publish(): void {
    const before = this.current;
    const lab = this.readings.toLab();
    const diff = diffLabs(before, lab);
    if (isEmptyDiff(diff)) return;
    this.current = lab;
    this.changes.fire({ lab, diff });
  }

  /** An engine that answers with an error is asked again a few times; one that does not answer is lost. */
  private failed(reader: { request(key: string): void }, id: string, error: unknown): void {
    if (this.disposed) return;
    if ((error as { readonly statusCode?: unknown }).statusCode === undefined) {
      this.giveUp(error);
      return;
    }
    const times = (this.failures.get(id) ?? 0) + 1;
    this.failures.set(id, times);
    this.log.warn(`inspect ${id}: ${messageOf(error)}`);
    if (times > longestRetries) return;
    const timer = setTimeout(() => {
      this.retryTimers.delete(timer);
      reader.request(id);
    }, times * 300);
    this.retryTimers.add(timer);
  }
}

/** Reads everything at once: what a watcher of the same engine comes to when nothing changes any more. */
export async function readLab(source: LabSource, signal?: AbortSignal): Promise<Lab> {
  const [containers, networks] = await Promise.all([source.listContainers(signal), source.listNetworks(signal)]);
  const readings = new LabReadings();
  for (const network of networks) readings.setNetwork(network);
  for (const { container } of containers) {
    const reading = await source.inspectContainer(container.id, signal);
    if (reading) readings.setContainer(reading);
  }
  return readings.toLab();
}
