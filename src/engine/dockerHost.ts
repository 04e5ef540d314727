/** Where the bytes go: a local socket (Unix socket or Windows named pipe), or a TCP port. */
export type DockerHost =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

/** Why an address cannot be used, for a person. */
export interface UnusableHost {
  readonly kind: 'unusable';
  readonly detail: string;
}

const defaultSocket = '/var/run/docker.sock';
const defaultPipe = '//./pipe/docker_engine';
const examples = 'use unix:///path/docker.sock, npipe:////./pipe/name or tcp://host:port';

/**
 * Reads an address as the docker command line's `--host` takes it: `unix://PATH`, `npipe://PATH`, `tcp://HOST[:PORT]` or
 * `HOST:PORT`; and the bare path of a socket. Without a port it is 2376 with TLS, else 2375.
 */
export function parseDockerHost(text: string, tls: boolean): DockerHost | UnusableHost {
  const host = text.trim();
  if (/^(\/|~\/)/.test(host)) return socket(host, defaultSocket);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(host)?.[1]?.toLowerCase();
  switch (scheme) {
    case 'unix':
      return socket(host.slice('unix://'.length), defaultSocket);
    case 'npipe':
      return socket(host.slice('npipe://'.length).replaceAll('\\', '/'), defaultPipe);
    case 'tcp':
      return tcp(host.slice('tcp://'.length), tls);
    case undefined:
      return tcp(host, tls);
    case 'ssh':
      return {
        kind: 'unusable',
        detail:
          'ssh:// is not supported; open a folder on that machine with Remote-SSH, or forward its socket with "ssh -L" and use the forwarded address',
      };
    default:
      return { kind: 'unusable', detail: `${scheme}:// is not supported; ${examples}` };
  }
}

/** Writes it the way `DOCKER_HOST` has it. */
export function formatDockerHost(host: DockerHost): string {
  if (host.kind === 'tcp') return `tcp://${host.host.includes(':') ? `[${host.host}]` : host.host}:${host.port}`;
  return host.path.startsWith('//') ? `npipe://${host.path}` : `unix://${host.path}`;
}

/**
 * An address as it is kept and compared: written as {@link formatDockerHost} does, without a port where that depends on TLS. What cannot be
 * read stays as it is.
 */
export function tidyDockerHost(text: string): string {
  const host = parseDockerHost(text, false);
  if (host.kind === 'unusable') return text.trim();
  const written = formatDockerHost(host);
  const other = parseDockerHost(text, true);
  return host.kind === 'tcp' && other.kind === 'tcp' && other.port !== host.port
    ? written.slice(0, written.lastIndexOf(':'))
    : written;
}

/** Whether the engine is on this machine as far as the address tells: a local socket, or a loopback address. */
export function isLocalHost(host: DockerHost): boolean {
  return host.kind === 'socket' || isLoopback(host.host);
}

export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || /^127(\.\d{1,3}){3}$/.test(address);
}

function socket(path: string, otherwise: string): DockerHost | UnusableHost {
  if (path.startsWith('~')) return { kind: 'unusable', detail: `write the path in full instead of "~"; ${examples}` };
  return { kind: 'socket', path: path || otherwise };
}

function tcp(authority: string, tls: boolean): DockerHost | UnusableHost {
  try {
    // A scheme without a default port, so that an explicit port 80 is kept.
    const url = new URL(`docker://${authority}`);
    if (url.hostname) {
      const port = url.port ? Number(url.port) : tls ? 2376 : 2375;
      return { kind: 'tcp', host: url.hostname.replace(/^\[|\]$/g, ''), port };
    }
  } catch {
    // Said below.
  }
  return { kind: 'unusable', detail: `not an address of an engine; ${examples}` };
}
