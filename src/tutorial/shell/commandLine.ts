import { baseName } from './baseName';
import { forEachChild, parse, type Command as CommandNode, type SyntaxNode } from 'unbash';

/** One command of a command line: a program and its words. */
export interface SimpleCommand {
  /** Name of its program, without a folder. */
  readonly program: string;
  /** Unquoted, without assignments, redirections and prefixes such as `sudo`. What a shell would expand stands as it is written. */
  readonly words: readonly string[];
  /** Whether it is run by another user's rights: behind `sudo` or `doas`. */
  readonly elevated: boolean;
  /** Whether its input is a pipe or a file, so that nobody types into it. */
  readonly fed: boolean;
  /** Whether it is ended by `&`. */
  readonly background: boolean;
}

/** A command line as bash reads it. */
export interface CommandLine {
  /** Its commands in their order, those in loops and groups too. */
  readonly commands: readonly SimpleCommand[];
  /** Those in substitutions, `$(…)` and `` `…` ``. */
  readonly substituted: readonly SimpleCommand[];
  /** Whether it is a loop that ends by nothing but an interruption. */
  readonly endless: boolean;
  /** Whether its last command is done whatever became of those before: not the one behind `||`. */
  readonly endsSurely: boolean;
  /** Whether a shell would wait for more: an open quote, here-document or group, an operator or a backslash at its end. */
  readonly open: Openness;
}

/** `quote`: until what was begun is closed. `line`: the next line, whatever it is. `document`: until a line that reads `end`. */
export type Openness =
  | { readonly kind: 'closed' | 'quote' | 'line' }
  | { readonly kind: 'document'; readonly end: string; readonly tabs: boolean };

const closed: Openness = { kind: 'closed' };
const prefixes = new Set([
  'sudo',
  'doas',
  'time',
  'nohup',
  'winpty',
  'exec',
  'command',
  'env',
  'stdbuf',
  'nice',
  'unbuffer',
  'eval',
  'xargs',
]);
/** Options of those prefixes that take the next word. */
const prefixValues = new Set(['-u', '-g', '-h', '-p', '-C', '-U', '-n', '-o', '-i', '-e', '-I', '-P', '-L']);
/** A gap for the reader to fill in, which a shell would take for redirections: `<container id>`. */
const gap = /(?<!<)<([\p{L}_](?:[\p{L}\p{N}_ .:/|'-]*[\p{L}\p{N}_.:/|'-])?)>(?=$|[\s"':/.,@)\]}-])/gu;

/** Reads a command line by GNU Bash's grammar. Never throws; what cannot be read has no commands. */
export function parseCommandLine(text: string): CommandLine {
  const source = text.includes('<')
    ? text.replace(gap, (_, name: string) => `‹${name.replace(/[^\w-]/g, '·')}›`)
    : text;
  if (depthOf(source) > deepest || source.split('<<').length > deepest)
    return { commands: [], substituted: [], endless: false, endsSurely: false, open: closed };
  const script = parse(source);
  const reader = new Reader();
  for (const statement of script.commands) reader.visit(statement, { fed: false, background: false, inside: false });
  const { commands, substituted, endless } = reader;
  const last = script.commands.at(-1)?.command;
  const endsSurely =
    last?.type === 'Command' || (last?.type === 'AndOr' && last.operators.every((operator) => operator === '&&'));
  return {
    commands,
    substituted,
    endless,
    endsSurely,
    open: opennessOf(source, script.errors ?? [], reader.documents),
  };
}

/** Groups in each other, and here-documents of one line, that a person would still read: beyond, a hostile line would exhaust the parser. */
const deepest = 32;

function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === 40 || char === 123) most = Math.max(most, ++depth);
    else if ((char === 41 || char === 125) && depth > 0) depth--;
  }
  return most;
}

interface Around {
  readonly fed: boolean;
  readonly background: boolean;
  /** In a substitution. */
  readonly inside: boolean;
}

