import { join } from 'node:path';
import { asString } from './json';

/** What tells where sockets of engines are on a machine. */
export interface SocketPlaces {
  readonly env: NodeJS.ProcessEnv;
  readonly homedir: string;
  readonly platform: NodeJS.Platform;
  /** User id, for the run-time folder where `XDG_RUNTIME_DIR` is not set. */
  readonly uid?: number;
}

export interface WellKnownSocket {
  /** As `DOCKER_HOST` has it. */
  readonly host: string;
  /** Whose socket this is, for a person. */
  readonly program: string;
}

/** Where an engine may listen that nobody named, in the order in which they are tried. The first is that of Docker's default context. */
export function wellKnownSockets({
  env,
  homedir,
  platform,
  uid,
}: SocketPlaces): readonly [WellKnownSocket, ...WellKnownSocket[]] {
  if (platform === 'win32') return [{ host: 'npipe:////./pipe/docker_engine', program: 'Docker' }];
  const of = (path: string, program: string): WellKnownSocket => ({ host: `unix://${path}`, program });
  const runtime = asString(env['XDG_RUNTIME_DIR']) ?? (uid === undefined ? undefined : `/run/user/${uid}`);
  const inRuntime = (path: string, program: string) =>
    runtime === undefined || platform !== 'linux' ? [] : [of(join(runtime, path), program)];
  return [
    of('/var/run/docker.sock', 'Docker'),
    ...inRuntime('docker.sock', 'rootless Docker'),
    of(join(homedir, '.docker/run/docker.sock'), 'Docker Desktop'), // on a Mac
    of(join(homedir, '.docker/desktop/docker.sock'), 'Docker Desktop'), // on Linux
    ...(platform === 'linux' ? [of('/run/podman/podman.sock', 'Podman')] : []),
    ...inRuntime('podman/podman.sock', 'rootless Podman'),
  ];
}
