import type { Lab } from '../../src/model/lab';

/**
 * A lab as text that does not depend on the order of its maps. Others' containers come and go on a shared engine: only those whose
 * names begin so, and networks alike.
 */
export function labText(lab: Lab, prefix: string): string {
  const ours = [...lab.containers.values()].filter(({ name }) => name.startsWith(prefix));
  const networks = [...lab.networks.values()].filter(({ name }) => name.startsWith(prefix));
  const ids = new Set(ours.map(({ id }) => id));
  const endpoints = [...lab.endpoints.values()].filter(({ containerId }) => ids.has(containerId));
  const lines = [...ours, ...networks, ...endpoints].map((one) => JSON.stringify(one));
  return lines.sort().join('\n');
}
