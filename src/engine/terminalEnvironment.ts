import { defaultContext } from './engineChoice';
import type { EngineState } from './engineState';

/**
 * Environment variables with which `docker` in a terminal talks to the engine of an online state. `null` takes an inherited variable
 * away. Empty when there is no engine: a terminal then has what it would have without us.
 */
export function terminalEnvironment(state: EngineState): Record<string, string | null> {
  if (state.kind !== 'online') return {};
  const { host, contextName, tls } = state.address;
  // The certificates of a context are found by its name only. The default one is no context then: it is the address itself.
  if (tls && contextName !== undefined && contextName !== defaultContext)
    return { DOCKER_CONTEXT: contextName, DOCKER_HOST: null };
  // Any other TLS came from the environment, which the terminal inherits.
  if (tls) return { DOCKER_HOST: host, DOCKER_CONTEXT: null };
  return { DOCKER_HOST: host, DOCKER_CONTEXT: null, DOCKER_TLS: null, DOCKER_TLS_VERIFY: null };
}
