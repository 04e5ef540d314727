// What bench/reading.mjs measures, bundled as the extension is.
import MarkdownIt from 'markdown-it';
import { readCommands } from '../src/tutorial/commands/readCommands';
import { readMarkdown } from '../src/tutorial/document/markdown';
import { readRst } from '../src/tutorial/document/rst';
import { plan } from '../src/tutorial/plan/plan';
import { Planner } from '../src/tutorial/plan/planner';

export { plan, readMarkdown, readRst };

/** Parses with markdown-it alone, as its users do. */
export function markdownItAlone(text: string): number {
  return new MarkdownIt({ html: true }).parse(text, {}).length;
}

/** Everything behind the reading of a document: commands, places and terminals. */
export function planBlocks(blocks: ReturnType<typeof readRst>['blocks']): number {
  const readings = readCommands(blocks);
  const planner = new Planner(readings);
  return readings.map((reading) => planner.planBlock(reading)).length;
}
