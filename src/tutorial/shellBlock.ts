/** A line of a block. Lines and columns are counted from 0, columns in UTF-16 code units, as VS Code counts them. */
export interface SourceLine {
  readonly line: number;
  /** Where `text` begins in the line of the document: what stands left of it is the block's indentation. */
  readonly column: number;
  readonly text: string;
}

/** A paragraph of prose with its markup, its lines joined by spaces. */
export interface Paragraph {
  readonly line: number;
  readonly text: string;
}

export interface Heading {
  readonly line: number;
  readonly text: string;
  /** 1 is the outermost that the document uses. */
  readonly level: number;
}

/** A literal block of a document, before its lines are told apart into commands and output. */
export interface ShellBlock {
  /** First and last content line that is not blank. */
  readonly line: number;
  readonly endLine: number;
  /** As the document has it, in lower case; empty when the document does not say. */
  readonly language: string;
  /** Options of the directive, by name. */
  readonly options: ReadonlyMap<string, string>;
  readonly lines: readonly SourceLine[];
  /** What stands between the block or heading before and this block, in the document's order. */
  readonly prose: readonly Paragraph[];
  /** The headings it stands under, outermost first. */
  readonly headings: readonly Heading[];
}

/** Which of a document's blocks are scripts, sessions with prompts and output, or may be either. */
export type BlockKind = 'script' | 'session' | 'unmarked' | 'other';

const scripts = new Set(['sh', 'bash', 'zsh', 'ksh', 'shell', 'dash', 'ash']);
const sessions = new Set(['console', 'shell-session', 'sh-session', 'bash-session', 'shellsession']);

/** What a language name says of a block, by the names that Pygments gives its lexers. */
export function blockKind(language: string): BlockKind {
  if (scripts.has(language)) return 'script';
  if (sessions.has(language)) return 'session';
  return language === '' ? 'unmarked' : 'other';
}
