import type { Container } from '../../../model/container';
import type { Endpoint } from '../../../model/endpoint';
import type { Lab } from '../../../model/lab';
import type { Network } from '../../../model/network';

/** A lab with its endpoints by what they join, and its names in order: what rows are looked up in. */
export class LabIndex {
  private readonly byContainer: ReadonlyMap<string, readonly Endpoint[]>;
  private readonly byNetwork: ReadonlyMap<string, readonly Endpoint[]>;

  constructor(readonly lab: Lab) {
    this.byContainer = groupBy(lab.endpoints.values(), (endpoint) => endpoint.containerId);
    this.byNetwork = groupBy(lab.endpoints.values(), (endpoint) => endpoint.networkId);
  }

  /** In no order. */
  ofContainer(id: string): readonly Endpoint[] {
    return this.byContainer.get(id) ?? [];
  }

  /** In no order. */
  ofNetwork(id: string): readonly Endpoint[] {
    return this.byNetwork.get(id) ?? [];
  }

  nameOfContainer(id: string): string {
    return this.lab.containers.get(id)?.name ?? '';
  }
}

/** By name, in the order of their code points. */
export function byName<T extends Container | Network>(values: Iterable<T>): T[] {
  return [...values].sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function groupBy<T>(values: Iterable<T>, keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
