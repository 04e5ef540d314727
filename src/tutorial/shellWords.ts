import { parse } from 'shell-quote';

/** One command of a command line: what stands between `|`, `&&`, `||`, `;`, `&` and parentheses. */
export interface SimpleCommand {
  /** Without assignments, redirections and prefixes such as `sudo`. Variables stand as `$NAME`. */
  readonly words: readonly string[];
  /** Whether its input is a pipe or a file, so that nobody types into it. */
  readonly fed: boolean;
  /** Whether it is ended by `&`. */
  readonly background: boolean;
}

const separators = new Set(['|', '|&', '&&', '||', ';', ';;', '&', '(', ')']);
const redirections = new Set(['>', '>>', '>&', '&>', '&>>', '>|', '<', '<&', '<>', '<<', '<<-', '<<<']);
const prefixes = new Set(['sudo', 'time', 'nohup', 'winpty', 'exec', 'command', 'env', 'doas']);
/** Options of those prefixes that take the next word. */
const prefixValues = new Set(['-u', '-g', '-h', '-p', '-C', '-U']);

/** Splits a command line as a shell would. What cannot be split (`${}`) is no command: the list is empty then. */
export function simpleCommands(text: string): SimpleCommand[] {
  const commands: SimpleCommand[] = [];
  let words: string[] = [];
  let fed = false;
  let redirected = false;
  const finish = (separator: string) => {
    const own = withoutPrefixes(words);
    if (own.length > 0) commands.push({ words: own, fed, background: separator === '&' });
    words = [];
    fed = separator.startsWith('|') && separator !== '||';
  };
  for (const entry of entriesOf(text)) {
    const operator = typeof entry === 'object' && 'op' in entry ? (entry.op as string) : undefined;
    const word = typeof entry === 'string' ? entry : 'pattern' in entry ? entry.pattern : undefined;
    if (operator !== undefined && separators.has(operator)) finish(operator);
    else if (operator !== undefined && redirections.has(operator)) {
      if (operator.startsWith('<')) fed = true;
      else if (/^[012]$/.test(words.at(-1) ?? '')) words.pop(); // the number of `2>`
      redirected = true;
    } else if (redirected) redirected = false;
    else if (word !== undefined) words.push(word);
  }
  finish('');
  return commands;
}

function entriesOf(text: string): ReturnType<typeof parse> {
  const line = text.replace(/\\\r?\n[ \t]*/g, ' ');
  // The body of a here-document is no part of the command line; other line ends part commands.
  const joined = line.includes('<<') ? (line.split('\n', 1)[0] ?? '') : line.replace(/\n/g, ' ; ');
  try {
    return parse(joined, (name) => `$${name}`);
  } catch {
    return [];
  }
}

function withoutPrefixes(words: readonly string[]): readonly string[] {
  let at = 0;
  for (;;) {
    const word = words[at] ?? '';
    if (/^[A-Za-z_]\w*=/.test(word)) at++;
    else if (prefixes.has(word) && at < words.length - 1) {
      at++;
      while ((words[at] ?? '').startsWith('-')) at += prefixValues.has(words[at] ?? '') ? 2 : 1;
    } else return words.slice(at);
  }
}
