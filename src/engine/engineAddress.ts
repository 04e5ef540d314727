import { messageOf } from '../base/userError';
import { visibleText } from '../base/visibleText';
import { currentContext, dockerConfigFolder, readContext, tlsOfEnvironment } from './dockerContext';
import { formatDockerHost, parseDockerHost } from './dockerHost';
import { defaultContext, type EngineChoice } from './engineChoice';
import type { AddressSource, Attempt, EngineAddress, TlsMaterial } from './engineState';
import { wellKnownSockets, type SocketPlaces } from './wellKnownSockets';

/** What decides which engine is meant. */
export interface AddressInputs extends SocketPlaces {
  /** What was chosen for this window; goes before everything else. */
  readonly choice?: EngineChoice;
  /** The setting; empty when it is not set. */
  readonly host: string;
}

export interface FoundAddresses {
  /** In the order in which they are to be tried. */
  readonly addresses: readonly EngineAddress[];
  /** A choice that cannot even be tried, and why. */
  readonly unusable: readonly Attempt[];
}

/**
 * Which engine is meant: the one that was chosen, else that of the setting, else `DOCKER_HOST`, else the current Docker context, else the well-known sockets.
 * An explicit choice is the only one: to fall through to another engine would surprise.
 */
export async function findAddresses(inputs: AddressInputs): Promise<FoundAddresses> {
  const { env, homedir, choice } = inputs;
  const configFolder = dockerConfigFolder(env, homedir);
  // As `docker --host` does: the TLS variables hold for it whatever named the address, but not for a local socket.
  const at = (host: string, source: AddressSource, contextName?: string) =>
    explicit(host, source, () => tlsOfEnvironment(env, configFolder), contextName);
  const setting = inputs.host.trim();
  const variable = env['DOCKER_HOST']?.trim() ?? '';
  if (choice?.kind === 'address') return at(choice.host, 'chosen');
  if (choice?.name === defaultContext) return at(variable || wellKnownSockets(inputs)[0].host, 'chosen', choice.name);
  if (choice) return ofContext(choice.name, 'chosen', configFolder);
  if (setting) return at(setting, 'setting');
  if (variable) return at(variable, 'DOCKER_HOST');
  let current: string | undefined;
  try {
    current = await currentContext(env, configFolder);
  } catch (error) {
    return unusable({ host: '', source: 'context' }, 'other', messageOf(error));
  }
  if (current !== undefined) return ofContext(current, 'context', configFolder);
  const addresses = wellKnownSockets(inputs).map(({ host }): EngineAddress => ({ host, source: 'wellKnown' }));
  return { addresses, unusable: [] };
}

/** How a person recognises an address: what it is and, unless it is a well-known one, where it came from. */
export function describeAddress(address: EngineAddress): string {
  const { host, source, contextName } = address;
  const context = contextName === undefined ? undefined : `Docker context "${visibleText(contextName)}"`;
  switch (source) {
    case 'chosen': {
      const from = host ? [context, 'chosen for this window'] : ['chosen for this window'];
      return `${host || context} (${from.filter((part) => part !== undefined).join(', ')})`;
    }
    case 'setting':
      return `${host} (from the setting)`;
    case 'DOCKER_HOST':
      return `${host} (from DOCKER_HOST)`;
    case 'context':
      if (context === undefined) return 'the current Docker context';
      return host ? `${host} (${context})` : context;
    case 'wellKnown':
      return host;
  }
}

async function ofContext(name: string, source: AddressSource, configFolder: string): Promise<FoundAddresses> {
  try {
    const { host, tls } = await readContext(name, configFolder);
    return await explicit(host, source, () => Promise.resolve(tls), name);
  } catch (error) {
    return unusable({ host: '', source, contextName: name }, 'other', messageOf(error));
  }
}

async function explicit(
  text: string,
  source: AddressSource,
  readTls: () => Promise<TlsMaterial | undefined>,
  contextName?: string,
): Promise<FoundAddresses> {
  const named = { host: text, source, ...(contextName !== undefined && { contextName }) };
  let tls: TlsMaterial | undefined;
  try {
    tls = await readTls();
  } catch (error) {
    return unusable(named, 'tls', messageOf(error));
  }
  const host = parseDockerHost(text, tls !== undefined);
  if (host.kind === 'unusable') return unusable(named, 'unsupported', host.detail);
  const address = { ...named, host: formatDockerHost(host) };
  return { addresses: [host.kind === 'tcp' && tls ? { ...address, tls } : address], unusable: [] };
}

function unusable(address: EngineAddress, reason: Attempt['reason'], detail: string): FoundAddresses {
  return { addresses: [], unusable: [{ address, reason, detail }] };
}
