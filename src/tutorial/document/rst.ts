import { enumeratorWidth, isNextItem } from './enumerator';
import { gridCells } from './gridTable';
import { indentedLine, indentedLines, withoutIndentation, type IndentedLine } from './indentation';
import { markInComment, parseMark, type Mark } from './mark';
import { admonitions, brokenCode, codeDirectives, labelled, misspelt, opaqueDirectives } from './rstDirectives';
import type { DocumentReading, Heading, Problem, Remark, ShellBlock } from './shellBlock';

const bullet = /^[*+\-•‣⁃](?:[ \t]+|$)/;
const item = /^(?:[*+\-•‣⁃]|\(?(?:\d+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+|#)[.)])[ \t]+(?=\S)/;
const directive = /^\.\.[ \t]+(?:\|[^|]+\|[ \t]+)?([A-Za-z](?:[\w:.+-]*\w)?)[ \t]?::(?:[ \t]+(.*))?$/;
const explicit = /^\.\.(?:[ \t]|$)/;
const footnote = /^\.\.[ \t]+\[[^\]]+\](?:[ \t]+(.*))?$/;
const field = /^:(?![: ])(?:[^:\\]|\\.|:(?![ `]|$))*:(?:[ \t]+(.*))?$/;
const optionList =
  /^(?:-\w|--[\w-]+|\/[A-Z])(?:[ =][\w<>.-]+)?(?:, (?:-\w|--[\w-]+)(?:[ =][\w<>.-]+)?)*(?: {2,}(.*)|[ \t]*)$/;
const adornment = /^([!-/:-@[-`{-~])\1*$/;
const gridBorder = /^\+-[-+]+-\+$/;
const simpleBorder = /^=+(?: +=+)+$/;
const endsLiteral = /(?:^|[^\\])(?:\\\\)*::$/;

/** Lines that an unfinished or hostile document is searched through for the indentation of one body. */
const reach = 2000;
/** Tables in cells of tables. */
const deepestTable = 5;

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

  constructor(private lines: readonly IndentedLine[]) {}

  read(): DocumentReading {
    this.scan();
    return { blocks: this.blocks, problems: this.problems };
  }

  private scan(): void {
    while (this.at < this.lines.length) {
      const line = this.line(this.at);
      if (line.blank) this.at++;
      else if (!this.readHeading(line)) this.readElement(line);
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

  private readHeading(line: IndentedLine): boolean {
    if (line.indent > 0 || this.tableDepth > 0) return false;
    const first = line.raw.trimEnd();
    const over = first !== '::' && adornment.test(first);
    const title = over ? this.line(this.at + 1) : line;
    const under = this.line(this.at + (over ? 2 : 1)).raw.trimEnd();
    if (over && title.blank) {
      if (first.length < 4) return false;
      this.at++; // a transition
      return true;
    }
    const text = title.raw.trim();
    if (over && first.length >= 4 && (under !== first || adornment.test(title.raw.trimEnd()))) {
      this.at += adornment.test(title.raw.trimEnd()) ? 2 : 3; // a title that is none: an error
      return true;
    }
    if (!adornment.test(under) || (over && under !== first)) return false;
    if ((!over && title.indent > 0) || under.length < Math.min(text.length, 4)) return false;
    const style = under.charAt(0) + (over ? 'over' : '');
    if (!this.adornments.includes(style)) this.adornments.push(style);
    const level = this.adornments.indexOf(style) + 1;
    const heading = { line: title.line, text, level };
    this.headings = [...this.headings.filter((one) => one.level < level), heading];
    this.remarks.push({ line: title.line, text, kind: 'heading' });
    this.at += over ? 3 : 2;
    return true;
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
    else if (rest.startsWith('>>>')) this.skipToBlank(column);
    else if (gridBorder.test(rest)) this.readGridTable(rest, column);
    else if (simpleBorder.test(rest)) this.skipSimpleTable(column);
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
    } else if (opaqueDirectives.has(name)) this.at = this.regionEnd(column);
    else if (misspelt.test(name)) {
      this.report(
        line,
        `There is no directive “${name}”: what is below is shown as an error. Write “.. code-block::”.`,
      );
      this.at = this.regionEnd(column);
    } else if (admonitions.has(name)) this.readBodyStart(argument, column);
    else {
      if (labelled.has(name) && argument !== '') this.remarks.push({ line: line.line, text: argument, kind: 'label' });
      this.at++;
      while (
        !this.line(this.at).blank &&
        this.line(this.at).indent > column &&
        field.test(this.line(this.at).raw.trim())
      )
        this.at++;
    }
  }

  private readComment(line: IndentedLine, rest: string, column: number): void {
    if (/^\.\.[ \t]+_/.test(rest)) {
      // A target ends at the first blank line.
      for (this.at++; this.isBelow(column); this.at++);
      return;
    }
    if (brokenCode.test(rest))
      this.report(
        line,
        'This is a comment, so the block below it is not shown: a directive is “.. code-block:: language”, with a space behind the two colons.',
      );
    const from = this.at;
    // An empty comment does not take what is indented below the blank line that follows it.
    this.at = rest === '..' && this.line(from + 1).blank ? from + 1 : this.regionEnd(column);
    if (/^\.\.[ \t]+\|/.test(rest)) return; // a substitution
    const text = [rest.slice(2), ...this.lines.slice(from + 1, this.at).map(({ raw }) => raw)].join(' ').trim();
    const marked = markInComment(text);
    if (marked !== undefined) this.readMark(line, marked);
    else if (text !== '' && text.length < 60) this.remarks.push({ line: line.line, text, kind: 'label' });
  }

  private readMark(line: IndentedLine, text: string): void {
    const mark = parseMark(text);
    if (typeof mark === 'string') this.report(line, mark);
    else this.mark = mark;
  }

  /** First line after the current one that is neither blank nor indented deeper than `column`. */
  private regionEnd(column: number): number {
    let end = this.at + 1;
    while (end < this.lines.length && (this.line(end).blank || this.line(end).indent > column)) end++;
    return end;
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
    const { from, end, options, words } = this.readDirectiveHead(argument, column);
    this.at = end;
    const language = (options.get('language') ?? words[0] ?? 'bash').toLowerCase();
    const prompts = (options.get('prompts') ?? words[1] ?? '').split(',').filter((prompt) => prompt !== '');
    const auto = /\bauto\b/.test(options.get('modifiers') ?? words[2] ?? '');
    const given = auto ? prompts : prompts.slice(0, 1);
    this.addBlock(language, from, end, {
      head: head.line,
      options,
      prompts: given,
      ...(auto ? {} : { meant: 'commands' }),
    });
  }

  private readParsedLiteral(argument: string, column: number): void {
    const head = this.line(this.at);
    // It takes no argument: text behind it is the beginning of its body.
    if (argument !== '') this.at = this.regionEnd(column);
    else {
      const { from, end, options } = this.readDirectiveHead('', column);
      const begin = options.size > 0 ? from : this.at + 1;
      this.at = end;
      this.addBlock('', begin, end, { head: head.line, options, meant: 'shown' });
    }
  }

  /** What a directive is given before its content: words up to the first option or blank line, and options. */
  private readDirectiveHead(argument: string, column: number) {
    const end = this.regionEnd(column);
    let margin = Infinity;
    for (let at = this.at + 1; at < end; at++)
      if (!this.line(at).blank) margin = Math.min(margin, this.line(at).indent);
    const options = new Map<string, string>();
    let words = argument;
    let broken = false;
    let from = this.at + 1;
    for (; from < end && !this.line(from).blank; from++) {
      const text = this.line(from).raw.trim();
      const found = /^:([\w][\w -]*):(?:[ \t]+(.*))?$/.exec(text);
      // Deeper than what follows, it is no option but part of the argument.
      if (found && this.line(from).indent === margin) options.set(found[1] ?? '', (found[2] ?? '').trim());
      else if (options.size === 0) words += ` ${text}`;
      // Below an option, text at the margin is neither one nor the rest of one.
      else if (this.line(from).indent === margin) broken = true;
    }
    return { from, end, options, broken, words: words.split(/\s+/).filter((word) => word !== '') };
  }

  /** The beginning of a body whose first line stands behind its marker: of an admonition, a footnote or a field. */
  private readBodyStart(first: string, column: number): void {
    const start = this.line(this.at);
    this.at++;
    if (first === '') {
      while (this.isBelow(column) && field.test(this.line(this.at).raw.trim())) this.at++;
      return;
    }
    let margin = this.bodyIndent(column);
    if (this.skipUnderline(first, margin)) return;
    const texts = [first];
    const below = this.line(this.at).raw.trimStart();
    const isItem = bullet.test(first) || (enumeratorWidth(first) > 0 && isNextItem(first, below));
    for (; !isItem && this.isBelow(column) && this.line(this.at).indent === margin; this.at++) {
      const text = this.line(this.at).raw.trim();
      if (!field.test(text)) texts.push(text);
    }
    const text = texts.join(' ');
    if (text !== '::') this.remarks.push({ line: start.line, text, kind: 'prose' });
    if (!endsLiteral.test(text) || !(this.line(this.at).blank || (texts.length > 1 && this.isBelow(margin)))) return;
    // Behind its marker the text may be an item of a list, whose own text stands further right.
    for (let rest = texts.length > 1 ? '' : first, found = item.exec(rest); found; found = item.exec(rest)) {
      margin += found[0].length;
      rest = rest.slice(found[0].length);
    }
    this.readLiteral(margin);
  }

  /** Whether the current line is a line of text that is indented deeper than `column`. */
  private isBelow(column: number): boolean {
    const line = this.line(this.at);
    return !line.blank && line.indent > column;
  }

  /** The least indentation of the body that is going on at the current line. */
  private bodyIndent(column: number): number {
    let least = Infinity;
    const back = Math.max(0, this.at - reach);
    for (let at = this.at - 1; at > back && (this.line(at).blank || this.line(at).indent > column); at--)
      if (!this.line(at).blank) least = Math.min(least, this.line(at).indent);
    for (let at = this.at; at < this.lines.length && at < this.at + reach; at++) {
      if (this.line(at).blank) continue;
      if (this.line(at).indent <= column) break;
      least = Math.min(least, this.line(at).indent);
    }
    return least === Infinity ? column : least;
  }

  private readText(line: IndentedLine, first: string, column: number): void {
    const named = field.exec(first) ?? optionList.exec(first);
    if (named) {
      this.readBodyStart(named[1] ?? '', column);
      return;
    }
    this.at++;
    if (this.skipUnderline(first, column)) return;
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
      const end = this.regionEnd(column);
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
    while (end > from + 1 && !gridBorder.test(this.line(end - 1).raw.trim())) end--;
    const sources = this.lines.slice(from, end).map((line) => withoutIndentation(line, column));
    const rows = sources.map(({ text }, index) => (index === 0 ? first : text.trimEnd()));
    const cells = this.tableDepth < deepestTable ? gridCells(rows) : undefined;
    if (!cells) {
      this.at = end; // docutils shows an error in its place
      return;
    }
    const { lines } = this;
    this.tableDepth++;
    for (const cell of cells) {
      this.lines = sources
        .slice(cell.top, cell.bottom)
        .map(({ text, line, column: offset }) =>
          indentedLine(text.slice(cell.left, cell.right).trimEnd(), line, offset + cell.left),
        );
      this.at = 0;
      this.scan();
    }
    this.tableDepth--;
    this.lines = lines;
    this.at = end;
  }

  /** Cells of simple tables are one paragraph in all but the strangest documents: they are not searched for blocks. */
  private skipSimpleTable(column: number): void {
    let borders = 0;
    for (this.at++; this.at < this.lines.length; this.at++) {
      const { blank, indent, raw } = this.line(this.at);
      if (!blank && indent < column) return;
      if (indent !== column || !/^=+(?: +=+)*$/.test(raw.trim())) continue;
      if (++borders === 2 || this.line(this.at + 1).blank) break;
    }
    this.at++;
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

function languageOf(argument: string): string {
  return (/^\S+/.exec(argument)?.[0] ?? '').toLowerCase();
}
