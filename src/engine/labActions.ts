import type { ConnectionSpec, NetworkSpec } from '../model/networkSpec';
import { asArray, asRecord, asString } from './json';

interface Abortable {
  readonly abortSignal: AbortSignal;
}

type Body = Readonly<Record<string, unknown>>;

/** What changes a lab, of dockerode. */
export interface RawActions {
  getContainer(id: string): {
    inspect(options: Abortable): Promise<unknown>;
    start(options: Abortable): Promise<unknown>;
    stop(options: Abortable): Promise<unknown>;
    restart(options: Abortable): Promise<unknown>;
    pause(options: Abortable): Promise<unknown>;
    unpause(options: Abortable): Promise<unknown>;
    kill(options: Abortable): Promise<unknown>;
    rename(options: Abortable & { readonly name: string }): Promise<unknown>;
    remove(options: Abortable & { readonly v: boolean; readonly force: boolean }): Promise<unknown>;
    infoArchive(options: Abortable & { readonly path: string }): Promise<unknown>;
  };
  getNetwork(id: string): {
    inspect(options: Abortable): Promise<unknown>;
    connect(options: Abortable & Body): Promise<unknown>;
    disconnect(options: Abortable & Body): Promise<unknown>;
    remove(options: Abortable): Promise<unknown>;
  };
  listContainers(options: Abortable & { readonly all: boolean }): Promise<unknown>;
  createNetwork(options: Abortable & Body): Promise<unknown>;
}

/** `EngineClient`: runs a call until it ends, its time is over or the connection is closed. */
export interface Actor {
  act<T>(id: string | undefined, run: (docker: RawActions, signal: AbortSignal) => Promise<T>): Promise<T>;
}

/**
 * What a person can do to a lab. Nothing here changes the model: the event that follows does, and where the engine sends none, a
 * fresh reading. Everything throws what the engine said, with its `statusCode`.
 */
export class LabActions {
  /** @param touched told of containers that may have changed without an event */
  constructor(
    private readonly engine: Actor,
    private readonly touched: (containerId: string) => void,
  ) {}

  start(id: string): Promise<void> {
    return this.onContainer(id, (container, options) => container.start(options));
  }

  /** Asks its main process to end, and kills it after the container's time for that (10 s unless it has its own). */
  stop(id: string): Promise<void> {
    return this.onContainer(id, (container, options) => container.stop(options));
  }

  restart(id: string): Promise<void> {
    return this.onContainer(id, (container, options) => container.restart(options));
  }

  pause(id: string): Promise<void> {
    return this.onContainer(id, (container, options) => container.pause(options));
  }

  unpause(id: string): Promise<void> {
    return this.onContainer(id, (container, options) => container.unpause(options));
  }

  kill(id: string): Promise<void> {
    return this.onContainer(id, (container, options) => container.kill(options));
  }

  rename(id: string, name: string): Promise<void> {
    return this.onContainer(id, (container, options) => container.rename({ ...options, name }));
  }

  /** @param volumes also its anonymous volumes @param force kills it first if it runs; without it the engine refuses that */
  removeContainer(
    id: string,
    { volumes, force }: { readonly volumes: boolean; readonly force: boolean },
  ): Promise<void> {
    return this.onContainer(id, (container, options) => container.remove({ ...options, v: volumes, force }));
  }

  /** Names of the networks that each container is on, by its id, as the engine has it now: also of those that do not run. */
  async networksInUse(): Promise<ReadonlyMap<string, readonly string[]>> {
    const list = await this.engine.act(undefined, (docker, abortSignal) =>
      docker.listContainers({ all: true, abortSignal }),
    );
    return new Map(
      asArray(list).map((json) => [
        asString(asRecord(json)['Id']) ?? '',
        Object.keys(asRecord(asRecord(asRecord(json)['NetworkSettings'])['Networks'])),
      ]),
    );
  }

  /** As the engine has it, for a person to read. */
  inspectContainer(id: string): Promise<unknown> {
    return this.engine.act(id, (docker, abortSignal) => docker.getContainer(id).inspect({ abortSignal }));
  }

