import type { Log } from '../base/log';
import { EngineClient, type ClientTimings } from './client';
import { describeAddress, type FoundAddresses } from './engineAddress';
import { classifyFailure } from './engineFailure';
import type { Attempt } from './engineState';

/** An engine that answered, or every address that was tried and how it failed. */
export type Reached = { readonly client: EngineClient } | { readonly tried: readonly Attempt[] };

/**
 * Tries the addresses one after the other until an engine answers. The caller disposes the client.
 * @throws the signal's reason when it is aborted.
 */
export async function reachEngine(
  found: FoundAddresses,
  timings: ClientTimings,
  log: Log,
  signal?: AbortSignal,
): Promise<Reached> {
  const tried: Attempt[] = [...found.unusable];
  for (const address of found.addresses) {
    try {
      return { client: await EngineClient.connect(address, timings, signal) };
    } catch (error) {
      signal?.throwIfAborted();
      const failure = classifyFailure(error);
      log.debug(`connect ${describeAddress(address)}: ${failure.reason}, ${failure.detail}`);
      tried.push({ address, ...failure });
    }
  }
  return { tried };
}
