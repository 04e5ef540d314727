import { indentedLine, withoutIndentation, type IndentedLine } from './indentation';
import type { SourceLine } from './shellBlock';

/** Markers whose bodies begin one behind the other in one line. */
const mostStarts = 20;

/** The lines of a document, or of a table's cell, and the one that reading has come to. */
export class RstLines {
  at = 0;
  /** For each line the first from there on that is not blank: runs of blank lines are passed in one step. */
  private readonly filled: Int32Array;
  /** The marker line that was last replaced by the beginning of its body, and how many markers it had so far. */
  private started = { at: -1, times: 0 };

  constructor(private readonly lines: IndentedLine[]) {
    this.filled = new Int32Array(lines.length);
    for (let at = lines.length - 1, next = lines.length; at >= 0; at--) {
      if (!lines[at]?.blank) next = at;
      this.filled[at] = next;
    }
  }

  get length(): number {
    return this.lines.length;
  }

  get current(): IndentedLine {
    return this.line(this.at);
  }

  /** The line with that index; a blank one behind the last. */
  line(index: number): IndentedLine {
    return this.lines[index] ?? { line: index, column: 0, raw: '', indent: 0, blank: true };
  }

  /** The first line from there on that was not blank in the document (see `blankOut`); `length` for none. */
  nextFilled(index: number): number {
    return this.filled[index] ?? this.lines.length;
  }

  /** The lines between two indices without their common indentation, blank ones at their ends left out. */
  body(from: number, end: number): SourceLine[] {
    let first = from;
    let last = end;
    while (first < last && this.line(first).blank) first++;
    while (last > first && this.line(last - 1).blank) last--;
    let margin = Infinity;
    for (let at = first; at < last; at++) if (!this.line(at).blank) margin = Math.min(margin, this.line(at).indent);
    return this.lines.slice(first, last).map((line) => withoutIndentation(line, margin));
  }

  /** The texts of the lines between two indices. */
  texts(from: number, end: number): string[] {
    return this.lines.slice(from, end).map(({ raw }) => raw);
  }

  /** What is indented deeper than `column` below the current line: where it ends, and its indentation. */
  region(column: number): { readonly end: number; readonly margin: number } {
    let end = this.at + 1;
    let margin = Infinity;
    for (let next = this.nextFilled(end); next < this.lines.length; next = this.nextFilled(end)) {
      const { indent, blank } = this.line(next);
      // Lines that were made blank (`blankOut`) still stand where the text does, and end none of it.
      if (indent > column) margin = Math.min(margin, indent);
      else if (!blank) break;
      end = next + 1;
    }
    return { end, margin: margin === Infinity ? column + 1 : margin };
  }

  /** Whether the current line is a line of text that is indented deeper than `column`. */
  isBelow(column: number): boolean {
    const { blank, indent } = this.current;
    return !blank && indent > column;
  }

  /** Past the current line, and what is right below it and indented deeper. */
  skipBelow(column: number): void {
    for (this.at++; this.isBelow(column); this.at++);
  }

  /** Past the current lines, up to a blank one or one that is indented less. */
  skipToBlank(column: number): void {
    for (this.at++; !this.current.blank && this.current.indent >= column; this.at++);
  }

  /** Past all that is indented deeper than the current line. */
  skipRegion(column: number): void {
    this.at = this.region(column).end;
  }

  /** Makes those lines blank ones, which still stand where they stand. */
  blankOut(from: number, end: number): void {
    for (let at = from; at < end; at++) this.lines[at] = { ...this.line(at), raw: '', blank: true };
  }

  /** Makes the end of the current line a line of its own, which has that indentation. */
  replaceByStart(text: string, indent: number): void {
    const { line, column, raw } = this.current;
    const start = column + raw.trimEnd().length - text.length;
    this.lines[this.at] = { line, column: start, raw: text, indent, blank: false };
  }

  /**
   * Goes on to a body whose first line stands behind its marker: of an admonition, a footnote, a field or an option. What stands there
   * is read as a line of its own, at the indentation of what is below it.
   */
  startBody(first: string, column: number): void {
    const { end, margin } = this.region(column);
    this.started = { at: this.at, times: this.started.at === this.at ? this.started.times + 1 : 1 };
    if (first === '') this.at++;
    else if (this.started.times > mostStarts) this.at = end;
    else this.replaceByStart(first, margin);
  }
}

/** A rectangle of lines, as lines of their own. */
export function cutLines(lines: readonly SourceLine[], left: number, right: number): IndentedLine[] {
  return lines.map(({ text, line, column }) => indentedLine(text.slice(left, right).trimEnd(), line, column + left));
}
