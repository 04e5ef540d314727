import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, UserError } from '../base/userError';
import { defaultContext } from './engineChoice';
import type { TlsMaterial } from './engineState';
import { asRecord, asString, parseJson } from './json';

/** What a Docker context says of its engine. */
export interface ContextEndpoint {
  readonly host: string;
  readonly tls?: TlsMaterial;
}

/** Folder of the docker command line's configuration: `DOCKER_CONFIG`, else `.docker` in the home folder. */
export function dockerConfigFolder(env: NodeJS.ProcessEnv, homedir: string): string {
  return asString(env['DOCKER_CONFIG']) ?? join(homedir, '.docker');
}

/**
 * Name of the current context: `DOCKER_CONTEXT`, else `currentContext` of config.json. `undefined` when none is chosen, or the
 * one named `default`.
 * @throws UserError when config.json is there and cannot be read.
 */
export async function currentContext(env: NodeJS.ProcessEnv, configFolder: string): Promise<string | undefined> {
  const name = asString(env['DOCKER_CONTEXT']) ?? (await configuredContext(join(configFolder, 'config.json')));
  return name === defaultContext ? undefined : name;
}

async function configuredContext(file: string): Promise<string | undefined> {
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  try {
    return asString(asRecord(parseJson(text.toString('utf8')))['currentContext']);
  } catch (error) {
    throw new UserError(`${file} is not valid JSON (${messageOf(error)}); mend it, or set DOCKER_HOST`, [], {
      cause: error,
    });
  }
}

/**
 * Reads a context from the docker command line's store: `contexts/meta/SHA256-OF-NAME/meta.json`, and the files of
 * `contexts/tls/SHA256-OF-NAME/docker`.
 * @throws UserError when there is no such context, or it cannot be read, or it has no Docker endpoint.
 */
export async function readContext(name: string, configFolder: string): Promise<ContextEndpoint> {
  const digest = digestOf(name);
  const file = metaFile(configFolder, digest);
  const text = await readIfThere(file);
  if (text === undefined) {
    throw new UserError('there is no such context; "docker context ls" lists those that exist');
  }
  const { host, skipVerify } = endpointOf(contextFrom(text, file), file);
  const material = await readTlsFiles(tlsFolder(configFolder, digest));
  if (!material && !skipVerify) return { host };
  return { host, tls: { ...material, verify: !skipVerify } };
}

/** A context of the store as it is listed: what can be read of it, and what is wrong with it. */
export interface StoredContext {
  /** Without one where not even that can be read. */
  readonly name?: string;
  readonly description?: string;
  readonly host?: string;
  /** Whether it has files for TLS, or asks for TLS without verification. */
  readonly tls: boolean;
  /** Why it cannot be used, for a person; names the file where there is no name. */
  readonly problem?: string;
}

/** All contexts of the store, by name; those that cannot be used come too, with the reason, and last where they have no name. The default one is in no store. */
export async function listContexts(configFolder: string): Promise<StoredContext[]> {
  const folder = join(configFolder, 'contexts', 'meta');
  let digests: string[];
  try {
    digests = await namesIn(folder);
  } catch (error) {
    return [{ tls: false, problem: messageOf(error) }];
  }
  const found = await Promise.all(digests.map((digest) => storedContext(digest, configFolder)));
  const key = ({ name, problem }: StoredContext) => (name === undefined ? `1${problem}` : `0${name}`);
  return found.flat().sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

async function storedContext(digest: string, configFolder: string): Promise<StoredContext[]> {
  const file = metaFile(configFolder, digest);
  let known: Omit<StoredContext, 'problem'> = { tls: false };
  try {
    const text = await readIfThere(file);
    // Not a context, or one that is just being removed.
    if (text === undefined) return [];
    const meta = contextFrom(text, file);
    const name = asString(meta['Name']);
    if (name === undefined) throw new UserError(`${file} has no name`);
    const description = asString(asRecord(meta['Metadata'])['Description']);
    known = { ...known, name, ...(description !== undefined && { description }) };
    if (digestOf(name) !== digest) throw new UserError(`${file} is not where a context of that name belongs`);
    const { host, skipVerify } = endpointOf(meta, file);
    known = { ...known, host };
    const files = await namesIn(tlsFolder(configFolder, digest));
    return [{ ...known, tls: skipVerify || tlsFiles.some((one) => files.includes(one)) }];
  } catch (error) {
    return [{ ...known, problem: messageOf(error) }];
  }
}

const digestOf = (name: string) => createHash('sha256').update(name).digest('hex');
const metaFile = (configFolder: string, digest: string) => join(configFolder, 'contexts', 'meta', digest, 'meta.json');
const tlsFolder = (configFolder: string, digest: string) => join(configFolder, 'contexts', 'tls', digest, 'docker');

function contextFrom(text: Buffer, file: string): Record<string, unknown> {
  try {
    return asRecord(parseJson(text.toString('utf8')));
  } catch (error) {
    throw new UserError(`${file} is not valid JSON (${messageOf(error)})`, [], { cause: error });
  }
}

function endpointOf(meta: Record<string, unknown>, file: string) {
  const endpoint = asRecord(asRecord(meta['Endpoints'])['docker']);
  const host = asString(endpoint['Host']);
  if (host === undefined) throw new UserError(`${file} names no Docker endpoint`);
  return { host, skipVerify: endpoint['SkipTLSVerify'] === true };
}

/**
 * TLS as the docker command line takes it from its environment: `DOCKER_TLS_VERIFY` or `DOCKER_TLS` turn it on, files come from
 * `DOCKER_CERT_PATH`, else from the configuration folder.
 * @throws UserError when a file is there and cannot be read.
 */
export async function tlsOfEnvironment(env: NodeJS.ProcessEnv, configFolder: string): Promise<TlsMaterial | undefined> {
  const verify = Boolean(env['DOCKER_TLS_VERIFY']);
  if (!verify && !env['DOCKER_TLS']) return undefined;
  return { ...(await readTlsFiles(asString(env['DOCKER_CERT_PATH']) ?? configFolder)), verify };
}

const tlsFiles = ['ca.pem', 'cert.pem', 'key.pem'] as const;

async function readTlsFiles(folder: string): Promise<Omit<TlsMaterial, 'verify'> | undefined> {
  const [ca, cert, key] = await Promise.all(tlsFiles.map((file) => readIfThere(join(folder, file))));
  if (!ca && !cert && !key) return undefined;
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

const readIfThere = (file: string): Promise<Buffer | undefined> => ifThere(file, () => readFile(file));
const namesIn = async (folder: string): Promise<string[]> => (await ifThere(folder, () => readdir(folder))) ?? [];

async function ifThere<T>(path: string, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UserError(`${path} cannot be read (${code ?? messageOf(error)})`, [], { cause: error });
  }
}
