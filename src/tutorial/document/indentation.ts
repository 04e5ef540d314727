import type { SourceLine } from './shellBlock';

const tabWidth = 8;

/** A line of a document, or of a table's cell, with its indentation in columns, tabs reaching to the next multiple of 8 as in docutils. */
export interface IndentedLine {
  /** Number of the line in the document. */
  readonly line: number;
  /** Where `raw` begins in that line, in code units. */
  readonly column: number;
  readonly raw: string;
  /** Columns before the first character that is no white space. */
  readonly indent: number;
  readonly blank: boolean;
}

/** Splits at every line end that VS Code knows (LF, CRLF, CR), so that line numbers are the editor's. */
export function linesOf(text: string): string[] {
  // Most documents have one kind of them, which is faster looked for.
  return text.split(text.includes('\r') ? /\r\n|\r|\n/ : '\n');
}

export function indentedLines(text: string): IndentedLine[] {
  return linesOf(text).map((raw, line) => indentedLine(raw, line, 0));
}

/** The column behind a text that begins at a column. */
export function columnBehind(text: string, column: number): number {
  let behind = column;
  for (const char of text) behind += char === '\t' ? tabWidth - (behind % tabWidth) : 1;
  return behind;
}

export function indentedLine(raw: string, line: number, column: number): IndentedLine {
  let at = 0;
  let indent = 0;
  for (; at < raw.length; at++) {
    const char = raw.charCodeAt(at);
    if (char === 9) indent += tabWidth - (indent % tabWidth);
    else if (char === 32 || char === 11 || char === 12) indent++;
    else break;
  }
  // White space of other kinds, such as a no-break space, is no indentation; alone it makes a blank line all the same.
  const blank = at === raw.length || (raw.charCodeAt(at) > 127 && raw.trim() === '');
  return { line, column, raw, indent, blank };
}

/** The line without its first `columns` columns of indentation. What a tab reaches beyond them is kept as spaces. */
export function withoutIndentation(line: IndentedLine, columns: number): SourceLine {
  let at = 0;
  let width = 0;
  while (width < columns && at < line.raw.length) {
    const char = line.raw.charCodeAt(at);
    if (char === 9) width += tabWidth - (width % tabWidth);
    else if (char === 32 || char === 11 || char === 12) width++;
    else break;
    at++;
  }
  const rest = line.raw.slice(at);
  const padding = rest === '' ? 0 : Math.max(0, width - columns);
  const column = line.column + at;
  return padding > 0
    ? { line: line.line, column, text: ' '.repeat(padding) + rest, padding }
    : { line: line.line, column, text: rest };
}
