import { parseCommandLine, type CommandLine, type SimpleCommand } from './commandLine';
import { baseName } from './baseName';
import { isOn, parseDocker, valueOf, type DockerCommand } from './dockerCommand';
import { imageKind } from './images';
import { isKnownProgram } from './knownPrograms';
import {
  commandOf,
  connectionOf,
  holdsTerminal,
  isShell,
  opensNestedShell,
  namespaceShellOf,
  readsInput,
} from './programs';
import { remoteShellOf } from './remoteShell';

/** A container that a command makes, named or not. */
export interface MadeContainer {
  readonly name?: string;
  readonly image?: string;
  readonly hostname?: string;
  /** What `--ip` gives it. */
  readonly address?: string;
  /** Ports of the host that are published to it. */
  readonly hostPorts: readonly string[];
  readonly removedAtEnd: boolean;
  readonly detached: boolean;
  /** Whether it lives as long as a shell does that was given a terminal; undefined where nobody has seen it made. */
  readonly shell?: boolean;
  /** Whether what runs in it ends by itself and at once. */
  readonly brief: boolean;
  /** Whether it runs once the command is done: not if it was only created, or what runs in it ends at once. */
  readonly running: boolean;
}

export interface Connection {
  readonly host: string;
  readonly port: string;
}

/**
 * What typing a command does. `none`: the prompt comes back. `blocks`: it comes back when the command is stopped or its
 * other end goes; `reads`: what is typed meanwhile is its input. `opensShell`: the next prompt is a container's or another machine's.
 * `nests`: it is that of another shell in the same place. `endsShell`: that of the shell around this one.
 */
export type Effect =
  | { readonly kind: 'none' | 'nests' | 'endsShell' }
  | { readonly kind: 'blocks'; readonly connections: readonly Connection[]; readonly reads: boolean }
  | {
      readonly kind: 'opensShell';
      readonly in: 'made' | { readonly container: string } | { readonly machine: string; readonly namespace?: true };
    };

/** What a command line does, as far as its words tell. */
export interface Reading {
  readonly line: CommandLine;
  /** The commands of the line, with those of them that are docker's as docker reads them. */
  readonly parts: readonly { readonly command: SimpleCommand; readonly docker?: DockerCommand }[];
  readonly docker: readonly DockerCommand[];
  /** Whether it uses a container engine, also in what it substitutes or hands to another program: `watch docker ps`. */
  readonly usesEngine: boolean;
  /** The program that only the host has, if it uses one: docker, podman, docker-machine, kubectl … */
  readonly hostProgram?: string;
  readonly makes: readonly MadeContainer[];
  /** Containers that it stops or removes, and those that it starts or starts again. */
  readonly ends: readonly string[];
  readonly starts: readonly string[];
  /** Whether it ends all containers: `docker rm -f $(docker ps -aq)`; all of one image; or all that Compose has made: `docker compose down`. */
  readonly endsAll?: 'every' | 'composed' | { readonly image: string };
}

const engines = /^(?:docker|podman|nerdctl|docker-compose|podman-compose|docker-machine)$/;
const hostPrograms = new Set([
  ...[
    'boot2docker',
    'minikube',
    'kubectl',
    'kind',
    'k3d',
    'helm',
    'vagrant',
    'multipass',
    'systemctl',
    'brew',
    'VBoxManage',
  ],
  ...[
    'virsh',
    'brctl',
    'lxc',
    'containerlab',
    'clab',
    'weave',
    'calicoctl',
    'ovs-docker',
    'pipework',
    'limactl',
    'colima',
  ],
  ...[
    'ansible-playbook',
    'terraform',
    'dockerd',
    'open',
    'xdg-open',
    'code',
    'eksctl',
    'skopeo',
    'buildah',
    'ovs-vsctl',
  ],
]);

/** Reads a command line without knowing where it is typed. */
export function readCommand(text: string): Reading {
  const line = parseCommandLine(text);
  const docker: DockerCommand[] = [];
  const parts = line.commands.map((command) => {
    const parsed = parseDocker(command);
    if (parsed) docker.push(parsed);
    return parsed ? { command, docker: parsed } : { command };
  });
  const substituted = line.substituted.flatMap((command) => parseDocker(command) ?? []);
  const isMaking = ({ verb }: DockerCommand) => verb === 'run' || verb === 'create';
  const host = [...line.commands, ...line.substituted]
    .map(({ program }) => program)
    .find((name) => engines.test(name) || hostPrograms.has(name));
  const starts = docker.flatMap(({ verb, args }) =>
    verb === 'start' || verb === 'restart' || verb === 'unpause' ? args : [],
  );
  return {
    line,
    parts,
    docker,
    usesEngine:
      docker.length > 0 ||
      [...line.commands, ...line.substituted].some(({ words }) => words.some((word) => engines.test(baseName(word)))),
    ...(host === undefined ? {} : { hostProgram: host }),
    // Whose output is asked for is not typed into: `ID=$(docker run …)`.
    makes: [
      ...substituted.filter(isMaking).map((one) => ({ ...madeBy(one), detached: true })),
      ...docker.filter(isMaking).map(madeBy),
    ],
    ...endedBy(docker, substituted),
    starts,
  };
}

