import MarkdownIt from 'markdown-it';
import { codeDirectives, opaqueDirectives, promptDirective } from './directives';
import { parseFenceInfo, type FenceInfo } from './fenceInfo';
import { contentLines, markdownLines } from './markdownLines';
import { markInComment, parseMark, type Mark } from './mark';
import { siteMarkup } from './siteMarkup';
import { columnAt, type DocumentReading, type Heading, type Problem } from './shellBlock';
import type { Remark, ShellBlock, SourceLine } from './shellBlock';

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

/** Directives of MyST in directives. */
const deepest = 8;

/**
 * Reads the fenced and indented code blocks of a Markdown document (CommonMark and GitHub's tables, by markdown-it; MyST's directives;
 * what `siteMarkup` knows of site generators). Never throws.
 */
export function readMarkdown(text: string): DocumentReading {
  const reader = new MarkdownReader();
  reader.read(markdownLines(text), 0);
  return { blocks: reader.blocks, problems: reader.problems };
}

class MarkdownReader {
  readonly blocks: ShellBlock[] = [];
  readonly problems: Problem[] = [];
  private headings: Heading[] = [];
  private remarks: Remark[] = [];
  private mark: Mark | undefined;
  // What is inside paragraphs holds no block: the rules for it are left out, which is most of the time a parse takes.
  private readonly parser = new MarkdownIt({ html: true });

  constructor() {
    this.parser.core.ruler.enableOnly(['normalize', 'block']);
    siteMarkup(this.parser);
  }

  read(source: readonly SourceLine[], depth: number): void {
    const tokens = this.parser.parse(source.map(({ text }) => text).join('\n'), {});
    for (const [index, token] of tokens.entries()) {
      const [from = 0] = token.map ?? [];
      const at = source[from]?.line ?? 0;
      if (token.type === 'inline') this.readInline(token, tokens[index - 1], at);
      else if (token.type === 'fence') this.readFence(token, source, from, depth);
      else if (token.type === 'code_block') this.addBlock('', contentLines(token.content, source, from), {});
      else if (token.type === 'html_block') this.readHtml(contentLines(token.content, source, from));
      else if (token.type === 'site_label') this.addLabel(at, token.content);
    }
  }

  private readInline(token: Token, opener: Token | undefined, line: number): void {
    const text = token.content
      .split('\n')
      .map((part) => part.trim())
      .join(' ');
    if (opener?.type === 'heading_open') {
      const level = Number(opener.tag.slice(1));
      this.headings = [...this.headings.filter((one) => one.level < level), { line, text, level }];
      this.remarks.push({ line, text, kind: 'heading' });
    } else this.remarks.push({ line, text, kind: 'prose' });
  }

  private addLabel(line: number, text: string): void {
    if (text !== '') this.remarks.push({ line, text, kind: 'label' });
  }

  private readFence(token: Token, source: readonly SourceLine[], from: number, depth: number): void {
    const info = parseFenceInfo(token.info.trim());
    const head = source[from];
    const lines = contentLines(token.content, source, from + 1);
    if (info.directive !== '') this.readDirective(info, lines, head?.line ?? 0, depth);
    else {
      if (info.mark !== undefined && head) this.readMark(info.mark, head);
      this.addBlock(info.language, lines, { head: head?.line ?? 0, labels: info.labels });
    }
  }

  private readDirective(
    { directive, language, argument }: FenceInfo,
    all: readonly SourceLine[],
    head: number,
    depth: number,
  ): void {
    const { options, lines } = splitOptions(all);
    if (codeDirectives.has(directive)) {
      const tab = directive === 'code-tab' ? argument.slice(language.length).trim() : '';
      const labels = [tab, options.get('caption') ?? '', options.get('class') ?? ''];
      this.addBlock(language, lines, { head, labels });
    } else if (directive === 'parsed-literal') this.addBlock('', lines, { head, meant: 'shown' });
    else if (directive === 'prompt') {
      const { language: shell, ...more } = promptDirective(argument.split(/\s+/).filter(Boolean), options);
      this.addBlock(shell, lines, { head, ...more });
    } else if (depth < deepest && !opaqueDirectives.has(directive)) {
      this.addLabel(head, argument);
      this.read(lines, depth + 1);
    }
  }

