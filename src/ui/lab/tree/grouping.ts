import { composeOf, type Container, type ContainerState } from '../../../model/container';
import { isBuiltInName } from '../../../model/network';
import { compare, groupBy, type LabIndex } from './labIndex';
import type { Grouping } from './labNode';

export interface GroupedContainers {
  /** By `GroupNode.key`, in order. */
  readonly groups: ReadonlyMap<string, readonly Container[]>;
  /** Those that are of no group, and stand beside the groups. */
  readonly loose: readonly Container[];
}

/** Those that do something come first. */
const stateOrder: readonly ContainerState[] = [
  'running',
  'restarting',
  'paused',
  'created',
  'exited',
  'dead',
  'removing',
];

/**
 * Puts containers into groups, which are in order; within a group the order is kept. By network, a container is in the group of each
 * network that it is on.
 */
export function groupContainers(
  containers: readonly Container[],
  by: Exclude<Grouping, 'none'>,
  index: LabIndex,
): GroupedContainers {
  const last = (key: string) => Number(by === 'network' && isBuiltInName(nameOf(key)));
  const nameOf = (key: string) => (by === 'network' ? (index.lab.networks.get(key)?.name ?? '') : key);
  const order =
    by === 'state'
      ? (a: string, b: string) => stateOrder.indexOf(a as ContainerState) - stateOrder.indexOf(b as ContainerState)
      : (a: string, b: string) => last(a) - last(b) || compare(nameOf(a), nameOf(b)) || compare(a, b);
  const placed = containers.flatMap((container) => groupsOf(container, by, index).map((key) => ({ key, container })));
  const members = [...groupBy(placed, ({ key }) => key)].map(
    ([key, group]) => [key, group.map(({ container }) => container)] as const,
  );
  return {
    groups: new Map(members.filter(([key]) => key !== '').sort(([a], [b]) => order(a, b))),
    loose: members.find(([key]) => key === '')?.[1] ?? [],
  };
}

/** Keys of the groups that a container is in; the empty one for none. */
export function groupsOf(
  container: Container,
  by: Exclude<Grouping, 'none'>,
  index: LabIndex,
): readonly [string, ...string[]] {
  switch (by) {
    case 'project':
      return [composeOf(container)?.project ?? ''];
    case 'image':
      return [container.image];
    case 'state':
      return [container.state];
    case 'network': {
      const [first, ...more] = index.ofContainer(container.id).map(({ networkId }) => networkId);
      return first === undefined ? [''] : [first, ...more];
    }
  }
}
