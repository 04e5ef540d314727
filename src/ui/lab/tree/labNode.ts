import type { Link } from '../../../model/container';
import { portKey, type PortMapping } from '../../../model/portMapping';

/**
 * A row of a tree: plain data. Ids hold nothing that changes while the thing is the same, so that selection and expansion stay.
 * Whatever else a row shows is looked up in the lab when it is drawn.
 */
export type LabNode = GroupNode | ContainerNode | NetworkNode | EndpointNode | PortNode | LinkNode;

interface Row {
  readonly id: string;
  /** Id of the row that it is under. */
  readonly parent?: string;
}

/** Containers that have something in common. */
export interface GroupNode extends Row {
  readonly kind: 'group';
  readonly by: Exclude<Grouping, 'none'>;
  /** The Compose project, the network's id, the image or the state; empty for containers that have none. */
  readonly key: string;
}

export interface ContainerNode extends Row {
  readonly kind: 'container';
  readonly containerId: string;
}

export interface NetworkNode extends Row {
  readonly kind: 'network';
  readonly networkId: string;
}

/** A container on a network: under the container in one tree, under the network in the other. */
export interface EndpointNode extends Row {
  readonly kind: 'endpoint';
  readonly under: 'container' | 'network';
  readonly containerId: string;
  readonly networkId: string;
}

export interface PortNode extends Row {
  readonly kind: 'port';
  readonly containerId: string;
  readonly port: PortMapping;
  /** The same port on all IPv6 addresses, when `port` is on all IPv4 addresses. */
  readonly twin?: PortMapping;
}

/** A legacy link, under the container that has it. */
export interface LinkNode extends Row {
  readonly kind: 'link';
  readonly containerId: string;
  readonly link: Link;
}

/** What containers are grouped by; `project` is Compose's. */
export const groupings = ['none', 'project', 'network', 'image', 'state'] as const;
export type Grouping = (typeof groupings)[number];

export type PortRow = Pick<PortNode, 'port' | 'twin'>;

/** One row for each port; what is published on all IPv4 and on all IPv6 addresses under one number is one row. */
export function portRows(ports: readonly PortMapping[]): PortRow[] {
  const byKey = new Map(ports.map((port) => [portKey(port), port]));
  const at = (port: PortMapping, hostAddress: string) =>
    port.published && byKey.get(portKey({ ...port, published: { ...port.published, hostAddress } }));
  return ports.flatMap((port) => {
    const { published } = port;
    if (published?.hostAddress === '::' && at(port, '0.0.0.0')) return [];
    const twin = published?.hostAddress === '0.0.0.0' ? at(port, '::') : undefined;
    return [twin ? { port, twin } : { port }];
  });
}
