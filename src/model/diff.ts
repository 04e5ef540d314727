import type { Lab } from './lab';

/** Keys of what came, went and changed between two maps. */
export interface KeyedDiff {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

export interface LabDiff {
  readonly containers: KeyedDiff;
  readonly networks: KeyedDiff;
  readonly endpoints: KeyedDiff;
}

/** Compares by identity first, then by content: a part that was read again and is the same has not changed. */
export function diffLabs(before: Lab, after: Lab): LabDiff {
  return {
    containers: diffMaps(before.containers, after.containers),
    networks: diffMaps(before.networks, after.networks),
    endpoints: diffMaps(before.endpoints, after.endpoints),
  };
}

export function isEmptyDiff(diff: LabDiff): boolean {
  return [diff.containers, diff.networks, diff.endpoints].every(
    ({ added, removed, changed }) => added.length + removed.length + changed.length === 0,
  );
}

/** Values are plain data whose keys are always written in the same order, so their JSON tells them apart. */
export function diffMaps<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): KeyedDiff {
  const added: string[] = [];
  const changed: string[] = [];
  for (const [key, value] of after) {
    const old = before.get(key);
    if (old === undefined) added.push(key);
    else if (old !== value && JSON.stringify(old) !== JSON.stringify(value)) changed.push(key);
  }
  const removed = [...before.keys()].filter((key) => !after.has(key));
  return { added, removed, changed };
}
