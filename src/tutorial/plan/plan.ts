import type { BlockReading } from '../commands/command';
import { readCommands } from '../commands/readCommands';
import { readDocument, type DocumentFormat } from '../document/readDocument';
import type { Problem, ShellBlock } from '../document/shellBlock';
import type { Effect } from '../shell/effect';
import type { Reading } from '../shell/reading';
import type { ContainerPlace, Place } from './place';
import { Planner } from './planner';

/** One command of a plan: what is typed, where, in which terminal, and why. Lines and columns are counted from 0. */
export interface Step {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly text: string;
  readonly place: Place;
  /** Counted from 1, through the whole document. */
  readonly terminal: number;
  /** Whether no earlier step was typed in that terminal. */
  readonly firstInTerminal: boolean;
  /** A short sentence. */
  readonly why: string;
  readonly effect: Effect;
  /** The container whose shell it opens, when it opens one. */
  readonly opens?: ContainerPlace;
  readonly reading: Reading;
}

export interface PlannedBlock {
  readonly block: ShellBlock;
  readonly runnable: boolean;
  readonly steps: readonly Step[];
}

export interface Plan {
  readonly blocks: readonly PlannedBlock[];
  /** What keeps a block from being read. */
  readonly problems: readonly Problem[];
  /** Whether the document is ours: it holds a docker or podman command, or a mark. */
  readonly isOurs: boolean;
}

/** Plans a document: static and pure. What is live is the runner's to look at. Never throws. */
export function plan(text: string, format: DocumentFormat): Plan {
  const { blocks, problems } = readDocument(text, format);
  const readings = readCommands(blocks);
  const planner = new Planner(readings);
  return { blocks: readings.map((reading) => planner.planBlock(reading)), problems, isOurs: readings.some(isOurs) };
}

function isOurs({ block, commands }: BlockReading): boolean {
  return block.mark !== undefined || commands.some(({ reading }) => reading.usesEngine);
}
