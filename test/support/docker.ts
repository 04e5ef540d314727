import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs the docker command line against the engine of `DOCKER_HOST` and gives what it printed, without the last line end. */
export async function docker(...args: readonly string[]): Promise<string> {
  const { stdout } = await run('docker', [...args]);
  return stdout.trimEnd();
}

/** The folder of the engine, which tells it from others, to which the docker command line talks with these variables; `null` takes an inherited one away. */
export async function engineFolderOf(variables: Readonly<Record<string, string | null>>): Promise<string> {
  const entries = Object.entries({ ...process.env, ...variables });
  const env = Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  return (await run('docker', ['info', '--format', '{{.DockerRootDir}}'], { env })).stdout.trimEnd();
}

/** Removes containers by name, also running ones; those that are not there are none of its business. */
export async function removeContainers(...names: readonly string[]): Promise<void> {
  await run('docker', ['rm', '--force', '--volumes', ...names]).catch(() => {});
}

/**
 * Resolves when something listens on a TCP port inside a container. Reads the kernel's table there instead of connecting:
 * a listener for one client would take the attempt for its client.
 */
export async function listens(container: string, port: number, deadline = 10_000): Promise<void> {
  const wanted = new RegExp(`:${port.toString(16).toUpperCase().padStart(4, '0')} [0-9A-F:]+ 0A `);
  for (const end = Date.now() + deadline; Date.now() < end;) {
    // tcp6 is missing where IPv6 is off.
    const table = await docker(
      'exec',
      container,
      'sh',
      '-c',
      'cat /proc/net/tcp; cat /proc/net/tcp6 2>/dev/null || true',
    );
    if (wanted.test(table)) return;
  }
  throw new Error(`nothing listens on port ${port} of ${container} after ${deadline} ms`);
}
