import { indentedLines, withoutIndentation, type IndentedLine } from './indentation';
import type { Heading, Paragraph, ShellBlock } from './shellBlock';

const codeDirectives = new Set(['code-block', 'code', 'sourcecode']);
/** Directives whose body is no reStructuredText: skipped whole. */
const opaqueDirectives = new Set([
  ...['parsed-literal', 'raw', 'math', 'csv-table', 'productionlist', 'graphviz', 'digraph', 'graph', 'mermaid', 'uml'],
  ...[
    'literalinclude',
    'include',
    'toctree',
    'image',
    'doctest',
    'testcode',
    'testoutput',
    'testsetup',
    'meta',
    'index',
  ],
]);
/** Directives whose argument is the beginning of their text. */
const admonitions = new Set([
  ...['note', 'tip', 'hint', 'important', 'warning', 'caution', 'attention', 'danger', 'error', 'seealso'],
]);

const marker = /^(?:[*+\-•‣⁃]|\(?(?:\d+|[a-zA-Z]|[ivxlcdmIVXLCDM]+|#)[.)])([ \t]+)(?=\S)/;
const directive = /^\.\.[ \t]+(?:\|[^|]+\|[ \t]+)?([A-Za-z][\w:.+-]*?)[ \t]?::(?:[ \t]+(.*))?$/;
const comment = /^\.\.(?:[ \t]|$)/;
const option = /^:([\w][\w -]*):(?:[ \t]+(.*))?$/;
const adornment = /^([!-/:-@[-`{-~])\1{2,}$/;

/**
 * Reads the literal blocks of a reStructuredText document (docutils' "reStructuredText Markup Specification", with
 * Sphinx's `code-block` and `highlight`): code directives and `::` blocks, at any depth of lists and admonitions.
 * A scanner by indentation, not a parser: what holds no block is read no further than needed to find the blocks, the
 * headings and the prose between them. Never throws.
 */
export function readRst(text: string): ShellBlock[] {
  return new RstScanner(indentedLines(text)).read();
}

class RstScanner {
  private readonly blocks: ShellBlock[] = [];
  private readonly adornments: string[] = [];
  private headings: Heading[] = [];
  private prose: Paragraph[] = [];
  private highlight = '';
  private at = 0;

  constructor(private readonly lines: readonly IndentedLine[]) {}

  read(): ShellBlock[] {
    while (this.at < this.lines.length) {
      const line = this.line(this.at);
      if (line.blank) this.at++;
      else if (!this.readHeading(line)) this.readElement(line);
    }
    return this.blocks;
  }

  private line(index: number): IndentedLine {
    return this.lines[index] ?? { raw: '', indent: 0, blank: true };
  }

  private readHeading(line: IndentedLine): boolean {
    if (line.indent > 0) return false;
    const over = adornment.test(line.raw.trimEnd());
    const title = over ? this.line(this.at + 1) : line;
    const under = this.line(this.at + (over ? 2 : 1)).raw.trimEnd();
    if (title.blank || !adornment.test(under) || (over && under !== line.raw.trimEnd())) {
      if (!over || !this.line(this.at + 1).blank) return false;
      this.at++; // a transition
      return true;
    }
    const text = title.raw.trim();
    if (under.length < Math.min(text.length, 4)) return false;
    const style = under.charAt(0) + (over ? 'over' : '');
    if (!this.adornments.includes(style)) this.adornments.push(style);
    const level = this.adornments.indexOf(style) + 1;
    this.headings = [...this.headings.filter((heading) => heading.level < level), { line: this.at, text, level }];
    this.prose = [];
    this.at += over ? 3 : 2;
    return true;
  }

  /** An element that begins at this line: behind the bullets and numbers of list items, if any. */
  private readElement(line: IndentedLine): void {
    let column = line.indent;
    let rest = line.raw.trim();
    for (let found = marker.exec(rest); found; found = marker.exec(rest)) {
      column += found[0].length;
      rest = rest.slice(found[0].length);
    }
    if (comment.test(rest)) this.readExplicit(rest, column);
    else this.readParagraph(rest, column);
  }

  private readExplicit(rest: string, column: number): void {
    const found = directive.exec(rest);
    const end = this.regionEnd(column);
    if (!found) {
      if (/^\.\.[ \t]+\[[^\]]+\]/.test(rest))
        this.at++; // a footnote or citation: its body is text
      // An empty comment does not take what is indented below the blank line that follows it.
      else this.at = rest === '..' && this.line(this.at + 1).blank ? this.at + 1 : end;
      return;
    }
    const name = (found[1] ?? '').toLowerCase();
    const argument = (found[2] ?? '').trim();
    if (codeDirectives.has(name)) this.readCode(argument, end);
    else if (name === 'highlight') {
      this.highlight = languageOf(argument);
      this.at = end;
    } else if (opaqueDirectives.has(name)) this.at = end;
    else {
      this.at++;
      if (admonitions.has(name) && argument !== '') this.readAdmonitionStart(argument, end);
    }
  }

  /** First line after the current one that is neither blank nor indented deeper than `column`. */
  private regionEnd(column: number): number {
    let end = this.at + 1;
    while (end < this.lines.length && (this.line(end).blank || this.line(end).indent > column)) end++;
    return end;
  }

  private readCode(argument: string, end: number): void {
    let from = this.at + 1;
    const options = new Map<string, string>();
    for (; from < end && !this.line(from).blank; from++) {
      const found = option.exec(this.line(from).raw.trim());
      if (found) options.set(found[1] ?? '', (found[2] ?? '').trim());
      // Text right below the directive continues its argument: docutils shows an error in place of the block.
      else if (options.size === 0) {
        this.at = end;
        return;
      }
    }
    this.addBlock(languageOf(argument) || this.highlight, from, end, options);
    this.at = end;
  }

  private readAdmonitionStart(argument: string, end: number): void {
    const texts = [argument];
    const line = this.at - 1;
    for (; this.at < end && !this.line(this.at).blank; this.at++) {
      const text = this.line(this.at).raw.trim();
      if (comment.test(text) || marker.test(text)) break;
      if (!option.test(text)) texts.push(text);
    }
    this.prose.push({ line, text: texts.join(' ') });
  }

  private readParagraph(first: string, column: number): void {
    const texts = [first];
    const line = this.at;
    for (this.at++; this.at < this.lines.length; this.at++) {
      const next = this.line(this.at);
      if (next.blank || next.indent !== column) break;
      texts.push(next.raw.trim());
    }
    const text = texts.join(' ');
    if (!option.test(first) && !/^[|+]/.test(first) && text !== '::') this.prose.push({ line, text });
    if (text.endsWith('::') && this.line(this.at).blank) this.readLiteral(column);
  }

  /** What follows a paragraph that ends with `::`: an indented literal block, or one whose lines all begin with one sign. */
  private readLiteral(column: number): void {
    let from = this.at;
    while (from < this.lines.length && this.line(from).blank) from++;
    if (from >= this.lines.length) return;
    if (this.line(from).indent > column) {
      this.at = from;
      const end = this.regionEnd(column);
      this.addBlock(this.highlight, from, end, new Map());
      this.at = end;
      return;
    }
    const sign = this.line(from).raw.trim().charAt(0);
    if (this.line(from).indent !== column || !/[!-/:-@[-`{-~]/.test(sign)) return;
    let end = from;
    while (!this.line(end).blank && this.line(end).indent === column && this.line(end).raw.trim().startsWith(sign))
      end++;
    this.addBlock(this.highlight, from, end, new Map());
    this.at = end;
  }

  private addBlock(language: string, from: number, end: number, options: ReadonlyMap<string, string>): void {
    while (from < end && this.line(from).blank) from++;
    while (end > from && this.line(end - 1).blank) end--;
    if (from === end) return;
    let indent = Infinity;
    for (let at = from; at < end; at++) if (!this.line(at).blank) indent = Math.min(indent, this.line(at).indent);
    const lines = this.lines.slice(from, end).map((line, index) => withoutIndentation(line, indent, from + index));
    this.blocks.push({
      line: from,
      endLine: end - 1,
      language,
      options,
      lines,
      prose: this.prose,
      headings: this.headings,
    });
    this.prose = [];
  }
}

function languageOf(argument: string): string {
  return (/^\S+/.exec(argument)?.[0] ?? '').toLowerCase();
}