  /** As the engine has it, for a person to read. */
  inspectNetwork(id: string): Promise<unknown> {
    return this.engine.act(id, (docker, abortSignal) => docker.getNetwork(id).inspect({ abortSignal }));
  }

  /** Whether there is a file of that path in a container. Looks into its file system, runs nothing. */
  async hasFile(id: string, path: string): Promise<boolean> {
    try {
      await this.onContainer(id, (container, options) => container.infoArchive({ ...options, path }));
      return true;
    } catch (error) {
      if ((error as { readonly statusCode?: unknown }).statusCode !== 404) throw error;
      // An answer without a body: whether the file or the container is not there is not said.
      await this.inspectContainer(id);
      return false;
    }
  }

  /** Resolves with its id. */
  async createNetwork(spec: NetworkSpec): Promise<string> {
    const { name, driver, internal, attachable, ipv6, subnets, options, labels } = spec;
    const config = subnets.map(({ subnet, gateway, ipRange }) => ({
      Subnet: subnet,
      ...(gateway !== undefined && { Gateway: gateway }),
      ...(ipRange !== undefined && { IPRange: ipRange }),
    }));
    const body = {
      Name: name,
      CheckDuplicate: true,
      Driver: driver,
      Internal: internal,
      Attachable: attachable,
      EnableIPv6: ipv6,
      ...(config.length > 0 && { IPAM: { Driver: 'default', Config: config } }),
      Options: options,
      Labels: labels,
    };
    const answer = await this.engine.act(undefined, (docker, abortSignal) =>
      // dockerode would put the body into the address as well.
      docker.createNetwork({ _query: {}, _body: body, abortSignal }),
    );
    return asString(asRecord(answer)['id']) ?? '';
  }

  async connect(networkId: string, containerId: string, { aliases, ipv4, ipv6 }: ConnectionSpec): Promise<void> {
    const address = {
      ...(ipv4 !== undefined && { IPv4Address: ipv4 }),
      ...(ipv6 !== undefined && { IPv6Address: ipv6 }),
    };
    const config = { IPAMConfig: address, Aliases: aliases };
    await this.engine.act(networkId, (docker, abortSignal) =>
      docker.getNetwork(networkId).connect({ Container: containerId, EndpointConfig: config, abortSignal }),
    );
    this.touched(containerId);
  }

  /** How a container was put on a network, to put it there again. */
  async connectionOf(networkId: string, containerId: string): Promise<ConnectionSpec> {
    const settings = asRecord(asRecord(await this.inspectContainer(containerId))['NetworkSettings']);
    const endpoint = Object.values(asRecord(settings['Networks']))
      .map(asRecord)
      .find((one) => asString(one['NetworkID']) === networkId);
    const asked = asRecord(endpoint?.['IPAMConfig']);
    const [ipv4, ipv6] = [asString(asked['IPv4Address']), asString(asked['IPv6Address'])];
    const aliases = asArray(endpoint?.['Aliases']).flatMap((alias) => asString(alias) ?? []);
    return {
      // The engine adds the beginning of the id by itself.
      aliases: aliases.filter((alias) => !containerId.startsWith(alias)),
      ...(ipv4 !== undefined && { ipv4 }),
      ...(ipv6 !== undefined && { ipv6 }),
    };
  }

  async disconnect(networkId: string, containerId: string): Promise<void> {
    await this.engine.act(networkId, (docker, abortSignal) =>
      docker.getNetwork(networkId).disconnect({ Container: containerId, abortSignal }),
    );
    this.touched(containerId);
  }

  async removeNetwork(id: string): Promise<void> {
    await this.engine.act(id, (docker, abortSignal) => docker.getNetwork(id).remove({ abortSignal }));
  }

  private async onContainer(
    id: string,
    run: (container: ReturnType<RawActions['getContainer']>, options: Abortable) => Promise<unknown>,
  ): Promise<void> {
    await this.engine.act(id, (docker, abortSignal) => run(docker.getContainer(id), { abortSignal }));
  }
}
