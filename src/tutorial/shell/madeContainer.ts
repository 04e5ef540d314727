import { baseName } from './baseName';
import { isOn, valueOf, type DockerCommand } from './dockerCommand';
import { imageKind } from './images';
import { commandOf, isShell, opensNestedShell } from './programs';

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

/** The container that `docker run` or `docker create` makes. */
export function madeBy(command: DockerCommand): MadeContainer {
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
export function programOf(command: DockerCommand): readonly string[] {
  const entrypoint = valueOf(command, 'entrypoint');
  const words = [...(entrypoint === undefined || entrypoint === '' ? [] : [entrypoint]), ...command.args.slice(1)];
  // A program that only prepares the way for the one that is named behind it.
  while (words.length > 1 && /^--$|entrypoint|(?:^|\/)(?:tini|dumb-init|gosu|su-exec)$/.test(words[0] ?? ''))
    words.shift();
  return words;
}

/** A container given no program runs what its image says: a shell, unless the image is known for something else or serves a port. */
export function startsShell(command: DockerCommand, words: readonly string[]): boolean {
  if (words.length > 0) return leavesShell(words);
  if (!isOn(command, 'tty')) return false;
  const kind = imageKind(command.args[0] ?? '');
  return kind === 'shell' || (kind === undefined && !command.flags.has('publish') && !isOn(command, 'publish-all'));
}

/** Whether these words, run in a container with a terminal, leave a shell there. */
export function leavesShell(words: readonly string[]): boolean {
  return isShell(words) || opensNestedShell(commandOf(words, false));
}