/** Which containers a line ends: those that it names, and those that it has listed. */
function endedBy(
  docker: readonly DockerCommand[],
  substituted: readonly DockerCommand[],
): Pick<Reading, 'ends' | 'endsAll'> {
  const ends: string[] = [];
  let endsAll: Reading['endsAll'];
  for (const command of docker) {
    const { verb, args } = command;
    if (/^compose (?:down|stop|kill)$/.test(verb)) {
      if (args.length === 0) endsAll = 'composed';
      else ends.push(...args.slice(0, mostNamed));
    }
    if (!/^(?:stop|kill|rm|restart)$/.test(verb)) continue;
    const lists = args.some((arg) => /^\$\(|^`/.test(arg))
      ? substituted
      : command.fed && args.length === 0
        ? docker
        : [];
    const listing = lists.find((one) => one.verb === 'ps' && isOn(one, 'quiet'));
    if (listing === undefined) ends.push(...args.slice(0, mostNamed));
    else {
      const filters = listing.flags.get('filter') ?? [];
      const name = filters.map((filter) => /^name=\^?\/?([\w.-]+)/.exec(filter)?.[1]).find(Boolean);
      const image = filters.map((filter) => /^ancestor=(.+)/.exec(filter)?.[1]).find(Boolean);
      if (name !== undefined) ends.push(name);
      else if (image !== undefined) endsAll = { image };
      else if (filters.length === 0) endsAll = 'every';
    }
  }
  return endsAll === undefined ? { ends } : { ends, endsAll };
}

/** What is known where a command is typed. */
export interface Circumstances {
  /** A container that the document has made, for `attach` and `start`. */
  readonly known: (container: string) => Pick<MadeContainer, 'shell' | 'brief'> | undefined;
  /** Whether the next line shows the prompt of a shell in a container. */
  readonly shellFollows: boolean;
}

/** Names in one line that a person would still read. */
const mostNamed = 1000;

export function effectOf({ line, parts }: Reading, about: Circumstances): Effect {
  const { commands, endless } = line;
  let blocks = endless;
  let reads = false;
  for (const { command, docker } of parts) {
    const effect = docker ? dockerEffect(docker, about) : undefined;
    if (effect?.kind === 'opensShell') return effect;
    if (docker) {
      if (effect?.kind === 'blocks' && !command.background) {
        blocks = true;
        reads ||= effect.reads;
      }
      continue;
    }
    const remote = remoteShellOf(command);
    if (remote)
      return {
        kind: 'opensShell',
        in: remote.kind === 'machine' ? { machine: remote.name } : { container: remote.name },
      };
    const namespace = namespaceShellOf(command);
    if (namespace !== undefined) return { kind: 'opensShell', in: { machine: namespace, namespace: true } };
    if (holdsTerminal(command)) {
      blocks = true;
      reads ||= readsInput(command);
    }
  }
  if (blocks) return { kind: 'blocks', connections: commands.flatMap((command) => connectionOf(command) ?? []), reads };
  const last = commands.at(-1);
  if (last && opensNestedShell(last)) return { kind: 'nests' };
  const exits = line.endsSurely && /^(?:exit|logout|quit)$/.test(last?.words[0] ?? '');
  return { kind: exits ? 'endsShell' : 'none' };
}

const none: Effect = { kind: 'none' };
const blocked: Effect = { kind: 'blocks', connections: [], reads: false };
const readsTyped: Effect = { kind: 'blocks', connections: [], reads: true };

function dockerEffect(command: DockerCommand, about: Circumstances): Effect {
  const [first = ''] = command.args;
  const typedInto = isOn(command, 'interactive') && !command.fed;
  switch (command.verb) {
    case 'run':
      return isOn(command, 'detach') ? none : runEffect(command, typedInto, about);
    case 'compose exec':
    case 'compose run': {
      // Both give a terminal unless they are told not to.
      if (isOn(command, 'detach')) return none;
      const words = command.args.slice(1);
      if (!isOn(command, 'no-tty') && !command.fed && leavesShell(words))
        return { kind: 'opensShell', in: { container: first } };
      return held(words, !command.fed);
    }
    case 'exec': {
      if (isOn(command, 'detach')) return none;
      const words = command.args.slice(1);
      if (typedInto && (leavesShell(words) || (about.shellFollows && words.length === 0)))
        return { kind: 'opensShell', in: { container: first } };
      return held(words, typedInto);
    }
    case 'attach':
      return about.known(first)?.shell === false ? blocked : { kind: 'opensShell', in: { container: first } };
    case 'start':
      if (!isOn(command, 'attach') && !isOn(command, 'interactive')) return none;
      if (about.known(first)?.brief) return none;
      return isOn(command, 'interactive') && about.known(first)?.shell !== false
        ? { kind: 'opensShell', in: { container: first } }
        : blocked;
    case 'logs':
    case 'service logs':
    case 'compose logs':
      return isOn(command, 'follow') ? blocked : none;
    case 'events':
      return command.flags.has('until') ? none : blocked;
    case 'daemon':
    case 'compose watch':
    case 'compose attach':
    case 'compose events':
      return blocked;
    case 'wait':
      return blocked;
    case 'stats':
      return isOn(command, 'no-stream') ? none : blocked;
    case '':
      // The engine itself, as it was started before `dockerd`.
      return command.flags.has('d') ? blocked : none;
    case 'compose up':
      return isOn(command, 'detach') || isOn(command, 'wait') || isOn(command, 'no-start') ? none : blocked;
    default:
      return none;
  }
}

/** Whether these words, run in a container with a terminal, leave a shell there. */
function leavesShell(words: readonly string[]): boolean {
  return isShell(words) || opensNestedShell(commandOf(words, false));
}

function held(words: readonly string[], typedInto: boolean): Effect {
  const inside = commandOf(words, !typedInto);
  if (!holdsTerminal(inside)) return none;
  return readsInput(inside) ? readsTyped : blocked;
}

function runEffect(command: DockerCommand, typedInto: boolean, { shellFollows }: Circumstances): Effect {
  const words = programOf(command);
  if (typedInto && (shellFollows || startsShell(command, words))) return { kind: 'opensShell', in: 'made' };
  const kind = imageKind(command.args[0] ?? '');
  // Flags alone are for the image's own program, which often has the image's name.
  if (words[0]?.startsWith('-')) {
    const program = /([^/:@]+)(?:[:@][^/]*)?$/.exec(command.args[0] ?? '')?.[1] ?? '';
    const effect = held([program, ...words], typedInto);
    if (effect !== none) return effect;
  }
  const publishes = command.flags.has('publish') || isOn(command, 'publish-all');
  if (words.length > 0 && !words[0]?.startsWith('-')) {
    const effect = held(words, typedInto);
    if (effect !== none || leavesShell(words)) return effect;
    // A program that nobody knows, given a terminal: it is there to be looked at or typed into.
    const program = baseName(words[0] ?? '');
    const unknown =
      isOn(command, 'tty') &&
      typedInto &&
      !isKnownProgram(program) &&
      !words[0]?.includes('://') &&
      !words.some((word) => /^--?(?:help|version|V)$/.test(word));
    return publishes || (unknown && kind !== 'once') ? blocked : none;
  }
  if (kind === 'server') return blocked;
  if (kind === 'reader') return typedInto ? readsTyped : none;
  return kind === undefined && publishes ? blocked : none;
}

function madeBy(command: DockerCommand): MadeContainer {
  const given = valueOf(command, 'name');
  const name = given?.trim() === '' ? undefined : given;
  const hostname = valueOf(command, 'hostname');
  const address = valueOf(command, 'ip') ?? /\bip=([\d.]+)/.exec(valueOf(command, 'network') ?? '')?.[1];
  const image = command.args[0];
  const words = programOf(command);
  const hostPorts = (command.flags.get('publish') ?? []).flatMap((port) => port.split('/')[0]?.split(':').at(-2) ?? []);
  const shell = isOn(command, 'interactive') && startsShell(command, words);
  return {
    ...(name === undefined ? {} : { name }),
    ...(hostname === undefined ? {} : { hostname }),
    ...(address === undefined ? {} : { address }),
    ...(image === undefined ? {} : { image }),
    hostPorts,
    removedAtEnd: isOn(command, 'rm'),
    detached: isOn(command, 'detach'),
    shell,
    brief: !shell && !staysUp(command, words),
    running: command.verb === 'run' && (!isOn(command, 'detach') || shell || staysUp(command, words)),
  };
}

/** Whether a container that nobody types into goes on by itself: one that runs a shell without a terminal ends at once. */
function staysUp(command: DockerCommand, words: readonly string[]): boolean {
  const kind = imageKind(command.args[0] ?? '');
  if (words.length === 0 && kind === 'once') return false;
  if (isOn(command, 'tty') || isOn(command, 'interactive')) return true;
  if (words.length === 0) return kind !== 'shell';
  return !leavesShell(words) && !/^(?:echo|true|ls|hostname|date|pwd|env|id|uname)$/.test(baseName(words[0] ?? ''));
}

/** What a container of `docker run` runs, without its image's own command. */
function programOf(command: DockerCommand): readonly string[] {
  const entrypoint = valueOf(command, 'entrypoint');
  const words = [...(entrypoint === undefined || entrypoint === '' ? [] : [entrypoint]), ...command.args.slice(1)];
  // A program that only prepares the way for the one that is named behind it.
  while (words.length > 1 && /^--$|entrypoint|(?:^|\/)(?:tini|dumb-init|gosu|su-exec)$/.test(words[0] ?? ''))
    words.shift();
  return words;
}

/** A container given no program runs what its image says: a shell, unless the image is known for something else or serves a port. */
function startsShell(command: DockerCommand, words: readonly string[]): boolean {
  if (words.length > 0) return leavesShell(words);
  if (!isOn(command, 'tty')) return false;
  const kind = imageKind(command.args[0] ?? '');
  return kind === 'shell' || (kind === undefined && !command.flags.has('publish') && !isOn(command, 'publish-all'));
}
