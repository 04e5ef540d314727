import type { Container, Link } from '../../../model/container';
import type { Endpoint } from '../../../model/endpoint';
import {
  portRows,
  type ContainerNode,
  type EndpointNode,
  type Grouping,
  type GroupNode,
  type LabNode,
  type NetworkNode,
} from './labNode';

/** Makes rows and gives them their ids. A row that was made before and is the same is the same object, which VS Code knows it by. */
export class RowNodes {
  private readonly nodes = new Map<string, LabNode>();

  get(id: string): LabNode | undefined {
    return this.nodes.get(id);
  }

  group(grouping: Grouping, key: string): GroupNode {
    const by = grouping === 'none' ? 'project' : grouping;
    return this.node({ kind: 'group', id: `group:${by}:${key}`, by, key });
  }

  /** @param group its group's key; empty when it stands at the top */
  container(containerId: string, grouping: Grouping, group: string): ContainerNode {
    const parent = group === '' ? undefined : this.group(grouping, group).id;
    // Only by network one container may have several rows; otherwise it is the same row wherever it stands.
    const id = `${grouping === 'network' && parent !== undefined ? `${parent}/` : ''}container:${containerId}`;
    return this.node({ kind: 'container', id, ...(parent !== undefined && { parent }), containerId });
  }

  network(networkId: string): NetworkNode {
    return this.node({ kind: 'network', id: `network:${networkId}`, networkId });
  }

  endpoint(under: 'container' | 'network', { containerId, networkId }: Endpoint, parent: LabNode): EndpointNode {
    const id = `${parent.id}/${under === 'container' ? `network:${networkId}` : `container:${containerId}`}`;
    return this.node({ kind: 'endpoint', id, parent: parent.id, under, containerId, networkId });
  }

  ports({ id: containerId, ports }: Container, parent: LabNode): LabNode[] {
    const seen = new Map<string, number>();
    return portRows(ports).map((row) => {
      // Numbered, not named by where it is published: a container that is started again gets another port on the host.
      const inside = `${row.port.containerPort}/${row.port.protocol}`;
      const ordinal = seen.get(inside) ?? 0;
      seen.set(inside, ordinal + 1);
      const id = `${parent.id}/port:${inside}#${ordinal}`;
      return this.node({ kind: 'port', id, parent: parent.id, containerId, ...row });
    });
  }

  link(link: Link, { id, containerId }: ContainerNode): LabNode {
    return this.node({ kind: 'link', id: `${id}/link:${link.alias}`, parent: id, containerId, link });
  }

  /** Drops the rows of containers and networks that are gone, by their ids, and gives the ids of those rows. */
  forget(gone: ReadonlySet<string>): string[] {
    const rows = [...this.nodes.values()].filter((node) => {
      const of = 'containerId' in node ? node.containerId : '';
      const on = node.kind === 'group' ? node.key : 'networkId' in node ? node.networkId : '';
      return gone.has(of) || gone.has(on);
    });
    for (const { id } of rows) this.nodes.delete(id);
    return rows.map(({ id }) => id);
  }

  private node<T extends LabNode>(fresh: T): T {
    const known = this.nodes.get(fresh.id);
    // All that may change of a row is where it stands, and of some what they stand for.
    const holdsData = fresh.kind === 'port' || fresh.kind === 'link';
    if (known && known.parent === fresh.parent && (!holdsData || JSON.stringify(known) === JSON.stringify(fresh)))
      return known as T;
    this.nodes.set(fresh.id, fresh);
    return fresh;
  }
}
