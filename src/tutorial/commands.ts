import { promptOf, type Prompt } from './prompt';
import { blockKind, type BlockKind, type ShellBlock, type SourceLine } from './shellBlock';
import { waitsForMore } from './shellText';

/** A command of a document. Lines and columns are counted from 0. */
export interface Command {
  readonly line: number;
  /** Column at which `text` begins, behind the prompt. */
  readonly column: number;
  readonly endLine: number;
  /** As it stands behind its prompt, right-trimmed; lines that continue it are joined by `\n`, without `> `. */
  readonly text: string;
  readonly prompt?: Prompt;
  /** What the document shows as its output. */
  readonly output: readonly SourceLine[];
}

export interface BlockReading {
  readonly block: ShellBlock;
  /** Whether it holds commands. */
  readonly runnable: boolean;
  readonly commands: readonly Command[];
}

/**
 * Tells commands from output in all blocks of a document. Where blocks of a language carry prompts, one of that
 * language without any is output, unless it begins with the name of a program that tutorials run.
 */
export function readCommands(blocks: readonly ShellBlock[]): BlockReading[] {
  const prompted = blocks.map((block) => block.lines.some((line) => promptOf(line.text, blockKind(block.language))));
  const promptedLanguages = new Set(blocks.filter((_, index) => prompted[index]).map((block) => block.language));
  return blocks.map((block, index) => {
    const commands = commandsOf(block, prompted[index] ?? false, promptedLanguages.has(block.language));
    return { block, runnable: commands.length > 0, commands };
  });
}

function commandsOf(block: ShellBlock, prompted: boolean, promptsElsewhere: boolean): Command[] {
  const kind = blockKind(block.language);
  if (kind === 'other') return [];
  if (prompted) return readSession(block.lines, kind);
  if (kind !== 'script') return [];
  if (promptsElsewhere && !startsWithProgram(block.lines)) return [];
  return readScript(block.lines);
}

function readSession(lines: readonly SourceLine[], kind: BlockKind): Command[] {
  const prompts = lines.map((line) => promptOf(line.text, kind));
  const commands: (Command & { output: SourceLine[] })[] = [];
  for (let at = 0; at < lines.length; at++) {
    const first = lines[at];
    const prompt = prompts[at];
    if (!first) break;
    if (!prompt) {
      commands.at(-1)?.output.push(first);
      continue;
    }
    let end = at + 1;
    while (end < lines.length && !prompts[end]) end++;
    const taken = takeCommand(first.text.slice(prompt.text.length), lines, at + 1, end);
    const column = first.column + prompt.text.length;
    const { line } = first;
    if (taken.text !== '')
      commands.push({ line, column, endLine: line + taken.more, text: taken.text, prompt, output: [] });
    at += taken.more;
  }
  return commands;
}

function readScript(lines: readonly SourceLine[]): Command[] {
  const commands: Command[] = [];
  let end = lines.length;
  for (let at = 0; at < lines.length; at++) {
    const first = lines[at];
    if (!first) break;
    const indentation = /^\s*/.exec(first.text)?.[0].length ?? 0;
    const start = first.text.slice(indentation);
    if (start.trim() === '' || start.startsWith('#')) continue;
    const taken = takeCommand(start, lines, at + 1, end);
    // Sought to the end once is enough: each line that looks like it would make the reading quadratic.
    if (taken.unclosed) end = Math.min(end, at + 1);
    const column = first.column + indentation;
    commands.push({ line: first.line, column, endLine: first.line + taken.more, text: taken.text, output: [] });
    at += taken.more;
  }
  return commands;
}

/** More lines than any command of a tutorial has: keeps a quote that never closes from being sought through a whole book. */
const longestCommand = 200;

/**
 * A command with the lines from `from` up to `end` that continue it. A quote that never closes (an apostrophe where none
 * was meant) takes no line: the command is its first line then.
 */
function takeCommand(
  first: string,
  lines: readonly SourceLine[],
  from: number,
  end: number,
): { readonly text: string; readonly more: number; readonly unclosed?: true } {
  let text = first.trimEnd();
  let more = 0;
  while (waitsForMore(text)) {
    const next = from + more < end && more < longestCommand ? lines[from + more] : undefined;
    if (!next) return /(?:\\|\||&&)$/.test(text) ? { text, more } : { text: first.trimEnd(), more: 0, unclosed: true };
    text += `\n${next.text.replace(/^>(?: |$)/, '').trimEnd()}`;
    more++;
  }
  return { text, more };
}

const programs = new Set([
  ...[
    'docker',
    'podman',
    'docker-compose',
    'docker-machine',
    'sudo',
    'nc',
    'ncat',
    'netcat',
    'ping',
    'ip',
    'ss',
    'socat',
  ],
  ...[
    'curl',
    'wget',
    'telnet',
    'iperf',
    'iperf3',
    'dig',
    'nslookup',
    'host',
    'traceroute',
    'tcpdump',
    'ifconfig',
    'route',
  ],
  ...[
    'iptables',
    'arp',
    'netstat',
    'ssh',
    'cat',
    'echo',
    'ls',
    'cd',
    'mkdir',
    'apt',
    'apt-get',
    'apk',
    'yum',
    'exit',
    'sh',
  ],
  ...[
    'bash',
    'export',
    'env',
    'ps',
    'hostname',
    'nsenter',
    'brctl',
    'git',
    'kill',
    'grep',
    'tail',
    'head',
    'touch',
    'rm',
  ],
]);

function startsWithProgram(lines: readonly SourceLine[]): boolean {
  const first = lines.find((line) => line.text.trim() !== '' && !line.text.trim().startsWith('#'));
  return programs.has(/^[\w.-]+/.exec(first?.text.trim() ?? '')?.[0] ?? '');
}
