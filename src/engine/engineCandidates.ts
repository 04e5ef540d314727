import { readdir, realpath, stat } from 'node:fs/promises';
import { currentContext, dockerConfigFolder, listContexts } from './dockerContext';
import { parseDockerHost } from './dockerHost';
import { findAddresses, type AddressInputs, type FoundAddresses } from './engineAddress';
import { defaultContext } from './engineChoice';
import { wellKnownSockets, type WellKnownSocket } from './wellKnownSockets';

/** A context of the docker command line that may be chosen, or is shown with what is wrong with it. */
export interface ContextCandidate {
  /** Without one where its file cannot be read. */
  readonly name?: string;
  readonly description?: string;
  /** Address as the context has it; absent where it has none. */
  readonly host?: string;
  /** Whether its engine is talked to by TLS. */
  readonly tls: boolean;
  /** Whether `docker` uses it where nothing else is said. */
  readonly current: boolean;
  /** Why it cannot be used, for a person. */
  readonly problem?: string;
}

/** What there is to choose from at this moment. */
export interface EngineCandidates {
  /** The default one first. */
  readonly contexts: readonly ContextCandidate[];
  /** Those that exist, each socket once. */
  readonly sockets: readonly WellKnownSocket[];
  /** Addresses that the setting and `DOCKER_HOST` name; absent where they name none. */
  readonly setting?: string;
  readonly variable?: string;
  /** What is meant without a choice. */
  readonly automatic: FoundAddresses;
}

/** Looks at the docker command line's contexts, the sockets of this machine, the setting and the environment. Connects to nothing. */
export async function engineCandidates(inputs: AddressInputs): Promise<EngineCandidates> {
  const unchosen = withoutChoice(inputs);
  const setting = inputs.host.trim();
  const variable = inputs.env['DOCKER_HOST']?.trim() ?? '';
  const [contexts, sockets, automatic] = await Promise.all([
    contextCandidates(unchosen, variable !== ''),
    existing(wellKnownSockets(inputs), inputs.platform),
    findAddresses(unchosen),
  ]);
  return { contexts, sockets, automatic, ...(setting && { setting }), ...(variable && { variable }) };
}

function withoutChoice({ host, env, homedir, platform, uid }: AddressInputs): AddressInputs {
  return { host, env, homedir, platform, ...(uid !== undefined && { uid }) };
}

async function contextCandidates(inputs: AddressInputs, overridden: boolean): Promise<ContextCandidate[]> {
  const folder = dockerConfigFolder(inputs.env, inputs.homedir);
  const [current, stored, standard] = await Promise.all([
    // As the docker command line does: where DOCKER_HOST is set, the context is the default one.
    overridden ? defaultContext : nameOfCurrent(inputs.env, folder),
    listContexts(folder),
    findAddresses({ ...inputs, choice: { kind: 'context', name: defaultContext } }),
  ]);
  const [address] = standard.addresses;
  const [unusable] = standard.unusable;
  const first: ContextCandidate = {
    name: defaultContext,
    tls: address?.tls !== undefined,
    current: current === defaultContext,
    ...(address && { host: address.host }),
    ...(unusable && { host: unusable.address.host, problem: unusable.detail }),
  };
  const others = stored.map(({ tls, ...context }): ContextCandidate => {
    const target = context.host === undefined ? undefined : parseDockerHost(context.host, tls);
    return {
      ...context,
      tls: tls && target?.kind === 'tcp',
      current: context.name !== undefined && context.name === current,
      ...(target?.kind === 'unusable' && { problem: target.detail }),
    };
  });
  // One that is current and in no store is what the docker command line would fail at: it is not to be missing here.
  const missing =
    current !== undefined && ![first, ...others].some(({ name }) => name === current)
      ? [{ name: current, tls: false, current: true, problem: 'there is no such context' }]
      : [];
  return [first, ...others, ...missing];
}

async function nameOfCurrent(env: NodeJS.ProcessEnv, folder: string): Promise<string | undefined> {
  try {
    return (await currentContext(env, folder)) ?? defaultContext;
  } catch {
    // What is meant without a choice says so.
    return undefined;
  }
}

async function existing(
  sockets: readonly WellKnownSocket[],
  platform: NodeJS.Platform,
): Promise<readonly WellKnownSocket[]> {
  const places = await Promise.all(sockets.map(({ host }) => (platform === 'win32' ? pipeOf(host) : socketOf(host))));
  // On a Mac one may be a link to another.
  return sockets.filter((_, index) => places[index] !== undefined && places.indexOf(places[index]) === index);
}

/** The path of the socket itself; nothing when there is none. */
async function socketOf(host: string): Promise<string | undefined> {
  const path = host.slice('unix://'.length);
  try {
    return (await stat(path)).isSocket() ? await realpath(path) : undefined;
  } catch {
    return undefined;
  }
}

/** Pipes are listed: to look at one would be a connection to it. */
async function pipeOf(host: string): Promise<string | undefined> {
  const name = host.slice('npipe:////./pipe/'.length);
  try {
    return (await readdir('\\\\.\\pipe\\')).includes(name) ? name : undefined;
  } catch {
    return undefined;
  }
}
