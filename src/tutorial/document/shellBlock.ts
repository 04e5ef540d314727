import type { Mark } from './mark';

/** A line of a block. Lines and columns are counted from 0, columns in UTF-16 code units, as VS Code counts them. */
export interface SourceLine {
  readonly line: number;
  /** Where `text` begins in the line of the document: what stands left of it is the block's indentation. */
  readonly column: number;
  readonly text: string;
  /** Spaces that `text` begins with and the document has not: what a tab reaches beyond the indentation. */
  readonly padding?: number;
}

/** Column of the document at which a line's text stands from that offset on. */
export function columnAt({ column, padding = 0 }: SourceLine, offset: number): number {
  return column + Math.max(0, offset - padding);
}

/**
 * What the document says between its blocks. `prose`: a paragraph with its markup, its lines joined by spaces.
 * `heading`: the title of a section. `label`: a caption, the title of a tab, a class.
 */
export interface Remark {
  readonly line: number;
  readonly text: string;
  readonly kind: 'prose' | 'heading' | 'label';
}

export interface Heading {
  readonly line: number;
  readonly text: string;
  /** 1 is the outermost that the document uses. */
  readonly level: number;
}

/** A literal block of a document, before its lines are told apart into commands and output. */
export interface ShellBlock {
  /** First line of the markup that makes it a block: its directive or fence; `line` where there is none. */
  readonly head: number;
  /** First and last content line that is not blank. */
  readonly line: number;
  readonly endLine: number;
  /** As the document has it, in lower case; empty when the document does not say. */
  readonly language: string;
  readonly lines: readonly SourceLine[];
  /** `shown`: its text is not what is typed (`parsed-literal`). `commands`: each line is a command (`prompt`). */
  readonly meant?: 'shown' | 'commands';
  /** The prompts that a `prompt` directive says its lines have, or are shown with. */
  readonly prompts?: readonly string[];
  /** What stands between the block before and this one, in the document's order. */
  readonly remarks: readonly Remark[];
  /** The headings it stands under, outermost first. */
  readonly headings: readonly Heading[];
  readonly mark?: Mark;
}

/** Something in a document that keeps a block from being one, or a mark from being understood. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** One sentence: what is wrong, what comes of it, and what to write. */
  readonly message: string;
}

/** What a reader finds in a document. */
export interface DocumentReading {
  readonly blocks: readonly ShellBlock[];
  readonly problems: readonly Problem[];
}
