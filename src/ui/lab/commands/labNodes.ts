import type { Lab } from '../../../model/lab';
import type { LabNode } from '../tree/labNode';
import type { LabTree } from '../tree/labTree';

const kinds: readonly string[] = [
  'group',
  'container',
  'network',
  'endpoint',
  'port',
  'link',
] satisfies LabNode['kind'][];

/** Checks what a command was given: anybody can call one with anything. */
export function isLabNode(value: unknown): value is LabNode {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, id, containerId, networkId, key } = value as Readonly<Record<string, unknown>>;
  if (typeof kind !== 'string' || !kinds.includes(kind) || typeof id !== 'string') return false;
  const texts = {
    group: [key],
    network: [networkId],
    endpoint: [containerId, networkId],
    container: [containerId],
    port: [containerId],
    link: [containerId],
  }[kind as LabNode['kind']];
  return texts.every((text) => typeof text === 'string');
}

/** Ids of the containers that rows stand for, each once: a group stands for its members, an endpoint or a port for its container. */
export function containersOf(nodes: readonly LabNode[], tree: LabTree): string[] {
  const ids = nodes.flatMap((node) => {
    if (node.kind === 'group') return tree.members(node).map(({ id }) => id);
    return node.kind === 'network' ? [] : [node.containerId];
  });
  return [...new Set(ids)].filter((id) => tree.current.containers.has(id));
}

/** Ids of the networks that rows stand for, each once. */
export function networksOf(nodes: readonly LabNode[], lab: Lab): string[] {
  const ids = nodes.flatMap((node) => {
    if (node.kind === 'network' || node.kind === 'endpoint') return [node.networkId];
    return node.kind === 'group' && node.by === 'network' ? [node.key] : [];
  });
  return [...new Set(ids)].filter((id) => lab.networks.has(id));
}