  private readHtml(lines: readonly SourceLine[]): void {
    const html = lines.map(({ text }) => text).join('\n');
    for (const { text, line } of commentsIn(html)) {
      const place = lines[line];
      const marked = markInComment(text);
      if (marked === undefined) {
        if (text.length < 60) this.addLabel(place?.line ?? 0, text.trim());
      } else if (place) this.readMark(marked, place);
    }
    this.addLabel(lines[0]?.line ?? 0, titleIn(html));
  }

  private readMark(text: string, place: SourceLine): void {
    const mark = parseMark(text);
    if (typeof mark !== 'string') this.mark = mark;
    else {
      const { line, column } = place;
      const endColumn = columnAt(place, place.text.trimEnd().length);
      this.problems.push({ line, column, endColumn, message: mark });
    }
  }

  private addBlock(
    language: string,
    lines: readonly SourceLine[],
    more: Pick<ShellBlock, 'meant' | 'prompts'> & { readonly head?: number; readonly labels?: readonly string[] },
  ): void {
    const isText = ({ text }: SourceLine) => text.trim() !== '';
    const from = lines.findIndex(isText);
    if (from < 0) return;
    const own = lines.slice(from, lines.findLastIndex(isText) + 1);
    const line = own[0]?.line ?? 0;
    const { head = line, labels = [], ...rest } = more;
    for (const text of labels) this.addLabel(head, text);
    this.blocks.push({
      head,
      line,
      endLine: own.at(-1)?.line ?? line,
      language,
      lines: own,
      ...rest,
      remarks: this.remarks,
      headings: this.headings,
      ...(this.mark && { mark: this.mark }),
    });
    this.remarks = [];
    this.mark = undefined;
  }
}

/** MyST's options: `:key: value` lines or a block between `---` at the beginning of a directive's body. */
function splitOptions(lines: readonly SourceLine[]): { options: Map<string, string>; lines: readonly SourceLine[] } {
  const options = new Map<string, string>();
  const rule =
    lines[0]?.text.trim() === '---' ? lines.findIndex(({ text }, at) => at > 0 && text.trim() === '---') : -1;
  let at = rule < 0 ? 0 : 1;
  for (; rule < 0 || at < rule; at++) {
    const text = lines[at]?.text.trim() ?? '';
    const [found, key = '', value = ''] = (rule < 0 ? /^:([\w-]+):\s*(.*)$/ : /^([\w-]+):\s*(.*)$/).exec(text) ?? [];
    if (found === undefined && rule < 0) break;
    options.set(key, value);
  }
  return { options, lines: lines.slice(rule < 0 ? at : rule + 1) };
}

/** Comments, and in which line of the text each begins. */
function* commentsIn(html: string): Generator<{ readonly text: string; readonly line: number }> {
  let line = 0;
  for (let from = 0, at = html.indexOf('<!--'); at >= 0; at = html.indexOf('<!--', from)) {
    const end = html.indexOf('-->', at + 4);
    if (end < 0) return;
    line += html.slice(from, at).split('\n').length - 1;
    yield { text: html.slice(at + 4, end), line };
    from = at + 4;
    line += html.slice(from, end).split('\n').length - 1;
    from = end;
  }
}

/** The text of a `summary`, or what a tab of a component is called. */
function titleIn(html: string): string {
  const summary = html.search(/<summary\b/i);
  const begin = summary < 0 ? -1 : html.indexOf('>', summary) + 1;
  if (begin > 0) {
    const length = html.slice(begin).search(/<\/summary>/i);
    if (length >= 0)
      return html
        .slice(begin, begin + length)
        .replace(/<[^<>]*>/g, '')
        .trim();
  }
  return /<Tab(?:Item)?\b[^<>]{0,300}?\b(?:label|title)="([^"]+)"/.exec(html)?.[1] ?? '';
}
