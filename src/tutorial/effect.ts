import { isOn, parseDocker, valueOf, type DockerCommand } from './dockerCommand';
import { connectionOf, holdsTerminal, isServerImage, isShell } from './programs';
import { simpleCommands, type SimpleCommand } from './shellWords';

/** A container that a command makes, named or not. */
export interface MadeContainer {
  readonly name?: string;
  readonly image?: string;
  /** Ports of the host that are published to it. */
  readonly hostPorts: readonly string[];
  readonly removedAtEnd: boolean;
  /** Whether it lives as long as a shell does that was given a terminal. */
  readonly shell: boolean;
}

/**
 * What typing a command does. `none`: the prompt comes back. `blocks`: it comes back when the command is stopped or its
 * other end goes. `opensShell`: the next prompt is a container's. `endsShell`: that of the shell around this one.
 */
export type Effect =
  | { readonly kind: 'none' }
  | { readonly kind: 'blocks'; readonly connections: readonly { readonly host: string; readonly port: string }[] }
  | { readonly kind: 'opensShell'; readonly in: 'made' | { readonly container: string } }
  | { readonly kind: 'endsShell' };

/** What a command line does, as far as its words tell. */
export interface Reading {
  readonly docker: readonly DockerCommand[];
  /** Whether it uses a program that only the host has: docker, podman, docker-compose, docker-machine. */
  readonly hostOnly: boolean;
  readonly effect: Effect;
  readonly makes?: MadeContainer;
  /** Containers that it stops or removes, and those that it starts again. */
  readonly ends: readonly string[];
  readonly starts: readonly string[];
}

const hostPrograms =
  /(?:^|\/)(?:docker|podman|docker-compose|docker-machine|podman-compose|boot2docker|minikube)(?:\.exe)?$/;

/** A substitution whose command is the host's makes the whole line the host's. */
const substitution = /(?:\$\(|`)\s*(?:sudo\s+)?(?:docker|podman|docker-machine)\s/;

/** @param livesByShell whether a container of the document lives by a shell, for `attach` and `start`. */
export function readCommandLine(text: string, livesByShell: (container: string) => boolean | undefined): Reading {
  const simple = simpleCommands(text);
  const docker = simple.flatMap((command) => parseDocker(command) ?? []);
  const made = docker.find((command) => command.verb === 'run' || command.verb === 'create');
  return {
    docker,
    hostOnly: simple.some((command) => hostPrograms.test(command.words[0] ?? '')) || substitution.test(text),
    effect: effectOf(simple, livesByShell),
    ...(made ? { makes: madeBy(made) } : {}),
    ends: docker.flatMap((command) => (['stop', 'kill', 'rm'].includes(command.verb) ? command.args : [])),
    starts: docker.flatMap((command) => (['start', 'restart'].includes(command.verb) ? command.args : [])),
  };
}

function effectOf(simple: readonly SimpleCommand[], livesByShell: (container: string) => boolean | undefined): Effect {
  let blocks = false;
  for (const command of simple) {
    const docker = parseDocker(command);
    const effect = docker ? dockerEffect(docker, livesByShell) : undefined;
    if (effect?.kind === 'opensShell') return effect;
    if (effect ? effect.kind === 'blocks' && !command.background : holdsTerminal(command)) blocks = true;
  }
  if (blocks) return { kind: 'blocks', connections: simple.flatMap((command) => connectionOf(command) ?? []) };
  const [only, more] = simple;
  const exits = only && !more && /^(?:exit|logout)$/.test(only.words[0] ?? '');
  return exits ? { kind: 'endsShell' } : { kind: 'none' };
}

const none: Effect = { kind: 'none' };
const blocked: Effect = { kind: 'blocks', connections: [] };

function dockerEffect(command: DockerCommand, livesByShell: (container: string) => boolean | undefined): Effect {
  const [first = ''] = command.args;
  const typedInto = isOn(command, 'interactive') && !command.fed;
  switch (command.verb) {
    case 'run': {
      if (isOn(command, 'detach')) return none;
      const words = programOf(command);
      if (typedInto && startsShell(command, words)) return { kind: 'opensShell', in: 'made' };
      if (words.length === 0) return isServerImage(first) ? blocked : none;
      return holdsTerminal({ words, fed: !typedInto, background: false }) ? blocked : none;
    }
    case 'exec': {
      if (isOn(command, 'detach')) return none;
      const words = command.args.slice(1);
      if (typedInto && isShell(words)) return { kind: 'opensShell', in: { container: first } };
      return holdsTerminal({ words, fed: !typedInto, background: false }) ? blocked : none;
    }
    case 'attach':
      return livesByShell(first) === false ? blocked : { kind: 'opensShell', in: { container: first } };
    case 'start':
      if (!isOn(command, 'attach') && !isOn(command, 'interactive')) return none;
      return isOn(command, 'interactive') && livesByShell(first) !== false
        ? { kind: 'opensShell', in: { container: first } }
        : blocked;
    case 'logs':
      return isOn(command, 'follow') ? blocked : none;
    case 'events':
      return blocked;
    case 'stats':
      return isOn(command, 'no-stream') ? none : blocked;
    case 'compose up':
      return isOn(command, 'detach') || isOn(command, 'wait') ? none : blocked;
    default:
      return none;
  }
}

function madeBy(command: DockerCommand): MadeContainer {
  const name = valueOf(command, 'name');
  const image = command.args[0];
  const hostPorts = (command.flags.get('publish') ?? []).flatMap((port) => port.split('/')[0]?.split(':').at(-2) ?? []);
  return {
    ...(name === undefined ? {} : { name }),
    ...(image === undefined ? {} : { image }),
    hostPorts,
    removedAtEnd: isOn(command, 'rm'),
    shell: isOn(command, 'interactive') && startsShell(command, programOf(command)),
  };
}

/** What a container of `docker run` runs, without its image's own command. */
function programOf(command: DockerCommand): readonly string[] {
  const entrypoint = valueOf(command, 'entrypoint');
  return [...(entrypoint === undefined || entrypoint === '' ? [] : [entrypoint]), ...command.args.slice(1)];
}

/** A container given no program runs what its image says: a shell, unless the image is known for a server. */
function startsShell(command: DockerCommand, words: readonly string[]): boolean {
  if (words.length > 0) return isShell(words);
  return isOn(command, 'tty') && !isServerImage(command.args[0] ?? '');
}
