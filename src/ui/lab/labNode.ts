import type { Link } from '../../model/container';
import { portKey, type PortMapping } from '../../model/portMapping';

/**
 * A row of a tree: plain data. Ids hold nothing that changes while the thing is the same, so that selection and expansion stay.
 * Whatever else a row shows is looked up in the lab when it is drawn.
 */
export type LabNode = ContainerNode | NetworkNode | EndpointNode | PortNode | LinkNode;

export interface ContainerNode {
  readonly kind: 'container';
  readonly id: string;
  readonly containerId: string;
}

export interface NetworkNode {
  readonly kind: 'network';
  readonly id: string;
  readonly networkId: string;
}

/** A container on a network: under the container in one tree, under the network in the other. */
export interface EndpointNode {
  readonly kind: 'endpoint';
  readonly id: string;
  readonly under: 'container' | 'network';
  readonly containerId: string;
  readonly networkId: string;
}

export interface PortNode {
  readonly kind: 'port';
  readonly id: string;
  readonly containerId: string;
  readonly port: PortMapping;
  /** The same port on all IPv6 addresses, when `port` is on all IPv4 addresses. */
  readonly twin?: PortMapping;
}

/** A legacy link, under the container that has it. */
export interface LinkNode {
  readonly kind: 'link';
  readonly id: string;
  readonly containerId: string;
  readonly link: Link;
}

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
