import type { Container } from './container';
import type { Endpoint } from './endpoint';
import type { Network } from './network';

/** What the engine holds at one moment. A snapshot: what changes is a new lab, which shares the unchanged parts. */
export interface Lab {
  /** By id. */
  readonly containers: ReadonlyMap<string, Container>;
  /** By id. */
  readonly networks: ReadonlyMap<string, Network>;
  /** By `endpointKey`. */
  readonly endpoints: ReadonlyMap<string, Endpoint>;
}

export const emptyLab: Lab = { containers: new Map(), networks: new Map(), endpoints: new Map() };

/** The container of that name, or with that id or beginning of an id, as the docker command line looks one up. */
export function findContainer(lab: Lab, nameOrId: string): Container | undefined {
  const byId = lab.containers.get(nameOrId);
  if (byId) return byId;
  const all = [...lab.containers.values()];
  const named = all.find((container) => container.name === nameOrId);
  if (named) return named;
  if (!/^[0-9a-f]+$/.test(nameOrId)) return undefined;
  const starting = all.filter((container) => container.id.startsWith(nameOrId));
  return starting.length === 1 ? starting[0] : undefined;
}

export function endpointsOfContainer(lab: Lab, containerId: string): Endpoint[] {
  return [...lab.endpoints.values()].filter((endpoint) => endpoint.containerId === containerId);
}

export function endpointsOfNetwork(lab: Lab, networkId: string): Endpoint[] {
  return [...lab.endpoints.values()].filter((endpoint) => endpoint.networkId === networkId);
}
