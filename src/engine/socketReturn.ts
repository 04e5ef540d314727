import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { DisposableStore, type Disposable } from '../base/disposable';
import { parseDockerHost } from './dockerHost';
import type { EngineAddress } from './engineState';

/**
 * Tells when the Unix socket of one of these addresses appears or goes, so that an engine's return need not wait for the next try.
 * Best effort: folders that are not there or cannot be watched are left to the tries.
 */
export function watchForSockets(addresses: readonly EngineAddress[], onChange: () => void): Disposable {
  const store = new DisposableStore();
  const namesByFolder = new Map<string, Set<string>>();
  for (const address of addresses) {
    const host = parseDockerHost(address.host, false);
    if (host.kind !== 'socket' || host.path.startsWith('//')) continue;
    const folder = dirname(host.path);
    namesByFolder.set(folder, (namesByFolder.get(folder) ?? new Set()).add(basename(host.path)));
  }
  for (const [folder, names] of namesByFolder) {
    try {
      const watcher = watch(folder, (_, name) => {
        if (name !== null && names.has(name)) onChange();
      });
      watcher.on('error', () => watcher.close());
      store.add({ dispose: () => watcher.close() });
    } catch {
      // No such folder.
    }
  }
  return store;
}
