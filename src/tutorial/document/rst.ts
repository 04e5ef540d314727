import { admonitions, argued, bare, brokenCode, codeDirectives, labelled } from './directives';
import { misspelt, opaqueDirectives, optionLabels, promptDirective } from './directives';
import { enumeratorWidth, isNextItem } from './enumerator';
import { columnBehind, indentedLines, type IndentedLine } from './indentation';
import { ReadingBuilder } from './readingBuilder';
import { directiveHead, field, textHead } from './rstDirective';
import { RstLines } from './rstLines';
import { beginsGridTable, beginsSimpleTable, readGridTable, skipSimpleTable } from './rstTable';
import { isAdornment, RstTitles } from './rstTitles';
import type { DocumentReading } from './shellBlock';

const bullet = /^[*+\-•‣⁃](?:[ \t]+|$)/;
const directive = /^\.\.[ \t]+(?:\|[^|]+\|[ \t]+)?([A-Za-z](?:[\w:.+-]*\w)?)[ \t]?::(?:[ \t]+(.*))?$/;
const explicit = /^\.\.(?:[ \t]|$)/;
const anonymous = /^__(?:[ \t]|$)/;
const footnote = /^\.\.[ \t]+\[[^\]]+\](?:[ \t]+(.*))?$/;
const option =
  /(?:[-+][a-zA-Z0-9](?: ?(?:[a-zA-Z][\w-]*|<[^<>]+>))?|(?:--|\/)[a-zA-Z0-9][\w-]*(?:[ =](?:[a-zA-Z][\w-]*|<[^<>]+>))?)/;
const optionList = new RegExp(`^${option.source}(?:, ${option.source})*(?:(?: {2,}| ?\\t[ \\t]*)(?<body>.*)| ?$)`);
const mayBeOption = /^[-+/]/;
const endsLiteral = /(?:^|[^\\])(?:\\\\)*::$/;

/** Tables in cells of tables. */
const deepestTable = 5;

/**
 * Reads the literal blocks of a reStructuredText document (docutils' "reStructuredText Markup Specification", with Sphinx's
 * `code-block` and `highlight` and the `prompt` directive of sphinx-prompt): code directives and `::` blocks, at any depth of lists,
 * admonitions and tables. A scanner by indentation, not a parser: what holds no block is read no further than needed to find the
 * blocks, the headings and the prose between them. What docutils would show as an error is a problem, not a block. Never throws.
 */
export function readRst(text: string): DocumentReading {
  const scanner = new RstScanner(new RstLines(indentedLines(text)));
  scanner.scan();
  return scanner.reading.finish();
}

class RstScanner {
  readonly reading = new ReadingBuilder();
  private readonly titles = new RstTitles(this.reading);
  private highlight = '';
  private tableDepth = 0;

  constructor(private lines: RstLines) {}

  scan(): void {
    const { lines } = this;
    while (lines.at < lines.length) {
      const line = lines.current;
      if (line.blank) lines.at++;
      else if (!this.isOutermost(line.indent) || !this.titles.readOverline(lines)) this.readElement(line);
    }
  }

  /** Whether titles of sections may stand there: not in what is indented, nor in tables. */
  private isOutermost(column: number): boolean {
    return column === 0 && this.tableDepth === 0;
  }

  private report({ line, column, raw }: IndentedLine, message: string): void {
    this.reading.report({ line, column, text: raw }, message);
  }

  /** An element that begins at this line: behind the bullets and numbers of list items, if any. */
  private readElement(line: IndentedLine): void {
    const { lines } = this;
    let column = line.indent;
    let rest = line.raw.trim();
    for (let width = this.markerWidth(rest, column); width > 0; width = this.markerWidth(rest, column)) {
      if (width >= rest.length) {
        lines.at++; // an item whose text begins on the next line, or an empty one
        return;
      }
      column = columnBehind(rest.slice(0, width), column);
      rest = rest.slice(width);
    }
    if (explicit.test(rest)) this.readExplicit(line, rest, column);
    else if (anonymous.test(rest)) lines.skipBelow(column);
    else if (rest.startsWith('>>>')) lines.skipToBlank(column);
    else if (beginsGridTable(rest)) this.readTable(rest, column);
    else if (beginsSimpleTable(rest)) skipSimpleTable(lines, rest, column);
    else if (/^\|(?:[ \t]|$)/.test(rest)) this.skipLineBlock(column);
    else this.readText(line, rest, column);
  }

