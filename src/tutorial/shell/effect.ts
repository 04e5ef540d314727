import { baseName } from './baseName';
import { isOn, type DockerCommand } from './dockerCommand';
import { imageKind } from './images';
import { isKnownProgram } from './knownPrograms';
import { leavesShell, programOf, startsShell, type MadeContainer } from './madeContainer';
import { commandOf, connectionOf, holdsTerminal, namespaceShellOf, opensNestedShell, readsInput } from './programs';
import type { Reading } from './reading';
import { remoteShellOf } from './remoteShell';

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

/** What is known where a command is typed. */
export interface Circumstances {
  /** A container that the document has made, for `attach` and `start`. */
  readonly known: (container: string) => Pick<MadeContainer, 'shell' | 'brief'> | undefined;
  /** Whether the next line shows the prompt of a shell in a container. */
  readonly shellFollows: boolean;
}

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
