import { ensureTools } from '../aptPackages.mjs';
import { StepError } from '../stepError.mjs';

/** Installs what a private engine and locally made images need. */
export async function ensureEngineTools() {
  const name = 'Set up a Docker engine';
  if (process.platform !== 'linux')
    throw new StepError(
      name,
      `A private engine can be started on Linux only; this is ${process.platform}.`,
      'Start Docker Desktop or Podman, or set DOCKER_HOST to an engine that runs elsewhere, and start again.',
    );
  if (process.getuid?.() !== 0)
    throw new StepError(
      name,
      'No Docker engine answers, and only root can start one.',
      'Start your Docker engine (or set DOCKER_HOST to one), or run this command as root.',
    );
  const purpose = 'a Docker engine';
  await ensureTools(purpose, [
    { command: 'dockerd', package: 'docker.io' },
    { command: 'containerd', package: 'containerd' },
    { command: 'runc', package: 'runc' },
    { command: 'iptables', package: 'iptables' },
    { command: 'ip', package: 'iproute2' },
    { command: 'tar', package: 'tar' },
  ]);
  // Since Debian 13 the client is a package of its own; before, no package of that name exists.
  await ensureTools(purpose, [{ command: 'docker', package: 'docker-cli' }]);
}
