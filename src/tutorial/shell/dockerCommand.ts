import { flagsOf, globalFlags, type FlagTable } from './dockerFlags';
import type { SimpleCommand } from './commandLine';

/** A docker or podman command, parsed as the docker CLI parses it. */
export interface DockerCommand {
  readonly program: 'docker' | 'podman' | 'nerdctl';
  /** `run`, `exec`, `network create`, `compose up` …; `container run` is `run`. */
  readonly verb: string;
  /** Values by long name, in their order; a switch that is on has the value `true`. `--net` is `network`. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
  /** What is no flag: for `run` the image and its command, for `exec` the container and its command. */
  readonly args: readonly string[];
  /** Whether its input is a pipe or a file. */
  readonly fed: boolean;
}

const programs = new Set(['docker', 'podman', 'nerdctl', 'docker-compose', 'podman-compose']);
const groups = new Set([
  'network',
  'compose',
  'volume',
  'image',
  'system',
  'context',
  'swarm',
  'service',
  'node',
  'stack',
  'pod',
  'machine',
]);
const canonical = new Map([
  ['net', 'network'],
  ['net-alias', 'network-alias'],
]);

/** Older and shorter names of the same verbs. */
const aliases = new Map([
  ['remove', 'rm'],
  ['list', 'ls'],
]);

/** Undefined when the command is another program's. */
export function parseDocker(command: SimpleCommand): DockerCommand | undefined {
  const { program } = command;
  if (!programs.has(program)) return undefined;
  const rest = command.words.slice(1);
  const isCompose = program.endsWith('-compose');
  const global = readFlags(rest, isCompose ? flagsOf('compose') : globalFlags);
  let words: readonly string[] = global.args;
  if (isCompose) words = ['compose', ...words];
  const inContainer = words[0] === 'container';
  if (inContainer) words = words.slice(1);
  let verb = verbOf(words[0]);
  if (inContainer && verb === 'prune') verb = 'container prune';
  if (inContainer && verb === 'ls') verb = 'ps';
  words = words.slice(1);
  if (groups.has(verb)) {
    if (verb === 'compose') words = readFlags(words, flagsOf('compose')).args;
    verb = `${verb} ${verbOf(words[0])}`.trim();
    words = words.slice(1);
  }
  const { flags, args: first } = readFlags(words, flagsOf(verb));
  let args = first;
  // A substitution or variable in the place of the image stands for more flags.
  while ((verb === 'run' || verb === 'create') && args.length > 1 && /^(?:\$|`)/.test(args[0] ?? '')) {
    const at = args.findIndex((arg, index) => index === args.length - 1 || !/^(?:\$|`)/.test(arg));
    const rest = readFlags(args.slice(at), flagsOf(verb));
    for (const [name, values] of rest.flags) flags.set(name, (flags.get(name) ?? []).concat(values));
    args = rest.args;
  }
  const engine = program.startsWith('podman') ? 'podman' : program === 'nerdctl' ? 'nerdctl' : 'docker';
  return { program: engine, verb, flags: verb === '' ? global.flags : flags, args, fed: command.fed };
}

function verbOf(word = ''): string {
  return aliases.get(word) ?? word;
}

/** Whether a switch is on: `-t`, `--tty`, `--tty=true`. */
export function isOn(command: DockerCommand, flag: string): boolean {
  const value = command.flags.get(flag)?.at(-1);
  return value !== undefined && !['false', '0', 'f', 'F', 'FALSE', 'False'].includes(value);
}

/** The value that counts when a flag is given more than once: the last. */
export function valueOf(command: DockerCommand, flag: string): string | undefined {
  return command.flags.get(flag)?.at(-1);
}

/** `-name`, `-rm`: what docker took before version 0.10, and what is still to be read. */
function isOldLongFlag(word: string, values: ReadonlySet<string>): boolean {
  const name = /^-(\w[\w-]+)(?:=|$)/.exec(word)?.[1];
  return name !== undefined && (values.has(name) || name === 'rm' || name === 'privileged');
}

/** As the docker CLI's flag library (spf13/pflag) reads them: `--name=x`, `--name x`, `-ti`, `-p80:80`, `-p 80:80`, `--`. */
function readFlags(
  words: readonly string[],
  { values, letters, endsAtArgument }: FlagTable,
): { readonly flags: Map<string, string[]>; readonly args: string[] } {
  const flags = new Map<string, string[]>();
  let args: string[] = [];
  const set = (name: string, value: string) => {
    const key = canonical.get(name) ?? name;
    const known = flags.get(key);
    if (known) known.push(value);
    else flags.set(key, [value]);
  };
  for (let at = 0; at < words.length; at++) {
    // What a word processor made of two hyphens.
    const word = (words[at] ?? '').replace(/^[–—]/, '--');
    if (word === '--') {
      args = args.concat(words.slice(at + 1));
      break;
    }
    if (!/^-[^\s]/.test(word)) {
      if (endsAtArgument) {
        args = args.concat(words.slice(at));
        break;
      }
      args.push(word);
    } else if (word.startsWith('--') || isOldLongFlag(word, values)) {
      const equals = word.indexOf('=');
      const name = word.slice(word.startsWith('--') ? 2 : 1, equals < 0 ? undefined : equals);
      if (equals >= 0) set(name, word.slice(equals + 1));
      else set(name, values.has(name) ? (words[++at] ?? '') : 'true');
    } else {
      for (let letter = 1; letter < word.length; letter++) {
        const name = letters.get(word.charAt(letter)) ?? word.charAt(letter);
        const rest = word.slice(letter + 1);
        if (!values.has(name)) {
          set(name, rest.startsWith('=') ? rest.slice(1) : 'true');
          if (rest.startsWith('=')) break;
          continue;
        }
        set(name, rest === '' ? (words[++at] ?? '') : rest.replace(/^=/, ''));
        break;
      }
    }
  }
  return { flags, args };
}
