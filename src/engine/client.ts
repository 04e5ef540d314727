import type Dockerode from 'dockerode';
import { Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { inspect } from 'node:util';
import type { Disposable } from '../base/disposable';
import { messageOf } from '../base/userError';
import { negotiateApiVersion } from './apiVersion';
import { withDeadline } from './deadline';
import { parseDockerHost } from './dockerHost';
import { UnsupportedEngineError } from './engineFailure';
import type { EngineAddress } from './engineState';
import { eventFromJson, type EngineEvent } from './engineEvent';
import { asArray, asRecord, asString } from './json';
import { JsonLines } from './jsonLines';
import type { Actor, RawActions } from './labActions';
import { containerFromInspection, containerFromList, networkFromJson, type ContainerReading } from './mapping';
import type { Network } from '../model/network';

export interface ClientTimings {
  /** For the first answer of an engine. */
  readonly connectTimeoutMs: number;
  /** For every later call that only reads. */
  readonly callTimeoutMs: number;
  /** For a call that changes something: stopping a container takes as long as the container is given for it. */
  readonly actionTimeoutMs: number;
}

/** An open event stream. Disposing ends it. */
export interface EventStream extends Disposable {
  /** Settles when the stream is over, with the reason where there is one; `undefined` after `dispose` or a plain end. */
  readonly ended: Promise<Error | undefined>;
}

/** What following an engine needs of it. */
export interface LabSource {
  listContainers(signal?: AbortSignal): Promise<ContainerReading[]>;
  listNetworks(signal?: AbortSignal): Promise<Network[]>;
  /** `undefined` when there is no such container. */
  inspectContainer(id: string, signal?: AbortSignal): Promise<ContainerReading | undefined>;
  /** `undefined` when there is no such network. */
  inspectNetwork(id: string, signal?: AbortSignal): Promise<Network | undefined>;
  /** Container and network events, from `since` (seconds since 1970 of the engine's clock) on. Resolves when the engine has accepted. */
  watchEvents(since: number, onEvent: (event: EngineEvent) => void, signal?: AbortSignal): Promise<EventStream>;
}

interface Abortable {
  readonly abortSignal: AbortSignal;
}

/**
 * What we call of dockerode. Its published types lack the signals and promise more of the engine's answers than an engine keeps, so
 * answers are unknown until they were read.
 */
interface RawDocker extends RawActions {
  version(options: Abortable): Promise<unknown>;
  ping(options: Abortable): Promise<unknown>;
  listNetworks(options: Abortable): Promise<unknown>;
  getEvents(options: Abortable & { readonly since: string; readonly filters: object }): Promise<IncomingMessage>;
}

/**
 * A connection to one engine that has answered. Calls end with their signal, after their time and with `dispose`; they throw what
 * `classifyFailure` reads. The only place that knows dockerode.
 */
export class EngineClient implements LabSource, Actor, Disposable {
  private readonly disposal = new AbortController();

  private constructor(
    readonly address: EngineAddress,
    /** Negotiated version of the API. */
    readonly apiVersion: string,
    readonly engineVersion: string,
    private readonly docker: RawDocker,
    private readonly agent: HttpAgent,
    private readonly timings: ClientTimings,
  ) {}

  /**
   * Asks the engine at an address for its versions and settles on one.
   * @throws whatever `classifyFailure` reads: no socket, permission denied, refused, TLS, no answer in time, too old.
   */
  static async connect(address: EngineAddress, timings: ClientTimings, signal?: AbortSignal): Promise<EngineClient> {
    // Loaded at the first need: it costs tens of milliseconds that an activation must not pay.
    const { default: Docker } = await import('dockerode');
    const agent = agentFor(address);
    try {
      const answer = await withDeadline(timings.connectTimeoutMs, [signal], (abortSignal) =>
        makeDocker(Docker, address, agent).version({ abortSignal }),
      );
      const versions = asRecord(answer);
      const negotiated = negotiateApiVersion(
        asString(versions['ApiVersion']) ?? '',
        asString(versions['MinAPIVersion']),
      );
      if ('why' in negotiated) throw new UnsupportedEngineError(negotiated.why);
      const { version } = negotiated;
      const docker = makeDocker(Docker, address, agent, version);
      return new EngineClient(address, version, asString(versions['Version']) ?? 'unknown', docker, agent, timings);
    } catch (error) {
      agent.destroy();
      throw error;
    }
  }

  async listContainers(signal?: AbortSignal): Promise<ContainerReading[]> {
    const list = await this.call(signal, (abortSignal) => this.docker.listContainers({ all: true, abortSignal }));
    return asArray(list).flatMap((json) => containerFromList(json) ?? []);
  }

  async listNetworks(signal?: AbortSignal): Promise<Network[]> {
    const list = await this.call(signal, (abortSignal) => this.docker.listNetworks({ abortSignal }));
    return asArray(list).flatMap((json) => networkFromJson(json) ?? []);
  }

  async inspectContainer(id: string, signal?: AbortSignal): Promise<ContainerReading | undefined> {
    return this.inspect(id, signal, async (abortSignal) =>
      containerFromInspection(await this.docker.getContainer(id).inspect({ abortSignal })),
    );
  }

  async inspectNetwork(id: string, signal?: AbortSignal): Promise<Network | undefined> {
    return this.inspect(id, signal, async (abortSignal) =>
      networkFromJson(await this.docker.getNetwork(id).inspect({ abortSignal })),
    );
  }

  /** @param id of what is acted upon, since it becomes part of a path */
  act<T>(id: string | undefined, run: (docker: RawActions, signal: AbortSignal) => Promise<T>): Promise<T> {
    if (id !== undefined) checkedId(id);
    return withDeadline(this.timings.actionTimeoutMs, [this.disposal.signal], (signal) => run(this.docker, signal));
  }

  /** Whether it still answers: throws when it does not. */
  async ping(signal?: AbortSignal): Promise<void> {
    await this.call(signal, (abortSignal) => this.docker.ping({ abortSignal }));
  }

  async watchEvents(since: number, onEvent: (event: EngineEvent) => void, signal?: AbortSignal): Promise<EventStream> {
    const options = { since: since.toFixed(3), filters: { type: ['container', 'network'] } };
    const stream = await this.call(signal, (abortSignal) => this.docker.getEvents({ ...options, abortSignal }));
    if (this.disposal.signal.aborted) stream.destroy();
    // Nothing may come for hours: the system is asked to notice when the other side is gone.
    stream.socket.setKeepAlive(true, 15_000);
    const dispose = () => stream.destroy();
    this.disposal.signal.addEventListener('abort', dispose, { once: true });
    const ended = new Promise<Error | undefined>((resolve) => {
      let failure: Error | undefined;
      const lines = new JsonLines();
      stream.on('data', (chunk: Buffer) => {
        try {
          for (const json of lines.push(chunk)) {
            const event = eventFromJson(json);
            if (event) onEvent(event);
          }
        } catch (error) {
          failure = new Error(`the event stream cannot be read: ${messageOf(error)}`, { cause: error });
          stream.destroy();
        }
      });
      stream.on('error', (error) => (failure ??= error));
      stream.on('close', () => {
        this.disposal.signal.removeEventListener('abort', dispose);
        resolve(failure);
      });
    });
    return { ended, dispose };
  }

  /** Ends every call and stream. */
  dispose(): void {
    this.disposal.abort(new Error('the connection to the engine was closed'));
    this.agent.destroy();
  }

  private async inspect<T>(
    id: string,
    signal: AbortSignal | undefined,
    read: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      checkedId(id);
      return await this.call(signal, read);
    } catch (error) {
      if ((error as { readonly statusCode?: unknown }).statusCode === 404) return undefined;
      throw error;
    }
  }

  private call<T>(signal: AbortSignal | undefined, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return withDeadline(this.timings.callTimeoutMs, [signal, this.disposal.signal], run);
  }
}

