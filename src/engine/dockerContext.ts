import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, UserError } from '../base/userError';
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
  return name === 'default' ? undefined : name;
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
  const digest = createHash('sha256').update(name).digest('hex');
  const file = join(configFolder, 'contexts', 'meta', digest, 'meta.json');
  const text = await readIfThere(file);
  if (text === undefined) {
    throw new UserError(
      'there is no such context; "docker context ls" lists those that exist, "docker context use" chooses one',
    );
  }
  let endpoint: Record<string, unknown>;
  try {
    endpoint = asRecord(asRecord(asRecord(parseJson(text.toString('utf8')))['Endpoints'])['docker']);
  } catch (error) {
    throw new UserError(`${file} is not valid JSON (${messageOf(error)})`, [], { cause: error });
  }
  const host = asString(endpoint['Host']);
  if (host === undefined) throw new UserError(`${file} names no Docker endpoint`);
  const skipVerify = endpoint['SkipTLSVerify'] === true;
  const material = await readTlsFiles(join(configFolder, 'contexts', 'tls', digest, 'docker'));
  if (!material && !skipVerify) return { host };
  return { host, tls: { ...material, verify: !skipVerify } };
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

async function readTlsFiles(folder: string): Promise<Omit<TlsMaterial, 'verify'> | undefined> {
  const [ca, cert, key] = await Promise.all(
    ['ca.pem', 'cert.pem', 'key.pem'].map((file) => readIfThere(join(folder, file))),
  );
  if (!ca && !cert && !key) return undefined;
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UserError(`${file} cannot be read (${code ?? messageOf(error)})`, [], { cause: error });
  }
}