  /** Width of the bullet or number, with the space behind it, that a list item begins with; 0 where there is none. */
  private markerWidth(rest: string, column: number): number {
    const bulleted = bullet.exec(rest);
    if (bulleted) return bulleted[0].length;
    const width = enumeratorWidth(rest);
    const next = this.lines.line(this.lines.at + 1);
    if (width === 0 || next.blank || next.indent !== column) return width;
    // Text that goes on below the number itself is a paragraph that happens to begin like an item.
    return isNextItem(rest, next.raw.trimStart()) ? width : 0;
  }

  private readExplicit(line: IndentedLine, rest: string, column: number): void {
    const [found, called = '', behind = ''] = directive.exec(rest) ?? [];
    if (found !== undefined) this.readDirective(line, called.toLowerCase(), behind.trim(), column);
    else {
      const cited = footnote.exec(rest);
      if (cited) this.lines.startBody(cited[1] ?? '', column);
      else this.readComment(line, rest, column);
    }
  }

  private readDirective(line: IndentedLine, name: string, argument: string, column: number): void {
    const { lines } = this;
    if (codeDirectives.has(name)) this.readCode(line, name, argument, column);
    else if (name === 'prompt') this.readPrompt(argument, column);
    else if (name === 'parsed-literal') this.readParsedLiteral(argument, column);
    else if (name === 'highlight') this.readHighlight(argument, column);
    else if (opaqueDirectives.has(name)) lines.skipRegion(column);
    else if (name === 'network-lab') {
      this.report(line, 'A mark is a comment, not a directive: write “.. network-lab: ”, with one colon.');
      lines.skipRegion(column);
    } else if (misspelt.test(name)) {
      this.report(
        line,
        `There is no directive “${name}”: what is below is shown as an error. Write “.. code-block::”.`,
      );
      lines.skipRegion(column);
    } else if (bare.has(name)) lines.startBody(argument, column);
    else if (admonitions.has(name)) {
      const { first, end, isBroken } = textHead(lines, argument, column);
      if (isBroken) lines.at = end;
      else lines.startBody(first, column);
    } else {
      if (labelled.has(name)) this.reading.addLabel(line.line, argument);
      const { from, end, isBroken, optionsFrom } = directiveHead(lines, argument, column);
      // What it is called goes on to the first blank line. What is right below one that has no name is rather its text.
      const isNamed = argument !== '' || labelled.has(name) || optionsFrom === lines.at + 1;
      if (argued.has(name)) lines.at = from;
      // A rubric has no text below it.
      else if (isBroken || name === 'rubric') lines.at = end;
      else lines.at = isNamed ? from : lines.at + 1;
    }
  }

  private readComment(line: IndentedLine, rest: string, column: number): void {
    const { lines } = this;
    if (/^\.\.[ \t]+_/.test(rest)) {
      lines.skipBelow(column); // a target, which ends at the first blank line
      return;
    }
    if (brokenCode.test(rest))
      this.report(
        line,
        'This is a comment, so the block below it is not shown: a directive is “.. code-block:: language”, with a space behind the two colons.',
      );
    const from = lines.at;
    // An empty comment does not take what is indented below the blank line that follows it.
    if (rest === '..' && lines.line(from + 1).blank) lines.at++;
    else lines.skipRegion(column);
    if (/^\.\.[ \t]+\|/.test(rest)) return; // a substitution
    const text = [rest.slice(2), ...lines.texts(from + 1, lines.at)].join(' ').trim();
    this.reading.addComment({ line: line.line, column: line.column, text: line.raw }, text);
  }

  private readHighlight(argument: string, column: number): void {
    const { words, from, end } = directiveHead(this.lines, argument, column);
    const [language = '', ...more] = words;
    if (language !== '' && more.length === 0 && this.lines.nextFilled(from) >= end)
      this.highlight = language.toLowerCase();
    this.lines.at = end;
  }

  private readCode(line: IndentedLine, name: string, argument: string, column: number): void {
    const { from, end, options, words, isBroken } = directiveHead(this.lines, argument, column);
    this.lines.at = end;
    const [language = '', ...more] = words;
    if (isBroken || (more.length > 0 && name !== 'code-tab')) {
      this.report(
        line,
        isBroken || argument === language
          ? 'A blank line is missing below the directive: docutils shows an error in place of the block.'
          : `“${words.join(' ')}” is more than the name of a language: docutils shows an error in place of the block. Is a blank line missing below it?`,
      );
      return;
    }
    const labels = [more.join(' '), ...optionLabels(options)];
    const content = this.lines.body(from, end);
    if (!this.reading.addBlock(language.toLowerCase() || this.highlight, content, { head: line.line, labels }))
      this.report(line, 'The directive has no content: what belongs to it is indented below it, after a blank line.');
  }

