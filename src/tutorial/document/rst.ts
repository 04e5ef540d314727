import { enumeratorWidth, isNextItem } from './enumerator';
import { gridCells } from './gridTable';
import { indentedLine, indentedLines, withoutIndentation, type IndentedLine } from './indentation';
import { markInComment, parseMark, type Mark } from './mark';
import { admonitions, brokenCode, codeDirectives, labelled, misspelt, opaqueDirectives } from './directives';
import { promptDirective } from './directives';
import type { DocumentReading, Heading, Problem, Remark, ShellBlock } from './shellBlock';

const bullet = /^[*+\-•‣⁃](?:[ \t]+|$)/;
const directive = /^\.\.[ \t]+(?:\|[^|]+\|[ \t]+)?([A-Za-z](?:[\w:.+-]*\w)?)[ \t]?::(?:[ \t]+(.*))?$/;
const explicit = /^\.\.(?:[ \t]|$)/;
const anonymous = /^__(?:[ \t]|$)/;
const footnote = /^\.\.[ \t]+\[[^\]]+\](?:[ \t]+(.*))?$/;
const field = /^:(?![: ])(?<name>(?:[^:\\]|\\.|:(?![ `]|$))*)(?<! ):(?:[ \t]+(?<body>.*))?$/;
const option =
  /(?:[-+][a-zA-Z0-9](?: ?(?:[a-zA-Z][\w-]*|<[^<>]+>))?|(?:--|\/)[a-zA-Z0-9][\w-]*(?:[ =](?:[a-zA-Z][\w-]*|<[^<>]+>))?)/;
const optionList = new RegExp(`^${option.source}(?:, ${option.source})*(?: {2,}(?<body>.*)| ?$)`);
const adornment = /^([!-/:-@[-`{-~])\1*$/;
const gridBorder = /^\+-[-+]+-\+$/;
const simpleBorder = /^=+(?: +=+)+$/;
const simpleRule = /^=+[ =]*$/;
const endsLiteral = /(?:^|[^\\])(?:\\\\)*::$/;

/** Tables in cells of tables. */
const deepestTable = 5;
/** Markers whose bodies begin one behind the other in one line. */
const mostStarts = 20;

/**
 * Reads the literal blocks of a reStructuredText document (docutils' "reStructuredText Markup Specification", with Sphinx's
 * `code-block` and `highlight` and the `prompt` directive of sphinx-prompt): code directives and `::` blocks, at any depth of lists,
 * admonitions and tables. A scanner by indentation, not a parser: what holds no block is read no further than needed to find the
 * blocks, the headings and the prose between them. What docutils would show as an error is a problem, not a block. Never throws.
 */
export function readRst(text: string): DocumentReading {
  return new RstScanner(indentedLines(text)).read();
}

class RstScanner {
  private readonly blocks: ShellBlock[] = [];
  private readonly problems: Problem[] = [];
  private readonly adornments: string[] = [];
  private headings: Heading[] = [];
  private remarks: Remark[] = [];
  private mark: Mark | undefined;
  private highlight = '';
  private at = 0;
  private tableDepth = 0;
  /** For each line the first from there on that is not blank: runs of blank lines are passed in one step. */
  private filled: readonly number[];
  /** The marker line that was last replaced by the beginning of its body, and how many markers it had so far. */
  private started = { at: -1, times: 0 };

  constructor(private lines: IndentedLine[]) {
    this.filled = filledLines(lines);
  }

  read(): DocumentReading {
    this.scan();
    return { blocks: this.blocks, problems: this.problems };
  }

  private scan(): void {
    while (this.at < this.lines.length) {
      const line = this.line(this.at);
      if (line.blank) this.at++;
      else if (!this.readOverline(line)) this.readElement(line);
    }
  }

  private line(index: number): IndentedLine {
    return this.lines[index] ?? { line: index, column: 0, raw: '', indent: 0, blank: true };
  }

  private report(line: IndentedLine, message: string): void {
    const start = line.raw.length - line.raw.trimStart().length;
    const columns = { column: line.column + start, endColumn: line.column + line.raw.trimEnd().length };
    this.problems.push({ line: line.line, ...columns, message });
  }

  /** Whether titles of sections may stand at this line: not in what is indented, nor in tables. */
  private isOutermost(line: IndentedLine): boolean {
    return line.indent === 0 && this.tableDepth === 0;
  }

  /** A title between two lines, a transition, or what begins like one. */
  private readOverline(line: IndentedLine): boolean {
    const over = line.raw.trimEnd();
    if (!this.isOutermost(line) || !adornment.test(over)) return false;
    const isLong = over.length >= 4;
    const title = this.line(this.at + 1);
    if (title.blank) {
      if (isLong) this.at++; // a transition
      return isLong;
    }
    const text = title.raw.trimEnd();
    const under = this.line(this.at + 2).raw.trimEnd();
    if (isLong && (under !== over || adornment.test(text))) {
      this.at += adornment.test(text) ? 2 : 3; // a title that is none: an error
      return true;
    }
    if (under !== over || (!isLong && over.length < text.length)) return false;
    this.addHeading(title, `${over.charAt(0)}over`);
    this.at += 3;
    return true;
  }

  /** Text that is a title because of the line below it. */
  private readUnderlined(line: IndentedLine): boolean {
    const under = this.line(this.at + 1).raw.trimEnd();
    if (!this.isOutermost(line) || !adornment.test(under)) return false;
    if (under.length < Math.min(line.raw.trimEnd().length, 4)) return false;
    this.addHeading(line, under.charAt(0));
    this.at += 2;
    return true;
  }

  private addHeading({ line, raw }: IndentedLine, style: string): void {
    if (!this.adornments.includes(style)) this.adornments.push(style);
    const level = this.adornments.indexOf(style) + 1;
    const text = raw.trim();
    this.headings = [...this.headings.filter((one) => one.level < level), { line, text, level }];
    this.remarks.push({ line, text, kind: 'heading' });
  }

  /** An element that begins at this line: behind the bullets and numbers of list items, if any. */
  private readElement(line: IndentedLine): void {
    let column = line.indent;
    let rest = line.raw.trim();
    for (let width = this.markerWidth(rest, column); width > 0; width = this.markerWidth(rest, column)) {
      if (width >= rest.length) {
        this.at++; // an item whose text begins on the next line, or an empty one
        return;
      }
      column += width;
      rest = rest.slice(width);
    }
    if (explicit.test(rest)) this.readExplicit(line, rest, column);
    else if (anonymous.test(rest)) this.skipTarget(column);
    else if (rest.startsWith('>>>')) this.skipToBlank(column);
    else if (gridBorder.test(rest)) this.readGridTable(rest, column);
    else if (simpleBorder.test(rest)) this.skipSimpleTable(rest, column);
    else if (/^\|(?: |$)/.test(rest)) this.skipLineBlock(column);
    else this.readText(line, rest, column);
  }

  /** Width of the bullet or number, with the space behind it, that a list item begins with; 0 where there is none. */
  private markerWidth(rest: string, column: number): number {
    const bulleted = bullet.exec(rest);
    if (bulleted) return bulleted[0].length;
    const width = enumeratorWidth(rest);
    const next = this.line(this.at + 1);
    if (width === 0 || next.blank || next.indent !== column) return width;
    // Text that goes on below the number itself is a paragraph that happens to begin like an item.
    return isNextItem(rest, next.raw.trimStart()) ? width : 0;
  }

  private readExplicit(line: IndentedLine, rest: string, column: number): void {
    const found = directive.exec(rest);
    if (!found) {
      const cited = footnote.exec(rest);
      if (cited) this.readBodyStart(cited[1] ?? '', column);
      else this.readComment(line, rest, column);
      return;
    }
    const name = (found[1] ?? '').toLowerCase();
    const argument = (found[2] ?? '').trim();
    if (codeDirectives.has(name)) this.readCode(name, argument, column);
    else if (name === 'prompt') this.readPrompt(argument, column);
    else if (name === 'parsed-literal') this.readParsedLiteral(argument, column);
    else if (name === 'highlight') {
      const { words, end, from } = this.readDirectiveHead(argument, column);
      const isEmpty = this.lines.slice(from, end).every(({ blank }) => blank);
      if (words.length === 1 && isEmpty) this.highlight = languageOf(argument);
      this.at = end;
    } else if (opaqueDirectives.has(name)) this.at = this.region(column).end;
    else if (misspelt.test(name)) {
      this.report(
        line,
        `There is no directive “${name}”: what is below is shown as an error. Write “.. code-block::”.`,
      );
      this.at = this.region(column).end;
    } else if (admonitions.has(name)) this.readAdmonition(argument, column);
    else {
      if (labelled.has(name) && argument !== '') this.remarks.push({ line: line.line, text: argument, kind: 'label' });
      const { from, end, broken, optionsFrom } = this.readDirectiveHead(argument, column);
      // What it is called goes on to the first blank line. What is right below one that has no name is rather its text.
      const isNamed = argument !== '' || labelled.has(name) || optionsFrom === this.at + 1;
      if (broken) this.at = end;
      else this.at = isNamed ? from : this.at + 1;
    }
  }

  private readComment(line: IndentedLine, rest: string, column: number): void {
    if (/^\.\.[ \t]+_/.test(rest)) {
      this.skipTarget(column);
      return;
    }
    if (brokenCode.test(rest))
      this.report(
        line,
        'This is a comment, so the block below it is not shown: a directive is “.. code-block:: language”, with a space behind the two colons.',
      );
    const from = this.at;
    // An empty comment does not take what is indented below the blank line that follows it.
    this.at = rest === '..' && this.line(from + 1).blank ? from + 1 : this.region(column).end;
    if (/^\.\.[ \t]+\|/.test(rest)) return; // a substitution
    const text = [rest.slice(2), ...this.lines.slice(from + 1, this.at).map(({ raw }) => raw)].join(' ').trim();
    const marked = markInComment(text);
    if (marked !== undefined) this.readMark(line, marked);
    else if (text !== '' && text.length < 60) this.remarks.push({ line: line.line, text, kind: 'label' });
  }

  /** A target ends at the first blank line. */
  private skipTarget(column: number): void {
    for (this.at++; this.isBelow(column); this.at++);
  }

  private readMark(line: IndentedLine, text: string): void {
    const mark = parseMark(text);
    if (typeof mark === 'string') this.report(line, mark);
    else this.mark = mark;
  }

  /** What is indented deeper than `column` below the current line: where it ends, and its indentation. */
  private region(column: number): { readonly end: number; readonly margin: number } {
    let end = this.at + 1;
    let margin = Infinity;
    for (let next = this.filled[end]; next !== undefined && next < this.lines.length; next = this.filled[end]) {
      const { indent, blank } = this.line(next);
      // Options that were made blank lines of (readTextHead) still stand where the text does, and end none of it.
      if (indent > column) margin = Math.min(margin, indent);
      else if (!blank) break;
      end = next + 1;
    }
    return { end, margin: margin === Infinity ? column + 1 : margin };
  }

  private readCode(name: string, argument: string, column: number): void {
    const head = this.line(this.at);
    const { from, end, options, words, broken } = this.readDirectiveHead(argument, column);
    this.at = end;
    const [language = '', ...more] = words;
    if (broken || (more.length > 0 && name !== 'code-tab')) {
      const blank = broken || argument === language;
      this.report(
        head,
        blank
          ? 'A blank line is missing below the directive: docutils shows an error in place of the block.'
          : `“${words.join(' ')}” is more than the name of a language: docutils shows an error in place of the block. Is a blank line missing below it?`,
      );
      return;
    }
    if (more.length > 0) this.remarks.push({ line: head.line, text: more.join(' '), kind: 'label' });
    if (!this.addBlock(language.toLowerCase() || this.highlight, from, end, { head: head.line, options }))
      this.report(head, 'The directive has no content: what belongs to it is indented below it, after a blank line.');
  }

  private readPrompt(argument: string, column: number): void {
    const head = this.line(this.at);
    const { from, end, options, words, broken } = this.readDirectiveHead(argument, column);
    this.at = end;
    if (broken || words.length > 3) return; // an error
    const { language, ...more } = promptDirective(words, options);
    this.addBlock(language, from, end, { head: head.line, options, ...more });
  }

  private readParsedLiteral(argument: string, column: number): void {
    const head = this.line(this.at).line;
    const { end, margin, options, first, broken } = this.readTextHead(argument, column);
    if (!broken) {
      if (first !== '') this.lines[this.at] = startOf(this.line(this.at), first, margin);
      this.addBlock('', first === '' ? this.at + 1 : this.at, end, { head, options, meant: 'shown' });
    }
    this.at = end;
  }

  /**
   * What a directive is given before its content, up to the first blank line: words, and from the first option on only options.
   * `broken`: there is something between the options that is none, which docutils shows as an error.
   */
  private readDirectiveHead(argument: string, column: number) {
    const { end, margin } = this.region(column);
    const options = new Map<string, string>();
    let words = '';
    let broken = false;
    let optionsFrom: number | undefined;
    let from = this.at;
    // The text behind the directive's name stands at the margin, wherever that is.
    let text = argument;
    let atMargin = true;
    do {
      const found = atMargin ? field.exec(text)?.groups : undefined;
      if (found) {
        const name = (found['name'] ?? '').trim();
        broken ||= options.has(name) || /\s/.test(name);
        options.set(name, (found['body'] ?? '').trim());
        optionsFrom ??= from;
      } else if (optionsFrom === undefined) words += ` ${text}`;
      else broken ||= atMargin;
      from++;
      text = this.line(from).raw.trim();
      atMargin = this.line(from).indent === margin;
    } while (from < end && !this.line(from).blank);
    return { from, end, margin, options, optionsFrom, broken, words: words.split(/\s+/).filter((word) => word !== '') };
  }

  /** The same of a directive without arguments: what stands behind its name is the first line of its text, if it is no option. */
  private readTextHead(argument: string, column: number) {
    const head = this.readDirectiveHead(argument, column);
    const { from, optionsFrom = from } = head;
    // Its options end the text before them, and are none.
    for (let at = Math.max(optionsFrom, this.at + 1); at < from; at++)
      this.lines[at] = { ...this.line(at), raw: '', blank: true };
    return { ...head, first: optionsFrom === this.at ? '' : argument };
  }

  private readAdmonition(argument: string, column: number): void {
    const { first, end, broken } = this.readTextHead(argument, column);
    if (broken) this.at = end;
    else this.readBodyStart(first, column);
  }

  /**
   * A body whose first line stands behind its marker: of an admonition, a footnote, a field or an option. What stands there is read as
   * a line of its own, at the indentation of what is below it.
   */
  private readBodyStart(first: string, column: number): void {
    const { end, margin } = this.region(column);
    this.started = { at: this.at, times: this.started.at === this.at ? this.started.times + 1 : 1 };
    if (first === '') this.at++;
    else if (this.started.times > mostStarts) this.at = end;
    else this.lines[this.at] = startOf(this.line(this.at), first, margin);
  }

  /** Whether the current line is a line of text that is indented deeper than `column`. */
  private isBelow(column: number): boolean {
    const line = this.line(this.at);
    return !line.blank && line.indent > column;
  }

  private readText(line: IndentedLine, first: string, column: number): void {
    const named = field.exec(first) ?? optionList.exec(first);
    const body = named?.groups?.['body'] ?? '';
    // An option that is not described is text.
    if (named && (body !== '' || first.startsWith(':') || this.region(column).end > this.at + 1)) {
      this.readBodyStart(body, column);
      return;
    }
    if (column === 0 && this.readUnderlined(line)) return;
    this.at++;
    // What looks like the line above or below a title, where there can be none, is an error and no text.
    if ((first.length >= 4 && adornment.test(first)) || this.skipUnderline(first, column)) return;
    const texts = [first];
    for (; this.at < this.lines.length; this.at++) {
      const next = this.line(this.at);
      if (next.blank || next.indent !== column) break;
      texts.push(next.raw.trim());
    }
    const text = texts.join(' ');
    if (text !== '::') this.remarks.push({ line: line.line, text, kind: 'prose' });
    if (brokenCode.test(first) && texts.length === 1)
      this.report(
        line,
        'This is text, so the block below it is not shown as code: a directive begins with “.. ”, as in “.. code-block:: language”.',
      );
    const last = texts.at(-1) ?? '';
    if (!endsLiteral.test(last)) return;
    // Right below one line, what is indented is its definition; below more of them it is the block all the same.
    if (this.line(this.at).blank || (texts.length > 1 && this.line(this.at).indent > column)) this.readLiteral(column);
  }

  /** Past a line that would make a title of the text above it, where there can be none: docutils shows an error. */
  private skipUnderline(text: string, column: number): boolean {
    const { indent, raw, blank } = this.line(this.at);
    const sign = raw.trim();
    if (blank || indent !== column || !adornment.test(sign) || sign.length < Math.min(text.length, 4)) return false;
    this.at++;
    return true;
  }

  /** What follows a paragraph that ends with `::`: an indented literal block, or one whose lines all begin with one sign. */
  private readLiteral(column: number): void {
    let from = this.at;
    while (from < this.lines.length && this.line(from).blank) from++;
    if (from >= this.lines.length) return;
    const line = this.line(from);
    if (line.indent > column) {
      this.at = from;
      const end = this.region(column).end;
      this.addBlock(this.highlight, from, end, {});
      this.at = end;
      return;
    }
    const sign = line.raw.trim().charAt(0);
    if (line.indent !== column || !/[!-/:-@[-`{-~]/.test(sign)) {
      if (/^\$\s/.test(line.raw.trim()))
        this.report(this.line(this.at - 1), 'Nothing below is indented, so “::” makes no block here.');
      return;
    }
    let end = from;
    while (!this.line(end).blank && this.line(end).indent === column && this.line(end).raw.trim().startsWith(sign))
      end++;
    this.addBlock(this.highlight, from, end, {});
    this.at = end;
  }

  private readGridTable(first: string, column: number): void {
    const from = this.at;
    let end = from + 1;
    while (!this.line(end).blank && this.line(end).indent === column && /^[+|]/.test(this.line(end).raw.trimStart()))
      end++;
    let bottom = end;
    while (bottom > from + 2 && !gridBorder.test(this.line(bottom - 1).raw.trim())) bottom--;
    // Where more follows the bottom, docutils reads the last row once more, as text.
    const after = bottom > from + 2 && bottom < end ? bottom - 2 : end;
    if (bottom > from + 2) end = bottom;
    const sources = this.lines.slice(from, end).map((line) => withoutIndentation(line, column));
    const rows = sources.map(({ text }, index) => (index === 0 ? first : text.trimEnd()));
    const cells = this.tableDepth < deepestTable ? gridCells(rows) : undefined;
    if (!cells) {
      this.at = after; // docutils shows an error in its place
      return;
    }
    const { lines, filled } = this;
    this.tableDepth++;
    for (const cell of cells) {
      this.lines = sources
        .slice(cell.top, cell.bottom)
        .map(({ text, line, column: offset }) =>
          indentedLine(text.slice(cell.left, cell.right).trimEnd(), line, offset + cell.left),
        );
      this.filled = filledLines(this.lines);
      this.at = 0;
      this.scan();
    }
    this.tableDepth--;
    this.lines = lines;
    this.filled = filled;
    this.at = after;
  }

  /** Cells of simple tables are one paragraph in all but the strangest documents: they are not searched for blocks. */
  private skipSimpleTable(top: string, column: number): void {
    let last = 0;
    let borders = 0;
    let at = this.filled[this.at + 1] ?? this.lines.length;
    for (; at < this.lines.length && this.line(at).indent >= column; at = this.filled[at + 1] ?? this.lines.length) {
      const text = this.line(at).raw.trim();
      if (this.line(at).indent > column || !simpleRule.test(text)) continue;
      last = at;
      const next = this.line(at + 1);
      if (text.length !== top.length || ++borders === 2 || next.blank || next.indent < column) break;
    }
    // One without an end is an error as far as its last border, or altogether.
    this.at = last > 0 ? last + 1 : at;
  }

  private skipLineBlock(column: number): void {
    const goesOn = ({ indent, raw }: IndentedLine) => indent > column || raw.trimStart().startsWith('|');
    for (this.at++; !this.line(this.at).blank && goesOn(this.line(this.at)); this.at++);
  }

  /** Past the current lines, up to a blank one; with a column, up to one that is indented less. */
  private skipToBlank(column: number): void {
    for (this.at++; !this.line(this.at).blank && this.line(this.at).indent >= column; this.at++);
  }

  /** @returns whether there is a block, which takes what was said since the one before. */
  private addBlock(
    language: string,
    from: number,
    end: number,
    more: Pick<ShellBlock, 'meant' | 'prompts'> & {
      readonly head?: number;
      readonly options?: ReadonlyMap<string, string>;
    },
  ): boolean {
    while (from < end && this.line(from).blank) from++;
    while (end > from && this.line(end - 1).blank) end--;
    if (from === end) return false;
    let indent = Infinity;
    for (let at = from; at < end; at++) if (!this.line(at).blank) indent = Math.min(indent, this.line(at).indent);
    const lines = this.lines.slice(from, end).map((line) => withoutIndentation(line, indent));
    const line = this.line(from).line;
    const { head = line, options, ...rest } = more;
    for (const label of [options?.get('caption'), options?.get('class')?.replace(/-/g, ' ')])
      if (label !== undefined && label !== '') this.remarks.push({ line: head, text: label, kind: 'label' });
    this.blocks.push({
      head,
      line,
      endLine: this.line(end - 1).line,
      language,
      lines,
      ...rest,
      remarks: this.remarks,
      headings: this.headings,
      ...(this.mark && { mark: this.mark }),
    });
    this.remarks = [];
    this.mark = undefined;
    return true;
  }
}

/** The end of a line as a line of its own, which has that indentation. */
function startOf({ line, column, raw }: IndentedLine, text: string, indent: number): IndentedLine {
  return { line, column: column + raw.trimEnd().length - text.length, raw: text, indent, blank: false };
}

function filledLines(lines: readonly IndentedLine[]): number[] {
  const filled: number[] = [];
  let next = lines.length;
  for (let at = lines.length - 1; at >= 0; at--) {
    if (!lines[at]?.blank) next = at;
    filled[at] = next;
  }
  return filled;
}

function languageOf(argument: string): string {
  return (/^\S+/.exec(argument)?.[0] ?? '').toLowerCase();
}
