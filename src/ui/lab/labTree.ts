import type { Container, Link } from '../../model/container';
import type { KeyedDiff, LabDiff } from '../../model/diff';
import type { Endpoint } from '../../model/endpoint';
import { emptyLab, type Lab } from '../../model/lab';
import { isBuiltIn, type Network } from '../../model/network';
import { portRows, type LabNode } from './labNode';

export type LabView = 'containers' | 'networks';

/** What of a tree is to be drawn again: everything, or some rows with what is under them. */
export type Stale = 'root' | readonly LabNode[];

export interface TreeChange {
  readonly containers: Stale;
  readonly networks: Stale;
  /** Rows of networks that had no container under them and have one now, and are to be unfolded: VS Code does not do that by itself. */
  readonly filled: readonly LabNode[];
}

/** In a lab of up to so many containers rows start unfolded: what a tutorial made is seen without a click. */
const small = 8;

/** The rows of both trees. Free of VS Code. A row keeps its identity for as long as its data are the same. */
export class LabTree {
  private lab: Lab = emptyLab;
  private readonly nodes = new Map<string, LabNode>();
  private readonly unfolded = new Map<string, boolean>();
  private byContainer = new Map<string, Endpoint[]>();
  private byNetwork = new Map<string, Endpoint[]>();

  get current(): Lab {
    return this.lab;
  }

  /** Takes a new lab and tells which rows that changes. */
  update(lab: Lab, diff: LabDiff): TreeChange {
    const before = this.lab;
    const emptyBefore = [...before.networks.keys()].filter((id) => !this.byNetwork.has(id));
    const lostNeighbours = endpointsOf(before, diff.endpoints.removed);
    this.lab = lab;
    this.byContainer = groupBy(lab.endpoints.values(), (endpoint) => endpoint.containerId);
    this.byNetwork = groupBy(lab.endpoints.values(), (endpoint) => endpoint.networkId);
    this.forget(diff);

    const changedEndpoints = [
      ...endpointsOf(lab, [...diff.endpoints.added, ...diff.endpoints.changed]),
      ...lostNeighbours,
    ];
    const containers = new Set([
      ...diff.containers.changed,
      ...changedEndpoints.map((endpoint) => endpoint.containerId),
    ]);
    const networks = new Set([...diff.networks.changed, ...changedEndpoints.map((endpoint) => endpoint.networkId)]);
    // A row names its neighbour, so the neighbour's change is seen there too.
    for (const id of diff.containers.changed)
      for (const endpoint of this.byContainer.get(id) ?? []) networks.add(endpoint.networkId);
    for (const id of diff.networks.changed)
      for (const endpoint of this.byNetwork.get(id) ?? []) containers.add(endpoint.containerId);

    const renamed = (ids: readonly string[], of: (lab: Lab) => ReadonlyMap<string, { readonly name: string }>) =>
      ids.some((id) => of(before).get(id)?.name !== of(lab).get(id)?.name);
    return {
      containers:
        isMoved(diff.containers) || renamed(diff.containers.changed, (one) => one.containers)
          ? 'root'
          : [...containers].filter((id) => lab.containers.has(id)).map((id) => this.containerNode(id)),
      networks:
        isMoved(diff.networks) || renamed(diff.networks.changed, (one) => one.networks)
          ? 'root'
          : [...networks].filter((id) => lab.networks.has(id)).map((id) => this.networkNode(id)),
      filled: emptyBefore
        .filter((id) => lab.networks.has(id) && this.byNetwork.has(id))
        .map((id) => this.networkNode(id))
        .filter((node) => this.isUnfolded(node)),
    };
  }

  /** Top rows by name; networks that the engine made itself come last. */
  roots(view: LabView): LabNode[] {
    if (view === 'containers') return sorted(this.lab.containers.values()).map(({ id }) => this.containerNode(id));
    const networks = sorted(this.lab.networks.values());
    return [...networks.filter((one) => !isBuiltIn(one)), ...networks.filter(isBuiltIn)].map(({ id }) =>
      this.networkNode(id),
    );
  }