/** Ids become part of a path. Those of an engine are hexadecimal or names; anything else is no id. */
function checkedId(id: string): string {
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(id)) throw Object.assign(new Error('not an id'), { statusCode: 404 });
  return id;
}

function agentFor(address: EngineAddress): HttpAgent {
  const options = { keepAlive: true };
  if (!address.tls) return withoutInspection(new HttpAgent(options));
  const { verify, ...files } = address.tls;
  return withoutInspection(new HttpsAgent({ ...options, ...files, rejectUnauthorized: verify }));
}

/**
 * docker-modem describes the options of every call by `util.inspect`, to any depth, for a log that is off. The agent leads to all its
 * connections, and to describe these takes longer than the call.
 */
function withoutInspection(agent: HttpAgent): HttpAgent {
  return Object.assign(agent, { [inspect.custom]: () => 'Agent' });
}

/**
 * A dockerode with nothing left to its own guesses: its constructor takes what it is not given from `DOCKER_HOST`, and reads
 * certificates or throws on the way, so the variable is hidden from it while it runs.
 */
function makeDocker(Docker: typeof Dockerode, address: EngineAddress, agent: HttpAgent, version?: string): RawDocker {
  const target = parseDockerHost(address.host, address.tls !== undefined);
  if (target.kind === 'unusable') throw new UnsupportedEngineError(target.detail);
  const protocol = address.tls ? 'https' : 'http';
  const where =
    target.kind === 'socket'
      ? { socketPath: target.path }
      : { host: `${protocol}://${target.host.includes(':') ? `[${target.host}]` : target.host}`, port: target.port };
  const options = { protocol, agent, ...where, ...(version !== undefined && { version: `v${version}` }) } as const;
  const inherited = process.env['DOCKER_HOST'];
  delete process.env['DOCKER_HOST'];
  try {
    return new Docker(options) as unknown as RawDocker;
  } finally {
    if (inherited !== undefined) process.env['DOCKER_HOST'] = inherited;
  }
}
