import { isUp, type Container } from '../model/container';
import { endpointKey, type Endpoint } from '../model/endpoint';
import { helperLabel } from '../model/helperLabel';
import type { Lab } from '../model/lab';
import type { Network } from '../model/network';
import type { ContainerReading } from './mapping';

/** What was read of the engine so far, part by part, and the lab that it makes. A part that was read again and is the same keeps its identity. */
export class LabReadings {
  private readonly containers = new Map<string, ContainerReading>();
  private readonly networks = new Map<string, Network>();
  private readonly resolved = new WeakMap<Endpoint, Endpoint>();

  setContainer(reading: ContainerReading): void {
    const { id } = reading.container;
    const old = this.containers.get(id);
    if (!old) this.containers.set(id, reading);
    else
      this.containers.set(id, {
        container: keep(old.container, reading.container),
        endpoints: keepAll(old.endpoints, reading.endpoints),
      });
  }

  /**
   * What a container is once its main process has ended, as far as that is certain: the engine answers no inspection before it has
   * released the networks, which takes it up to half a second.
   */
  ended(id: string, exitCode: number): void {
    const old = this.containers.get(id);
    if (!old) return;
    const exposed = new Map(
      old.container.ports.map(({ containerPort, protocol }) => [
        `${containerPort}/${protocol}`,
        { containerPort, protocol },
      ]),
    );
    // In the order in which an inspection writes them: what is the same text is the same.
    const { name, image, health, startedAt, labels, networkMode, links } = old.container;
    const was = { ...(health !== undefined && { health }), exitCode, ...(startedAt !== undefined && { startedAt }) };
    const ports = [...exposed.values()];
    this.setContainer({
      container: { id, name, image, state: 'exited', ...was, labels, networkMode, ports, links },
      endpoints: old.endpoints.map(({ containerId, networkId, networkName, aliases }) => ({
        containerId,
        networkId,
        networkName,
        aliases,
        dnsNames: [],
      })),
    });
  }

  setNetwork(network: Network): void {
    this.networks.set(network.id, keep(this.networks.get(network.id), network));
  }

  removeContainer(id: string): void {
    this.containers.delete(id);
  }

  removeNetwork(id: string): void {
    this.networks.delete(id);
  }

  hasNetwork(id: string): boolean {
    return this.networks.has(id);
  }

  /** Ids of containers that have legacy links. */
  linked(): string[] {
    const all = [...this.containers.values()];
    return all.flatMap(({ container }) => (container.links.length > 0 ? [container.id] : []));
  }

  /** Ids, in order, of containers of whose networks the engine sends no events: those that do not run. */
  quiet(): string[] {
    return [...this.containers.values()]
      .filter(({ container }) => !isUp(container) && !isHelper(container.labels))
      .map(({ container }) => container.id)
      .sort();
  }

  /** Whether a newer reading of a container has it on other networks than the one that is kept. */
  isOnOthers(now: ContainerReading): boolean {
    const names = ({ endpoints }: ContainerReading) => endpoints.map(({ networkName }) => networkName).join(' ');
    const old = this.containers.get(now.container.id);
    return old !== undefined && names(old) !== names(now);
  }

  /** The lab of what was read: without our helpers, every endpoint with the id of its network. */
  toLab(): Lab {
    const containers = new Map<string, Container>();
    const endpoints = new Map<string, Endpoint>();
    const idsByName = new Map([...this.networks.values()].map((network) => [network.name, network.id]));
    for (const reading of this.containers.values()) {
      if (isHelper(reading.container.labels)) continue;
      containers.set(reading.container.id, reading.container);
      for (const endpoint of reading.endpoints) {
        const complete = this.resolve(endpoint, idsByName);
        if (complete) endpoints.set(endpointKey(complete), complete);
      }
    }
    return { containers, networks: new Map(this.networks), endpoints };
  }

  /**
   * A container that was never started names its networks without their ids, and one that is stopped may have the id of a
   * network that was removed and made again: then the name tells, as it does for the engine when it starts the container.
   */
  private resolve(endpoint: Endpoint, idsByName: ReadonlyMap<string, string>): Endpoint | undefined {
    if (this.networks.has(endpoint.networkId)) return endpoint;
    const networkId = idsByName.get(endpoint.networkName) ?? endpoint.networkId;
    if (networkId === endpoint.networkId) return networkId ? endpoint : undefined;
    const known = this.resolved.get(endpoint);
    if (known?.networkId === networkId) return known;
    const complete = { ...endpoint, networkId };
    this.resolved.set(endpoint, complete);
    return complete;
  }
}

/** Whether labels are those of a throwaway container of ours. */
export function isHelper(labels: Readonly<Record<string, string>>): boolean {
  return Object.hasOwn(labels, helperLabel);
}

function keep<T>(old: T | undefined, now: T): T {
  return old !== undefined && JSON.stringify(old) === JSON.stringify(now) ? old : now;
}

function keepAll(old: readonly Endpoint[], now: readonly Endpoint[]): readonly Endpoint[] {
  const byName = new Map(old.map((endpoint) => [endpoint.networkName, endpoint]));
  return now.map((endpoint) => keep(byName.get(endpoint.networkName), endpoint));
}
