import { endpointKey } from '../../../model/endpoint';
import type { Lab } from '../../../model/lab';
import { plainText } from '../plainText';

/** A container on a network, by their ids. */
export interface EndpointIds {
  readonly containerId: string;
  readonly networkId: string;
}

/** What was dragged: rows of containers, rows of endpoints. */
export interface Dragged {
  readonly containers: readonly string[];
  readonly endpoints: readonly EndpointIds[];
}

/** What dropping does. */
export type DropPlan =
  | { readonly kind: 'connect'; readonly containers: readonly string[]; readonly networkId: string }
  | { readonly kind: 'disconnect'; readonly endpoints: readonly EndpointIds[] }
  /** Only the person knows whether the containers leave the networks that they were dragged from. */
  | { readonly kind: 'ask'; readonly endpoints: readonly EndpointIds[]; readonly networkId: string }
  /** With the reason, unless there is nothing to be said. */
  | { readonly kind: 'nothing'; readonly why?: string };

/**
 * Containers on a network are connected; endpoints on empty space are disconnected; endpoints on another network are moved or also
 * connected, as the person says.
 * @param networkId of the network that was dropped on; absent for empty space
 */
export function planDrop({ containers, endpoints }: Dragged, networkId: string | undefined, lab: Lab): DropPlan {
  if (networkId === undefined) {
    const there = endpoints.filter((endpoint) => lab.endpoints.has(endpointKey(endpoint)));
    if (there.length > 0) return { kind: 'disconnect', endpoints: there };
    return containers.length > 0
      ? { kind: 'nothing', why: 'Drop a container on a network to connect it.' }
      : { kind: 'nothing' };
  }
  const network = lab.networks.get(networkId);
  if (!network) return { kind: 'nothing' };
  const isOn = (containerId: string) => lab.endpoints.has(endpointKey({ containerId, networkId }));
  const moved = endpoints.filter((endpoint) => endpoint.networkId !== networkId && !isOn(endpoint.containerId));
  if (moved.length > 0 && containers.length === 0) return { kind: 'ask', endpoints: moved, networkId };
  const dragged = new Set([...containers, ...moved.map(({ containerId }) => containerId)]);
  const fresh = [...dragged].filter((id) => lab.containers.has(id) && !isOn(id));
  if (fresh.length > 0) return { kind: 'connect', containers: fresh, networkId };
  if (containers.length === 0 && endpoints.every((endpoint) => endpoint.networkId === networkId))
    return { kind: 'nothing' };
  return { kind: 'nothing', why: `Already on network ${plainText(network.name)}.` };
}
