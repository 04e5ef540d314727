import { markInComment, parseMark, type Mark } from './mark';
import { columnAt, type DocumentReading, type Heading, type Problem } from './shellBlock';
import type { Remark, ShellBlock, SourceLine } from './shellBlock';

/** Puts together what a reader finds, in the document's order: each block takes what was said since the one before. */
export class ReadingBuilder {
  private readonly blocks: ShellBlock[] = [];
  private readonly problems: Problem[] = [];
  private headings: readonly Heading[] = [];
  private remarks: Remark[] = [];
  private mark: { readonly is: Mark; readonly place: SourceLine } | undefined;

  /** What was found, once all of the document was read. */
  finish(): DocumentReading {
    if (this.mark) this.report(this.mark.place, 'No block follows this network-lab mark, so it does nothing.');
    this.mark = undefined;
    return { blocks: this.blocks, problems: this.problems };
  }

  /** @param level 1 is the outermost */
  addHeading(line: number, text: string, level: number): void {
    this.headings = [...this.headings.filter((one) => one.level < level), { line, text, level }];
    this.remarks.push({ line, text, kind: 'heading' });
  }

  addProse(line: number, text: string): void {
    this.remarks.push({ line, text, kind: 'prose' });
  }

  /** A label without a text is none. */
  addLabel(line: number, text: string): void {
    if (text !== '') this.remarks.push({ line, text, kind: 'label' });
  }

  /** A comment: a mark for the next block, a short one that may be a label, or nothing to us. */
  addComment(place: SourceLine, text: string): void {
    const mark = markInComment(text);
    if (mark !== undefined) this.take(place, mark);
    else if (text.length < 60) this.addLabel(place.line, text.trim());
  }

  /** A mark for the next block. */
  addMark(place: SourceLine, text: string): void {
    this.take(place, parseMark(text));
  }

  private take(place: SourceLine, mark: Mark | string): void {
    if (typeof mark === 'string') this.report(place, mark);
    else {
      if (this.mark)
        this.report(
          this.mark.place,
          'Another network-lab mark follows before the next block, so this one does nothing.',
        );
      this.mark = { is: mark, place };
    }
  }

  /** Reports what is wrong with the text of a line. */
  report(place: SourceLine, message: string): void {
    const column = columnAt(place, place.text.length - place.text.trimStart().length);
    const endColumn = columnAt(place, place.text.trimEnd().length);
    this.problems.push({ line: place.line, column, endColumn, message });
  }

  /**
   * Adds a block with the lines that it has between the blank ones at its ends.
   *
   * @returns whether there are any: there is no block otherwise
   */
  addBlock(
    language: string,
    lines: readonly SourceLine[],
    more: Pick<ShellBlock, 'meant' | 'prompts'> & { readonly head?: number; readonly labels?: readonly string[] },
  ): boolean {
    const isText = ({ text }: SourceLine) => text.trim() !== '';
    const from = lines.findIndex(isText);
    if (from < 0) return false;
    const own = lines.slice(from, lines.findLastIndex(isText) + 1);
    const line = own[0]?.line ?? 0;
    const { head = line, labels = [], ...rest } = more;
    for (const text of labels) this.addLabel(head, text);
    const endLine = own.at(-1)?.line ?? line;
    const { remarks, headings, mark } = this;
    this.blocks.push({
      head,
      line,
      endLine,
      language,
      lines: own,
      ...rest,
      remarks,
      headings,
      ...(mark && { mark: mark.is }),
    });
    this.remarks = [];
    this.mark = undefined;
    return true;
  }
}
