import type { Container } from '../../../model/container';
import type { KeyedDiff, LabDiff } from '../../../model/diff';
import type { Endpoint } from '../../../model/endpoint';
import { emptyLab, type Lab } from '../../../model/lab';
import { isBuiltIn, type Network } from '../../../model/network';
import { groupContainers, groupsOf, type GroupedContainers } from './grouping';
import { LabFilter } from './labFilter';
import { byName, compare, LabIndex } from './labIndex';
import type { ContainerNode, EndpointNode, Grouping, GroupNode, LabNode, NetworkNode } from './labNode';
import { RowNodes } from './rowNodes';

export type LabView = 'containers' | 'networks';

/** What of a tree is to be drawn again: everything, or some rows with what is under them. */
export type Stale = 'root' | readonly LabNode[];

export interface TreeChange {
  readonly containers: Stale;
  readonly networks: Stale;
  /** Rows of networks that had no container under them and have one now, and are to be unfolded: VS Code does not do that by itself. */
  readonly filled: readonly LabNode[];
}

/** What of a lab is shown, and in which order. */
export interface TreeChoices {
  readonly grouping: Grouping;
  readonly showBuiltIn: boolean;
  readonly filter: LabFilter;
}

/** In a lab of up to so many containers rows start unfolded: what a tutorial made is seen without a click. */
const small = 8;
/** Groups start unfolded in larger ones, too. */
const medium = 40;

/** The rows of both trees. Free of VS Code. A row keeps its identity for as long as its data are the same. */
export class LabTree {
  private index = new LabIndex(emptyLab);
  private choices: TreeChoices = { grouping: 'project', showBuiltIn: true, filter: new LabFilter('') };
  private readonly nodes = new RowNodes();
  private readonly unfolded = new Map<string, boolean>();
  /** Of the lab and the choices as they are; each made when it is first asked for. */
  private grouped: GroupedContainers | undefined;
  private shown: readonly Container[] | undefined;
  private shownIds: ReadonlySet<string> | undefined;

  get current(): Lab {
    return this.index.lab;
  }

  get chosen(): TreeChoices {
    return this.choices;
  }

  /** Both trees are to be drawn again afterwards. */
  choose(choices: Partial<TreeChoices>): void {
    this.choices = { ...this.choices, ...choices };
    this.grouped = this.shown = this.shownIds = undefined;
  }

  /** Takes a new lab and tells which rows that changes. */
  update(lab: Lab, diff: LabDiff): TreeChange {
    const before = this.index;
    this.index = new LabIndex(lab);
    this.grouped = this.shown = this.shownIds = undefined;
    this.forget(diff);

    const changedEndpoints = [
      ...endpointsOf(lab, [...diff.endpoints.added, ...diff.endpoints.changed]),
      ...endpointsOf(before.lab, diff.endpoints.removed),
    ];
    const containers = new Set([...diff.containers.changed, ...changedEndpoints.map((one) => one.containerId)]);
    const networks = new Set([...diff.networks.changed, ...changedEndpoints.map((one) => one.networkId)]);
    // A row names its neighbour, so the neighbour's change is seen there too.
    for (const id of diff.containers.changed)
      for (const endpoint of this.index.ofContainer(id)) networks.add(endpoint.networkId);
    for (const id of diff.networks.changed)
      for (const endpoint of this.index.ofNetwork(id)) containers.add(endpoint.containerId);

    const filtered = !this.choices.filter.isEmpty;
    return {
      containers:
        filtered || isMoved(diff.containers) || this.isOrderChanged(before.lab, diff)
          ? 'root'
          : [...containers].flatMap((id) => this.rowsOfContainer(id)),
      networks:
        filtered || isMoved(diff.networks) || isRenamed(diff.networks, before.lab.networks, lab.networks)
          ? 'root'
          : [...networks].flatMap((id) => this.rowOfNetwork(id) ?? []),
      filled: [...before.lab.networks.keys()]
        .filter((id) => before.ofNetwork(id).length === 0 && this.index.ofNetwork(id).length > 0)
        .flatMap((id) => this.rowOfNetwork(id) ?? [])
        .filter((node) => this.isUnfolded(node)),
    };
  }

  /** Top rows by name, groups first; networks that the engine made itself come last. */
  roots(view: LabView): LabNode[] {
    if (view === 'containers') {
      const { groups, loose } = this.groups();
      return [
        ...[...groups.keys()].map((key) => this.nodes.group(this.choices.grouping, key)),
        ...loose.map(({ id }) => this.containerRow(id)),
      ];
    }
    const shown = byName(this.current.networks.values()).filter((network) => this.isShown(network));
    return [...shown.filter((one) => !isBuiltIn(one)), ...shown.filter(isBuiltIn)].map(({ id }) =>
      this.nodes.network(id),
    );
  }

  /** A group has its containers; a container has its networks, then its ports and its legacy links; a network has its containers. */
  children(node: LabNode): LabNode[] {
    switch (node.kind) {
      case 'group':
        return this.members(node).map(({ id }) => this.containerRow(id, node.key));
      case 'container': {
        const container = this.current.containers.get(node.containerId);
        if (!container) return [];
        const endpoints = [...this.index.ofContainer(container.id)].sort((a, b) =>
          compare(a.networkName, b.networkName),
        );
        return [
          ...endpoints.map((endpoint) => this.nodes.endpoint('container', endpoint, node)),
          ...this.nodes.ports(container, node),
          ...container.links.map((link) => this.nodes.link(link, node)),
        ];
      }
      case 'network': {
        const name = ({ containerId }: Endpoint) => this.index.nameOfContainer(containerId);
        return this.membersOfNetwork(node.networkId)
          .sort((a, b) => compare(name(a), name(b)))
          .map((endpoint) => this.nodes.endpoint('network', endpoint, node));
      }
      default:
        return [];
    }
  }

