import { messageOf, UserError, type ErrorAction } from '../../../base/userError';
import { visibleText } from '../../../base/visibleText';
import type { Lab } from '../../../model/lab';
import type { ConnectionSpec, NetworkSpec } from '../../../model/networkSpec';
import { listed } from '../names';
import { portIn, whoElse, type Culprit } from './culprits';

/** What was to be done when the engine refused. */
export type Attempted =
  | {
      readonly kind: 'start' | 'stop' | 'restart' | 'pause' | 'unpause' | 'kill' | 'removeContainer';
      readonly containerId: string;
    }
  | { readonly kind: 'rename'; readonly containerId: string; readonly name: string }
  | { readonly kind: 'createNetwork'; readonly spec: NetworkSpec }
  | {
      readonly kind: 'connect';
      readonly containerId: string;
      readonly networkId: string;
      readonly spec: ConnectionSpec;
    }
  | { readonly kind: 'disconnect' | 'move'; readonly containerId: string; readonly networkId: string }
  | { readonly kind: 'removeNetwork'; readonly networkId: string };

export interface Circumstances {
  readonly lab: Lab;
  readonly platform: NodeJS.Platform;
  /** Makes the button that shows a container or a network in its tree. */
  readonly reveal: (what: Culprit['what']) => ErrorAction;
}

/** An error of an action as the engine said it, with who is in the way and the way forward. */
export function explainFailure(error: unknown, attempted: Attempted, circumstances: Circumstances): UserError {
  if (error instanceof UserError) return error;
  const { lab, platform, reveal } = circumstances;
  const said = engineSaid(error, lab);
  const culprit = whoElse(said, attempted, lab);
  const forward = wayForward(said, statusOf(error), culprit, attempted, platform);
  const message = [`${whatFailed(attempted, lab)}: ${said.replace(/[.\s]+$/, '')}.`, ...forward].join(' ');
  return new UserError(message, culprit ? [reveal(culprit.what)] : [], { cause: error });
}

/** In the engine's words, without what no person reads: numbers of HTTP, ids where a name is known, addresses of endpoints. */
function engineSaid(error: unknown, lab: Lab): string {
  const text = visibleText(
    messageOf(error)
      .trim()
      .replace(/\s*\n\s*/g, ' '),
  )
    .replace(/^\(HTTP code \d+\) [^-]* - /, '')
    .replace(/^Error response from daemon: /, '')
    .replace(/ \([0-9a-f]{64}\)/g, '')
    .replace(/ id [0-9a-f]{64}/g, '');
  const nameOf = (id: string) => lab.containers.get(id)?.name ?? lab.networks.get(id)?.name ?? id.slice(0, 12);
  return text.replace(/\b[0-9a-f]{64}\b/g, (id) => visibleText(nameOf(id))) || 'the engine gives no reason';
}

function whatFailed(attempted: Attempted, lab: Lab): string {
  const container = (id: string) => listed('container', [lab.containers.get(id) ?? { name: id.slice(0, 12) }]);
  const network = (id: string) => listed('network', [lab.networks.get(id) ?? { name: id.slice(0, 12) }]);
  switch (attempted.kind) {
    case 'createNetwork':
      return `Cannot create ${listed('network', [attempted.spec])}`;
    case 'connect':
      return `Cannot connect ${container(attempted.containerId)} to ${network(attempted.networkId)}`;
    case 'move':
      return `Cannot move ${container(attempted.containerId)} to ${network(attempted.networkId)}`;
    case 'disconnect':
      return `Cannot disconnect ${container(attempted.containerId)} from ${network(attempted.networkId)}`;
    case 'removeNetwork':
      return `Cannot remove ${network(attempted.networkId)}`;
    case 'removeContainer':
      return `Cannot remove ${container(attempted.containerId)}`;
    default:
      return `Cannot ${attempted.kind} ${container(attempted.containerId)}`;
  }
}

interface Rule {
  readonly said: RegExp;
  readonly forward: (found: Found) => string;
}

interface Found {
  readonly match: RegExpExecArray;
  readonly culprit: Culprit | undefined;
  readonly attempted: Attempted;
  readonly platform: NodeJS.Platform;
}

