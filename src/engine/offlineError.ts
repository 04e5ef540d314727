import { UserError, type ErrorAction } from '../base/userError';
import { parseDockerHost } from './dockerHost';
import { describeAddress } from './engineAddress';
import { defaultContext } from './engineChoice';
import type { Attempt, OfflineReason } from './engineState';

/** What can be offered beside the message; whoever shows errors knows the commands. */
export interface OfflineActions {
  readonly retry?: ErrorAction;
  readonly choose?: ErrorAction;
  readonly setAddress?: ErrorAction;
  readonly getDocker?: ErrorAction;
}

/** Most telling first: one socket that may not be opened says more than five that are not there. */
const telling: readonly OfflineReason[] = [
  'lost',
  'denied',
  'tls',
  'unsupported',
  'refused',
  'timeout',
  'other',
  'missing',
];

/** The reason that stands for all attempts. */
export function overallReason(tried: readonly Attempt[]): OfflineReason {
  return telling.find((reason) => tried.some((attempt) => attempt.reason === reason)) ?? 'missing';
}

/** Says what was tried, how each failed and what to do. Plain sentences on one line, for a view or a notification. */
export function offlineError(
  tried: readonly Attempt[],
  platform: NodeJS.Platform,
  actions: OfflineActions = {},
): UserError {
  const reason = overallReason(tried);
  const { retry, choose, setAddress, getDocker } = actions;
  const wellKnown = tried.every(({ address }) => address.source === 'wellKnown');
  // The setting says nothing while an engine is chosen.
  const chosen = tried.some(({ address }) => address.source === 'chosen');
  const offered = [
    retry,
    choose,
    chosen ? undefined : setAddress,
    reason === 'missing' && wellKnown ? getDocker : undefined,
  ];
  return new UserError(
    `${whatHappened(tried, reason)} ${whatToDo(tried, reason, platform)}`,
    offered.filter((action) => action !== undefined),
  );
}

function whatHappened(tried: readonly Attempt[], reason: OfflineReason): string {
  const [first] = tried;
  if (reason === 'lost' && first)
    return `The Docker engine at ${describeAddress(first.address)} was lost: ${first.detail}.`;
  if (tried.length === 1 && first)
    return `The Docker engine cannot be reached at ${describeAddress(first.address)}: ${first.detail}.`;
  const byDetail = new Map<string, string[]>();
  for (const { address, detail } of tried)
    byDetail.set(detail, [...(byDetail.get(detail) ?? []), describeAddress(address)]);
  const list = [...byDetail].map(([detail, addresses]) => `${addresses.join(', ')} (${detail})`).join('; ');
  return `No Docker engine can be reached. Tried ${list}.`;
}

function whatToDo(tried: readonly Attempt[], reason: OfflineReason, platform: NodeJS.Platform): string {
  const attempt = tried.find((candidate) => candidate.reason === reason);
  const again = 'It is tried again by itself.';
  const start =
    platform === 'linux' ? 'Start Docker ("sudo systemctl start docker", or Docker Desktop).' : 'Start Docker Desktop.';
  const source = attempt?.address.source ?? 'wellKnown';
  const contextName = attempt?.address.contextName;
  const check = {
    chosen: 'Choose another engine ("Network Lab: Choose Engine")',
    setting: 'Check the setting networkLab.engine.host',
    DOCKER_HOST: 'Check DOCKER_HOST in the environment that VS Code was started from',
    context: 'Check the context ("docker context ls")',
    wellKnown: 'Set the address of the engine',
  }[source];
  switch (reason) {
    case 'lost':
      return again;
    case 'denied':
      return platform === 'linux'
        ? 'Run "sudo usermod -aG docker $USER", then log out and in again (over Remote-SSH and WSL, also run "Kill VS Code Server on Host").'
        : 'Ask for access to it, or start VS Code as a user who has it.';
    case 'refused':
      return isSocket(attempt)
        ? `${start} ${again}`
        : `${check}, or start the engine that serves this address. ${again}`;
    case 'missing':
      return source === 'wellKnown'
        ? `Install Docker, or start it if it is installed. If it listens somewhere else, ${lower(check)}. ${again}`
        : `${check}, or start the engine that serves this address. ${again}`;
    case 'timeout':
      return isSocket(attempt)
        ? `The engine may be starting, or hang: restart Docker if this stays. ${again}`
        : `Check the network, a VPN and firewalls in between, or ${lower(check)}. ${again}`;
    case 'tls':
      return contextName !== undefined && contextName !== defaultContext
        ? `Check the certificates of the Docker context (${inspectCommand(contextName)})${source === 'chosen' ? `, or ${lower(check)}` : ''}.`
        : 'Check DOCKER_TLS_VERIFY and the ca.pem, cert.pem and key.pem in DOCKER_CERT_PATH, or choose a Docker context that has its certificates.';
    case 'unsupported':
      return `${check}.`;
    case 'other':
      return `${check}, or see the log. ${again}`;
  }
}

/** The name is part of a command that may be copied into a shell: only one that the docker command line takes for a name. */
function inspectCommand(contextName: string): string {
  const name = /^[a-zA-Z0-9][a-zA-Z0-9_.+-]*$/.test(contextName) ? ` ${contextName}` : '';
  return `"docker context inspect${name}"`;
}

function isSocket(attempt: Attempt | undefined): boolean {
  return attempt !== undefined && parseDockerHost(attempt.address.host, false).kind === 'socket';
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
