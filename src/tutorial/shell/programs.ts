import { baseName } from './baseName';
import { parseCommandLine, type CommandLine, type SimpleCommand } from './commandLine';
import { hasFlag, holdOf, readerOf } from './holdingPrograms';

const shells = new Set([
  'sh',
  'bash',
  'ash',
  'dash',
  'zsh',
  'ksh',
  'fish',
  'rbash',
  'csh',
  'tcsh',
  'pwsh',
  'powershell',
]);

/** Scripts that were read last: each is asked about several times. */
const scripts = new Map<string, CommandLine>();

function readScript(text: string): CommandLine {
  const known = scripts.get(text);
  if (known) return known;
  if (scripts.size >= 32) scripts.clear();
  const line = parseCommandLine(text);
  scripts.set(text, line);
  return line;
}

/** Commands that run another one, in each other, that a person would still read. */
const deepest = 8;

const runsAnother = new Set(['busybox', 'env', 'ip', 'nsenter', 'unshare', 'chroot']);

/** What a command runs in the end: behind `busybox`, `env`, `chroot`, `nsenter`, `ip netns exec`. Undefined if it is too deep. */
function innermost(words: readonly string[]): readonly string[] | undefined {
  let rest = words;
  for (let layers = 0; layers < deepest; layers++) {
    const name = baseName(rest[0] ?? '');
    if (!runsAnother.has(name)) return rest;
    const args = rest.slice(1);
    const inside = commandInside(rest);
    if (name === 'busybox' && args.length > 0) rest = args;
    else if (name === 'env') rest = args.filter((arg) => !arg.includes('=') && !arg.startsWith('-'));
    else if (inside && inside.length > 0) rest = inside;
    else return rest;
  }
  return undefined;
}

/** Whether these words start an interactive shell: a shell without a script, or with one that ends in such a shell. */
export function isShell(words: readonly string[], layers = 0): boolean {
  const run = innermost(words) ?? [];
  if (!shells.has(baseName(run[0] ?? ''))) return false;
  const script = scriptOf(run);
  if (script === undefined) return run.every((arg, at) => at === 0 || /^[-+]/.test(arg));
  const last = layers < deepest ? readScript(script).commands.at(-1) : undefined;
  return last !== undefined && !last.fed && !last.background && isShell(last.words, layers + 1);
}

/** A command that is run by another one. */
export function commandOf(words: readonly string[], fed: boolean): SimpleCommand {
  return { program: baseName(words[0] ?? ''), words, elevated: false, fed, background: false };
}

/** Whether a command keeps its terminal busy until it is stopped. Docker's own commands are not looked at here. */
export function holdsTerminal(command: SimpleCommand, layers = 0): boolean {
  const words = innermost(command.words) ?? [];
  const args = words.slice(1);
  if (command.background || args.some((arg) => arg === '--version' || arg === '--help')) return false;
  const script = scriptOf(words);
  if (script !== undefined) {
    if (layers >= deepest) return false;
    const { commands, endless } = readScript(script);
    return endless || commands.some((one) => holdsTerminal(one, layers + 1));
  }
  const name = baseName(words[0] ?? '');
  return readsInput({ ...command, program: name, words }) || holdOf(name)?.(args, command.fed) === true;
}

/** Whether a command reads what is typed after it, so that those lines are no commands. */
export function readsInput(command: SimpleCommand): boolean {
  return !command.background && readerOf(command.program)?.(command.words.slice(1), command.fed) === true;
}

function scriptOf(words: readonly string[]): string | undefined {
  if (!shells.has(baseName(words[0] ?? ''))) return undefined;
  const flag = words.findIndex((word, at) => at > 0 && /^-[a-z]*c$/.test(word));
  return flag < 0 ? undefined : words[flag + 1];
}

/** The command that another one runs somewhere on the same host: in a network namespace, with other rights. */
function commandInside([program = '', ...args]: readonly string[]): readonly string[] | undefined {
  const name = baseName(program);
  if (name === 'ip') {
    const at = args[0] === '-n' ? -1 : args.indexOf('exec');
    return at > 0 && args[at - 1]?.startsWith('net') ? args.slice(at + 2) : undefined;
  }
  if (name === 'nsenter' || name === 'unshare' || name === 'chroot') {
    let at = name === 'chroot' ? 1 : 0;
    for (; (args[at] ?? '').startsWith('-'); at++)
      if (
        /^-(?:t|-target|S|G|-setuid|-setgid)$/.test(args[at] ?? '') ||
        (/^--?\w+$/.test(args[at] ?? '') && /^\d|^[$/‹]/.test(args[at + 1] ?? ''))
      )
        at++;
    return args.slice(at);
  }
  return undefined;
}

/** The network namespace that a command opens a shell in: `ip netns exec red bash`, `nsenter --net=/var/run/netns/red`. */
export function namespaceShellOf({ program, words, fed, background }: SimpleCommand): string | undefined {
  const inside = fed || background ? undefined : commandInside(words);
  if (!inside || (inside.length > 0 && !isShell(inside))) return undefined;
  if (program === 'ip') return inside.length > 0 ? words[words.indexOf('exec') + 1] : undefined;
  return words
    .map((word) => /^(?:--net=|-n)\S*?([\w.-]+)$/.exec(word)?.[1])
    .find((name) => name !== undefined && name !== 'net');
}

/** Whether a command leaves a shell of its own on the same machine: `bash`, `sudo -i`, `su -`. */
export function opensNestedShell({ program: name, words, fed, background }: SimpleCommand): boolean {
  if (fed || background) return false;
  const args = words.slice(1);
  if (name === 'sudo') return args.length === 1 && /^(?:-\w*[is]|--login|--shell)$/.test(args[0] ?? '');
  if (name === 'su') return !args.some((arg) => /^-c|^--command/.test(arg));
  if (name === 'nsenter' && commandInside(words)?.length === 0) return true;
  if (name === 'newgrp') return true;
  return isShell(commandInside(words) ?? words);
}

/** Where a netcat or telnet client connects to: what ends when the other end goes. */
export function connectionOf({
  program,
  words,
}: SimpleCommand): { readonly host: string; readonly port: string } | undefined {
  const args = words.slice(1);
  if (!/^(?:nc|ncat|netcat|telnet)$/.test(program) || hasFlag(args, 'l')) return undefined;
  const [port, to] = args.filter((arg) => !arg.startsWith('-')).reverse();
  return to !== undefined && port !== undefined ? { host: to, port } : undefined;
}