/** The first that fits says what to do. Wordings of engines from 20.10 on. */
const rules: readonly Rule[] = [
  {
    said: /(?:port is already allocated|address already in use|ports are not available)/i,
    forward: ({ match, culprit, attempted, platform }) => {
      const port = portIn(match.input)?.port;
      // "Address already in use" without a port is an address on a network.
      if (port === undefined) {
        const who = culprit ? `Container ${culprit.name}` : 'Another container';
        return attempted.kind === 'connect'
          ? `${who} has that address: choose another one, or leave it to the engine.`
          : `${who} has the fixed address of this one: disconnect one of the two, then try again.`;
      }
      if (culprit) return `Container ${culprit.name} holds that port: stop it, or publish another port.`;
      return `No container in the views holds it, so a program of the engine’s machine may: find it with ${findPort(port, platform)}, or publish another port.`;
    },
  },
  {
    said: /cannot assign requested address|cannot be assigned|requested address is not valid/i,
    forward: () => 'The engine’s machine does not have that address: publish on one that it has, or on all of them.',
  },
  {
    said: /pool overlaps with other one|networks have overlapping|overlaps with (?:existing|other)/i,
    forward: ({ culprit }) =>
      culprit
        ? `The subnet overlaps that of network ${culprit.name}${culprit.detail === undefined ? '' : ` (${culprit.detail})`}: choose another one.`
        : 'Another network or an interface of the engine’s machine is in that subnet: choose another one.',
  },
  {
    said: /non-overlapping IPv6 address pool/i,
    forward: () => 'Give an IPv6 subnet, for example one that begins with fd00: and ends with /64.',
  },
  {
    said: /non-overlapping IPv4 address pool|all predefined address pools have been fully subnetted/i,
    forward: () => 'The engine’s own pools are used up: remove unused networks, or give a subnet.',
  },
  {
    said: /container name .* is already in use|name .* is already in use/i,
    forward: ({ culprit }) => (culprit ? 'Choose another name, or rename that container.' : 'Choose another name.'),
  },
  { said: /network with name .* already exists/i, forward: () => 'Choose another name.' },
  {
    said: /has active endpoints/i,
    forward: ({ culprit }) =>
      culprit?.detail === undefined
        ? 'Disconnect who is still on it.'
        : `Still on it: ${culprit.detail}. Disconnect them first.`,
  },
  {
    said: /user specified IP address is supported only/i,
    forward: () => 'Leave the address to the engine, or make a network with a subnet of your own.',
  },
  {
    said: /does not belong to any of this network's subnets|no configured subnet|no matching subnet|out of range/i,
    forward: () => 'Choose an address in the subnet of that network.',
  },
  {
    said: /network-scoped alias|alias is supported only/i,
    forward: () => 'The built-in bridge resolves no names: leave the aliases out, or use a network of your own.',
  },
  {
    said: /sharing network namespace with another container or host/i,
    forward: () =>
      'It uses the network of the host or of another container, as it was made to: make it anew without “--network host” or “--network container:…”.',
  },
  {
    said: /connected to host network|private \(none\) mode/i,
    forward: () => 'Networks host and none are chosen when a container is made: make it anew for that.',
  },
  {
    said: /endpoint with name .* already exists/i,
    forward: () => 'It is connected already. If no view shows that, restart the container, which clears it.',
  },
  { said: /is not connected to (?:the )?network/i, forward: () => 'It has left that network meanwhile.' },
  {
    said: /cannot join network of a non running container|joining network namespace of container/i,
    forward: () => 'It uses the network of that container: start that one first.',
  },
  {
    said: /is not running/i,
    forward: ({ attempted }) => (attempted.kind === 'kill' ? 'It has ended already.' : 'Start it first.'),
  },
  { said: /is already paused/i, forward: () => 'Unpause it to go on with it.' },
  { said: /is paused/i, forward: () => 'Unpause it first.' },
  { said: /pre-defined network|predefined .* network/i, forward: () => 'The engine keeps its built-in networks.' },
  {
    said: /not a swarm manager|swarm mode|not part of a swarm/i,
    forward: () => 'Overlay networks need a swarm: run “docker swarm init”, or take the driver bridge.',
  },
  {
    said: /plugin .* not found|could not find plugin/i,
    forward: () => 'The engine has no such driver: choose bridge, macvlan or ipvlan, or install its plugin.',
  },
  {
    said: /invalid subinterface|parent interface was not found|already using parent interface|parent .* (?:not found|is not)/i,
    forward: () => 'Choose an interface of the engine’s machine that no other such network uses; “ip link” lists them.',
  },
  {
    said: /privileged port/i,
    forward: () => 'A rootless engine may not publish ports below 1024: publish a higher one.',
  },
  {
    said: /iptables.*(?:no chain|table|failed)/i,
    forward: () => 'The firewall was loaded anew without the engine’s rules: restart the engine.',
  },
  {
    said: /exec: .*permission denied/i,
    forward: () =>
      'The program that the container is to run may not be executed: make the file executable in its image (chmod +x).',
  },
  {
    said: /executable file not found|exec: .*no such file or directory/i,
    forward: () =>
      'The image lacks the program that the container is to run: make the container with another command or image.',
  },
  {
    said: /no space left on device|read-only file system/i,
    forward: () =>
      'The engine’s disk is full or cannot be written to: free space (“docker system df” shows what takes it), then try again.',
  },
  {
    said: /no such container|no such network|network .* not found|not found/i,
    forward: () => 'It was removed meanwhile, or what it needs was.',
  },
  {
    said: /no answer within|socket hang up|\b(ECONN|ENOENT|EPIPE)|connection to the engine was closed/,
    forward: () => 'If the engine got it, the views show what becomes of it; else try again.',
  },
];

function wayForward(
  said: string,
  status: number | undefined,
  culprit: Culprit | undefined,
  attempted: Attempted,
  platform: NodeJS.Platform,
): string[] {
  const refused = /authorization denied|not authorized/i.test(said) || status === 401;
  // An engine that answers has let us in: what else is denied is something of its own.
  const notLetIn = status === undefined && /permission denied|operation not permitted|\b(EACCES|EPERM)\b/i.test(said);
  if (refused || notLetIn) return [permission(refused, platform)];
  for (const rule of rules) {
    const match = rule.said.exec(said);
    if (match) return [rule.forward({ match, culprit, attempted, platform })];
  }
  return [];
}

function permission(byEngine: boolean, platform: NodeJS.Platform): string {
  if (byEngine || platform !== 'linux') return 'The engine does not let you do that: ask who runs it for the right to.';
  return 'Run “sudo usermod -aG docker $USER” and log in again (over Remote-SSH and WSL, also run “Kill VS Code Server on Host”).';
}

function findPort(port: number, platform: NodeJS.Platform): string {
  if (platform === 'win32') return `“netstat -ano | findstr :${port}”`;
  return platform === 'darwin' ? `“lsof -nP -iTCP:${port} -sTCP:LISTEN”` : `“ss -ltnup 'sport = :${port}'”`;
}

function statusOf(error: unknown): number | undefined {
  const status = (error as { readonly statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}