  private readPrompt(argument: string, column: number): void {
    const head = this.lines.current.line;
    const { from, end, options, words, isBroken } = directiveHead(this.lines, argument, column);
    this.lines.at = end;
    if (isBroken || words.length > 3) return; // an error
    const { language, ...more } = promptDirective(words, options);
    this.reading.addBlock(language, this.lines.body(from, end), { head, labels: optionLabels(options), ...more });
  }

  private readParsedLiteral(argument: string, column: number): void {
    const { lines } = this;
    const head = lines.current.line;
    const { end, margin, options, first, isBroken } = textHead(lines, argument, column);
    if (!isBroken) {
      if (first === '') lines.at++;
      else lines.replaceByStart(first, margin);
      this.reading.addBlock('', lines.body(lines.at, end), { head, labels: optionLabels(options), meant: 'shown' });
    }
    lines.at = end;
  }

  private readText(line: IndentedLine, first: string, column: number): void {
    const { lines } = this;
    const named = first.startsWith(':') ? field.exec(first) : mayBeOption.test(first) ? optionList.exec(first) : null;
    const body = named?.groups?.['body'] ?? '';
    // An option that is not described is text.
    if (named && (body !== '' || first.startsWith(':') || lines.region(column).end > lines.at + 1)) {
      lines.startBody(body, column);
      return;
    }
    if (this.isOutermost(column) && this.titles.readUnderlined(lines)) return;
    lines.at++;
    // What looks like the line above or below a title, where there can be none, is an error and no text.
    if (isAdornment(first, 4) || this.skipUnderline(first, column)) return;
    const texts = [first];
    for (; lines.at < lines.length && !lines.current.blank && lines.current.indent === column; lines.at++)
      texts.push(lines.current.raw.trim());
    const text = texts.join(' ');
    if (text !== '::') this.reading.addProse(line.line, text);
    const hasBody = lines.line(lines.nextFilled(lines.at)).indent > column;
    if (texts.length === 1 && hasBody && first.includes('code') && brokenCode.test(first))
      this.report(
        line,
        'This is text, so the block below it is not shown as code: a directive begins with “.. ”, as in “.. code-block:: language”.',
      );
    const last = texts.at(-1) ?? '';
    if (!last.endsWith('::') || !endsLiteral.test(last)) return;
    // Right below one line, what is indented is its definition; below more of them it is the block all the same.
    if (lines.current.blank || (texts.length > 1 && lines.current.indent > column)) this.readLiteral(column);
  }

  /** Past a line that would make a title of the text above it, where there can be none: docutils shows an error. */
  private skipUnderline(text: string, column: number): boolean {
    const { indent, raw, blank } = this.lines.current;
    if (blank || indent !== column || !isAdornment(raw.trim(), Math.min(text.length, 4))) return false;
    this.lines.at++;
    return true;
  }

  /** What follows a paragraph that ends with `::`: an indented literal block, or one whose lines all begin with one sign. */
  private readLiteral(column: number): void {
    const { lines } = this;
    let from = lines.nextFilled(lines.at);
    while (from < lines.length && lines.line(from).blank) from = lines.nextFilled(from + 1);
    if (from >= lines.length) return;
    const { indent, raw } = lines.line(from);
    const sign = raw.trim().charAt(0);
    if (indent > column) {
      lines.at = from;
      const { end } = lines.region(column);
      this.addLiteral(from, end);
    } else if (indent === column && /[!-/:-@[-`{-~]/.test(sign)) {
      let end = from;
      while (lines.line(end).indent === column && lines.line(end).raw.trim().startsWith(sign)) end++;
      this.addLiteral(from, end);
    } else if (/^\$\s/.test(raw.trim()))
      this.report(lines.line(lines.at - 1), 'Nothing below is indented, so “::” makes no block here.');
  }

  private addLiteral(from: number, end: number): void {
    this.reading.addBlock(this.highlight, this.lines.body(from, end), {});
    this.lines.at = end;
  }

  private readTable(top: string, column: number): void {
    const { lines } = this;
    const cells = readGridTable(lines, top, column);
    if (this.tableDepth >= deepestTable) return;
    this.tableDepth++;
    for (const cell of cells) {
      this.lines = cell;
      this.scan();
    }
    this.tableDepth--;
    this.lines = lines;
  }

  private skipLineBlock(column: number): void {
    const { lines } = this;
    const goesOn = ({ indent, raw }: IndentedLine) => indent > column || raw.trimStart().startsWith('|');
    for (lines.at++; !lines.current.blank && goesOn(lines.current); lines.at++);
  }
}
