import { gridCells } from './gridTable';
import { withoutIndentation } from './indentation';
import { cutLines, RstLines } from './rstLines';

const gridBorder = /^\+-[-+]+-\+$/;
const simpleBorder = /^=+(?:[ \t]+=+)+$/;
const simpleRule = /^=+[ \t=]*$/;

/** Whether a text is the top of a table with grid lines. */
export function beginsGridTable(text: string): boolean {
  return gridBorder.test(text);
}

/** Whether a text is the top of a table whose columns are told by `===`. */
export function beginsSimpleTable(text: string): boolean {
  return simpleBorder.test(text);
}

/**
 * The cells of the table at the current line, which is passed.
 *
 * @param top the text of that line, or its end if the table begins behind a marker
 */
export function readGridTable(lines: RstLines, top: string, column: number): RstLines[] {
  const from = lines.at;
  let end = from + 1;
  while (!lines.line(end).blank && lines.line(end).indent === column && /^[+|]/.test(lines.line(end).raw.trimStart()))
    end++;
  let bottom = end;
  while (bottom > from + 2 && !gridBorder.test(lines.line(bottom - 1).raw.trim())) bottom--;
  // Where more follows the bottom, docutils reads the last row once more, as text.
  lines.at = bottom > from + 2 && bottom < end ? bottom - 2 : end;
  if (bottom > from + 2) end = bottom;
  const sources = Array.from({ length: end - from }, (_, row) => withoutIndentation(lines.line(from + row), column));
  // docutils shows an error in place of a table that is none.
  const cells = gridCells(sources.map(({ text }, row) => (row === 0 ? top : text.trimEnd()))) ?? [];
  return cells.map((cell) => new RstLines(cutLines(sources.slice(cell.top, cell.bottom), cell.left, cell.right)));
}

/** Cells of simple tables are one paragraph in all but the strangest documents: they are not searched for blocks. */
export function skipSimpleTable(lines: RstLines, top: string, column: number): void {
  let last = 0;
  let borders = 0;
  let at = lines.nextFilled(lines.at + 1);
  for (; at < lines.length && lines.line(at).indent >= column; at = lines.nextFilled(at + 1)) {
    const text = lines.line(at).raw.trim();
    if (lines.line(at).indent > column || !simpleRule.test(text)) continue;
    last = at;
    const next = lines.line(at + 1);
    if (text.length !== top.length || ++borders === 2 || next.blank || next.indent < column) break;
  }
  // One without an end is an error as far as its last border, or altogether.
  lines.at = last > 0 ? last + 1 : at;
}