  /** A container has its networks, then its ports and its legacy links; a network has its containers. */
  children(node: LabNode): LabNode[] {
    if (node.kind === 'container') {
      const container = this.lab.containers.get(node.containerId);
      if (!container) return [];
      const networks = [...(this.byContainer.get(container.id) ?? [])].sort((a, b) =>
        compare(a.networkName, b.networkName),
      );
      return [
        ...networks.map((endpoint) => this.endpointNode('container', endpoint)),
        ...this.portNodes(container),
        ...container.links.map((link) => this.linkNode(container.id, link)),
      ];
    }
    if (node.kind === 'network') {
      const name = ({ containerId }: Endpoint) => this.lab.containers.get(containerId)?.name ?? '';
      const endpoints = [...(this.byNetwork.get(node.networkId) ?? [])].sort((a, b) => compare(name(a), name(b)));
      return endpoints.map((endpoint) => this.endpointNode('network', endpoint));
    }
    return [];
  }

  parent(node: LabNode): LabNode | undefined {
    if (node.kind === 'port' || node.kind === 'link' || (node.kind === 'endpoint' && node.under === 'container'))
      return this.containerNode(node.containerId);
    return node.kind === 'endpoint' ? this.networkNode(node.networkId) : undefined;
  }

  /** Whether a row is unfolded until somebody folds it. Decided when it is first seen, so that nothing folds by itself. */
  isUnfolded(node: LabNode): boolean {
    let unfolded = this.unfolded.get(node.id);
    if (unfolded === undefined) {
      const state = node.kind === 'container' ? this.lab.containers.get(node.containerId)?.state : undefined;
      unfolded = this.lab.containers.size <= small && state !== 'exited' && state !== 'dead';
      this.unfolded.set(node.id, unfolded);
    }
    return unfolded;
  }

  private containerNode(containerId: string): LabNode {
    return this.node({ kind: 'container', id: `container:${containerId}`, containerId });
  }

  private networkNode(networkId: string): LabNode {
    return this.node({ kind: 'network', id: `network:${networkId}`, networkId });
  }

  private endpointNode(under: 'container' | 'network', { containerId, networkId }: Endpoint): LabNode {
    const id =
      under === 'container'
        ? `container:${containerId}/network:${networkId}`
        : `network:${networkId}/container:${containerId}`;
    return this.node({ kind: 'endpoint', id, under, containerId, networkId });
  }

  private portNodes(container: Container): LabNode[] {
    const seen = new Map<string, number>();
    return portRows(container.ports).map((row) => {
      // Numbered, not named by where it is published: a container that is started again gets another port on the host.
      const inside = `${row.port.containerPort}/${row.port.protocol}`;
      const ordinal = seen.get(inside) ?? 0;
      seen.set(inside, ordinal + 1);
      return this.node({
        kind: 'port',
        id: `container:${container.id}/port:${inside}#${ordinal}`,
        containerId: container.id,
        ...row,
      });
    });
  }

  private linkNode(containerId: string, link: Link): LabNode {
    return this.node({ kind: 'link', id: `container:${containerId}/link:${link.alias}`, containerId, link });
  }

  private node(fresh: LabNode): LabNode {
    const known = this.nodes.get(fresh.id);
    if (known && JSON.stringify(known) === JSON.stringify(fresh)) return known;
    this.nodes.set(fresh.id, fresh);
    return fresh;
  }

  /** Drops what is remembered of things that are gone. */
  private forget(diff: LabDiff): void {
    const gone = new Set([
      ...diff.containers.removed.map((id) => `container:${id}`),
      ...diff.networks.removed.map((id) => `network:${id}`),
    ]);
    if (gone.size === 0) return;
    for (const id of this.nodes.keys()) if (id.split('/').some((part) => gone.has(part))) this.nodes.delete(id);
    for (const id of this.unfolded.keys()) if (gone.has(id)) this.unfolded.delete(id);
  }
}

function isMoved({ added, removed }: KeyedDiff): boolean {
  return added.length + removed.length > 0;
}

function endpointsOf(lab: Lab, keys: readonly string[]): Endpoint[] {
  return keys.flatMap((key) => lab.endpoints.get(key) ?? []);
}

function groupBy<T>(values: Iterable<T>, keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}

function sorted<T extends Container | Network>(values: Iterable<T>): T[] {
  return [...values].sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
