import type { ShellBlock, SourceLine } from '../document/shellBlock';
import type { Reading } from '../shell/reading';
import type { Prompt } from './prompt';

/** A command of a document. Lines and columns are counted from 0. */
export interface Command {
  readonly line: number;
  /** Column at which `text` begins, behind the prompt. */
  readonly column: number;
  readonly endLine: number;
  /** As it stands behind its prompt, right-trimmed; lines that continue it are joined by `\n`, without `> `. */
  readonly text: string;
  readonly prompt?: Prompt;
  readonly reading: Reading;
  /** Comments above it, the nearest last, and behind it. */
  readonly notes: readonly string[];
  /** What the document shows as its output, with what is typed into it while it runs. */
  readonly output: readonly SourceLine[];
  /** Whether what was typed into it shows that it was left: `quit`, `exit`. */
  readonly left: boolean;
}

export interface BlockReading {
  readonly block: ShellBlock;
  /** Whether it holds commands. */
  readonly runnable: boolean;
  readonly commands: readonly Command[];
  /** Comments below its last command. */
  readonly tail: readonly string[];
  /** A prompt at its end behind which nothing is typed: a shell waits there. */
  readonly barePrompt?: Prompt;
}