class Reader {
  readonly commands: SimpleCommand[] = [];
  readonly substituted: SimpleCommand[] = [];
  readonly documents: Openness[] = [];
  endless = false;

  visit(node: SyntaxNode, around: Around): void {
    switch (node.type) {
      case 'Command':
        this.readCommand(node, around);
        return;
      case 'Function':
        return; // defined, not run
      case 'Statement':
        around = { ...around, background: around.background || node.background === true };
        break;
      case 'Pipeline': {
        const { commands } = node;
        commands.forEach((command, index) => this.visit(command, index > 0 ? { ...around, fed: true } : around));
        return;
      }
      case 'While':
        if (!around.background && /^(?:true|:)$/.test(firstWord(node.clause))) this.endless = true;
        break;
      case 'CommandExpansion':
      case 'ProcessSubstitution':
        around = { fed: false, background: false, inside: true };
        break;
      case 'HereDoc':
        if (!node.closing)
          this.documents.push({ kind: 'document', end: node.delimiter?.value ?? '', tabs: node.operator === '<<-' });
        break;
    }
    forEachChild(node, (child) => this.visit(child, around));
  }

  private readCommand(node: CommandNode, { fed, background, inside }: Around): void {
    const words: string[] = node.name ? [node.name.value] : [];
    for (const part of node.suffix) {
      if (part.type === 'Word') words.push(part.value);
      else if (part.type === 'Assignment') words.push(part.text);
      else if (part.type !== 'Redirect' || part.operator.startsWith('<')) fed = true;
    }
    const { elevated, rest } = withoutPrefixes(words);
    const program = baseName(rest[0] ?? '');
    if (rest.length > 0)
      (inside ? this.substituted : this.commands).push({ program, words: rest, elevated, fed, background });
    forEachChild(node, (child) => this.visit(child, { fed: false, background: false, inside }));
  }
}

function firstWord(node: SyntaxNode): string {
  let word = '';
  const visit = (child: SyntaxNode): void => {
    if (word === '' && child.type === 'Command') word = child.name?.value ?? '';
    else if (word === '') forEachChild(child, visit);
  };
  visit(node);
  return word;
}

function withoutPrefixes(words: readonly string[]): { elevated: boolean; rest: readonly string[] } {
  let at = 0;
  let elevated = false;
  for (;;) {
    const word = words[at] ?? '';
    if (at > 0 && /^[A-Za-z_]\w*=/.test(word)) at++;
    else if (prefixes.has(word) && at < words.length - 1) {
      // A shell of its own: `sudo -i`, `sudo su`.
      if (word === 'sudo' && /^(?:-\w*[is]|--login|--shell)$/.test(words[at + 1] ?? '') && words.length === at + 2)
        break;
      elevated ||= word === 'sudo' || word === 'doas';
      at++;
      while ((words[at] ?? '').startsWith('-')) at += prefixValues.has(words[at] ?? '') ? 2 : 1;
    } else break;
  }
  return { elevated, rest: words.slice(at) };
}

function opennessOf(
  text: string,
  errors: readonly { readonly message: string }[],
  documents: readonly Openness[],
): Openness {
  const [document] = documents;
  if (document) return document;
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(text)) return { kind: 'line' };
  if (errors.length === 0) return closed;
  if (/(?:^|[^\\|&;])(?:\|[|&]?|&&)\s*$/.test(text)) return { kind: 'line' };
  const unfinished = errors.some(({ message }) =>
    /^unterminated|to close|^expected command in|^expected command after '(?!;)/.test(message),
  );
  return unfinished ? { kind: 'quote' } : closed;
}

/** Whether a line, put below a text that is open, may close it. */
export function mayClose(open: Openness, line: string): boolean {
  if (open.kind === 'document') return (open.tabs ? line.replace(/^\t+/, '') : line) === open.end;
  return open.kind === 'line' || /["'`)}\]]|\b(?:done|fi|esac)\b/.test(line);
}