  hasChildren(node: LabNode): boolean {
    switch (node.kind) {
      case 'group':
        return true;
      case 'container': {
        const container = this.current.containers.get(node.containerId);
        if (!container) return false;
        return container.ports.length + container.links.length + this.index.ofContainer(container.id).length > 0;
      }
      case 'network':
        return this.membersOfNetwork(node.networkId).length > 0;
      default:
        return false;
    }
  }

  parent(node: LabNode): LabNode | undefined {
    return node.parent === undefined ? undefined : this.nodes.get(node.parent);
  }

  /** Whether a row is unfolded until somebody folds it. Decided when it is first seen, so that nothing folds by itself. */
  isUnfolded(node: LabNode): boolean {
    let unfolded = this.unfolded.get(node.id);
    if (unfolded === undefined) {
      const { size } = this.current.containers;
      const state = node.kind === 'container' ? this.current.containers.get(node.containerId)?.state : undefined;
      unfolded = node.kind === 'group' ? size <= medium : size <= small && state !== 'exited' && state !== 'dead';
      this.unfolded.set(node.id, unfolded);
    }
    return unfolded;
  }

  /** What a person did to a row: one that goes and comes back, as by a filter, is as it was left. */
  setUnfolded({ id }: LabNode, unfolded: boolean): void {
    this.unfolded.set(id, unfolded);
  }

  /** How many containers or networks the filter and the choices let through. */
  count(view: LabView): number {
    return view === 'containers'
      ? this.shownContainers().length
      : [...this.current.networks.values()].filter((network) => this.isShown(network)).length;
  }

  /** How many containers are in a group. */
  groupSize(node: GroupNode): number {
    return this.members(node).length;
  }

  /** The containers of a group, by name. */
  members(node: GroupNode): readonly Container[] {
    return this.groups().groups.get(node.key) ?? [];
  }

  /** Where a container stands in its tree: by network it may stand in several groups. None when the filter hides it. */
  rowsOfContainer(id: string): ContainerNode[] {
    const container = this.current.containers.get(id);
    if (!container || !this.choices.filter.container(container, this.index)) return [];
    const { grouping } = this.choices;
    if (grouping === 'none') return [this.containerRow(id)];
    return groupsOf(container, grouping, this.index).map((key) => this.containerRow(id, key));
  }

  /** Where a network stands in its tree, unless it is hidden. */
  rowOfNetwork(id: string): NetworkNode | undefined {
    const network = this.current.networks.get(id);
    return network && this.isShown(network) ? this.nodes.network(id) : undefined;
  }

  /** Where a container stands under one of its networks, unless it is hidden. */
  rowInNetwork(containerId: string, networkId: string): EndpointNode | undefined {
    const row = this.rowOfNetwork(networkId);
    const endpoint = this.membersOfNetwork(networkId).find((one) => one.containerId === containerId);
    return row && endpoint && this.nodes.endpoint('network', endpoint, row);
  }

  private groups(): GroupedContainers {
    const { grouping } = this.choices;
    return (this.grouped ??=
      grouping === 'none'
        ? { groups: new Map(), loose: this.shownContainers() }
        : groupContainers(this.shownContainers(), grouping, this.index));
  }

  private shownContainers(): readonly Container[] {
    const { filter } = this.choices;
    return (this.shown ??= byName(
      [...this.current.containers.values()].filter((one) => filter.container(one, this.index)),
    ));
  }

  private isShown(network: Network): boolean {
    if (isBuiltIn(network) && !this.choices.showBuiltIn) return false;
    return this.choices.filter.network(network) || this.membersOfNetwork(network.id).length > 0;
  }

  /** All of them, or those that the filter lets through where it does not let the network itself. */
  private membersOfNetwork(id: string): Endpoint[] {
    const { filter } = this.choices;
    const network = this.current.networks.get(id);
    const all = [...this.index.ofNetwork(id)];
    if (filter.isEmpty || (network && filter.network(network))) return all;
    this.shownIds ??= new Set(this.shownContainers().map((container) => container.id));
    const { shownIds } = this;
    return all.filter(({ containerId }) => shownIds.has(containerId));
  }

  /** Whether containers that are still there stand elsewhere now. */
  private isOrderChanged(before: Lab, diff: LabDiff): boolean {
    const now = this.current;
    if (isRenamed(diff.containers, before.containers, now.containers)) return true;
    switch (this.choices.grouping) {
      case 'state':
        return diff.containers.changed.some((id) => before.containers.get(id)?.state !== now.containers.get(id)?.state);
      case 'image':
        return diff.containers.changed.some((id) => before.containers.get(id)?.image !== now.containers.get(id)?.image);
      case 'network':
        return isMoved(diff.endpoints) || isMoved(diff.networks);
      default:
        return false;
    }
  }

  private containerRow(id: string, group = ''): ContainerNode {
    return this.nodes.container(id, this.choices.grouping, group);
  }

  /** Drops what is remembered of things that are gone. */
  private forget(diff: LabDiff): void {
    const gone = new Set([...diff.containers.removed, ...diff.networks.removed]);
    if (gone.size === 0) return;
    for (const id of this.nodes.forget(gone)) this.unfolded.delete(id);
  }
}

function isMoved({ added, removed }: KeyedDiff): boolean {
  return added.length + removed.length > 0;
}

type Named = ReadonlyMap<string, { readonly name: string }>;

function isRenamed({ changed }: KeyedDiff, before: Named, now: Named): boolean {
  return changed.some((id) => before.get(id)?.name !== now.get(id)?.name);
}

function endpointsOf(lab: Lab, keys: readonly string[]): Endpoint[] {
  return keys.flatMap((key) => lab.endpoints.get(key) ?? []);
}
