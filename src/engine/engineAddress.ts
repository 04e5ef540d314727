import { join } from 'node:path';
import { messageOf } from '../base/userError';
import { currentContext, dockerConfigFolder, readContext, tlsOfEnvironment } from './dockerContext';
import { formatDockerHost, parseDockerHost } from './dockerHost';
import { asString } from './json';
import type { AddressSource, Attempt, EngineAddress, TlsMaterial } from './engineState';

/** What decides which engine is meant. */
export interface AddressInputs {
  /** The setting; empty when it is not set. */
  readonly host: string;
  readonly env: NodeJS.ProcessEnv;
  readonly homedir: string;
  readonly platform: NodeJS.Platform;
  /** User id, for the run-time folder where `XDG_RUNTIME_DIR` is not set. */
  readonly uid?: number;
}

export interface FoundAddresses {
  /** In the order in which they are to be tried. */
  readonly addresses: readonly EngineAddress[];
  /** A choice that cannot even be tried, and why. */
  readonly unusable: readonly Attempt[];
}

/**
 * Which engine is meant: the setting, else `DOCKER_HOST`, else the current Docker context, else the well-known sockets.
 * An explicit choice is the only one: to fall through to another engine would surprise.
 */
export async function findAddresses(inputs: AddressInputs): Promise<FoundAddresses> {
  const { env, homedir } = inputs;
  const configFolder = dockerConfigFolder(env, homedir);
  const setting = inputs.host.trim();
  const variable = env['DOCKER_HOST']?.trim() ?? '';
  const chosen = setting || variable;
  if (chosen) {
    const source = setting ? 'setting' : 'DOCKER_HOST';
    // As `docker --host` does: the TLS variables hold for it whatever named the address, but not for a local socket.
    return explicit(chosen, source, () => tlsOfEnvironment(env, configFolder));
  }
  let contextName: string | undefined;
  try {
    contextName = await currentContext(env, configFolder);
    if (contextName === undefined) return { addresses: wellKnownAddresses(inputs), unusable: [] };
    const { host, tls } = await readContext(contextName, configFolder);
    return await explicit(host, 'context', () => Promise.resolve(tls), contextName);
  } catch (error) {
    return unusable(
      { host: '', source: 'context', ...(contextName !== undefined && { contextName }) },
      'other',
      messageOf(error),
    );
  }
}

/** How a person recognises an address: what it is and, unless it is a well-known one, where it came from. */
export function describeAddress(address: EngineAddress): string {
  switch (address.source) {
    case 'setting':
      return `${address.host} (from the setting)`;
    case 'DOCKER_HOST':
      return `${address.host} (from DOCKER_HOST)`;
    case 'context':
      if (address.contextName === undefined) return 'the current Docker context';
      return address.host
        ? `${address.host} (Docker context "${address.contextName}")`
        : `Docker context "${address.contextName}"`;
    case 'wellKnown':
      return address.host;
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

function wellKnownAddresses({ env, homedir, platform, uid }: AddressInputs): EngineAddress[] {
  const of = (host: string): EngineAddress => ({ host, source: 'wellKnown' });
  if (platform === 'win32') return [of('npipe:////./pipe/docker_engine')];
  const runtime = asString(env['XDG_RUNTIME_DIR']) ?? (uid === undefined ? undefined : `/run/user/${uid}`);
  const inRuntime = (path: string) => (runtime === undefined || platform !== 'linux' ? [] : [join(runtime, path)]);
  return [
    '/var/run/docker.sock',
    ...inRuntime('docker.sock'), // rootless
    join(homedir, '.docker/run/docker.sock'), // Docker Desktop on a Mac
    join(homedir, '.docker/desktop/docker.sock'), // Docker Desktop on Linux
    ...(platform === 'linux' ? ['/run/podman/podman.sock'] : []),
    ...inRuntime('podman/podman.sock'),
  ].map((path) => of(`unix://${path}`));
}
