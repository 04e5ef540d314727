import type { IndentedLine } from './indentation';
import type { ReadingBuilder } from './readingBuilder';
import type { RstLines } from './rstLines';

const adornment = /^([!-/:-@[-`{-~])\1*$/;

/** Whether a text is long enough for the line above or below a title, and made as one. */
export function isAdornment(text: string, least: number): boolean {
  return text.length >= least && adornment.test(text);
}

/** The titles of a document, whose levels are told by the order in which their styles are met. */
export class RstTitles {
  private readonly styles: string[] = [];

  constructor(private readonly reading: ReadingBuilder) {}

  /** Reads a title between two lines, a transition, or what begins like one, if there is one at the current line. */
  readOverline(lines: RstLines): boolean {
    const over = lines.current.raw.trimEnd();
    if (!adornment.test(over)) return false;
    const isLong = over.length >= 4;
    const title = lines.line(lines.at + 1);
    if (title.blank) {
      if (isLong) lines.at++; // a transition
      return isLong;
    }
    const text = title.raw.trimEnd();
    const under = lines.line(lines.at + 2).raw.trimEnd();
    if (isLong && (under !== over || adornment.test(text))) {
      lines.at += adornment.test(text) ? 2 : 3; // a title that is none: an error
      return true;
    }
    if (under !== over || (!isLong && over.length < text.length)) return false;
    this.add(title, `${over.charAt(0)}over`);
    lines.at += 3;
    return true;
  }

  /** Reads text that is a title because of the line below it, if there is one at the current line. */
  readUnderlined(lines: RstLines): boolean {
    const { current } = lines;
    const under = lines.line(lines.at + 1).raw.trimEnd();
    if (!isAdornment(under, Math.min(current.raw.trimEnd().length, 4))) return false;
    this.add(current, under.charAt(0));
    lines.at += 2;
    return true;
  }

  private add({ line, raw }: IndentedLine, style: string): void {
    if (!this.styles.includes(style)) this.styles.push(style);
    this.reading.addHeading(line, raw.trim(), this.styles.indexOf(style) + 1);
  }
}
