import { plainText } from '../plainText';
import type { RowDetails } from './rowDetails';

/** What a tooltip shows, as Markdown: a title, a table, a sentence. Names are hostile, and each is text alone in it. */
export function detailsMarkdown({ title, fields, note }: RowDetails): string {
  const lines = [`**${markdownText(title)}**`];
  if (fields.length > 0) {
    lines.push('', '| | |', '|:--|:--|', ...fields.map(([name, value]) => `| ${name} | ${markdownText(value)} |`));
  }
  if (note !== undefined) lines.push('', markdownText(note));
  return lines.join('\n');
}

/** A text that somebody else chose as Markdown that shows just that text, also in a cell of a table: all that could be markup is escaped. */
export function markdownText(text: string): string {
  return plainText(text).replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
