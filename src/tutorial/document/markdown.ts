import MarkdownIt from 'markdown-it';
import { codeDirectives, misspelt, opaqueDirectives, optionLabels, promptDirective } from './directives';
import { parseFenceInfo, type FenceInfo } from './fenceInfo';
import { contentLines, markdownLines } from './markdownLines';
import { ReadingBuilder } from './readingBuilder';
import { siteMarkup } from './siteMarkup';
import type { DocumentReading, SourceLine } from './shellBlock';

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
  return reader.reading.finish();
}

class MarkdownReader {
  readonly reading = new ReadingBuilder();
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
      else if (token.type === 'code_block') this.reading.addBlock('', contentLines(token.content, source, from), {});
      else if (token.type === 'html_block') this.readHtml(contentLines(token.content, source, from));
      else if (token.type === 'site_label') this.reading.addLabel(at, token.content);
      else if (token.type === 'site_comment' && source[from]) this.reading.addComment(source[from], token.content);
    }
  }

  private readInline(token: Token, opener: Token | undefined, line: number): void {
    const text = token.content
      .split('\n')
      .map((part) => part.trim())
      .join(' ');
    if (opener?.type === 'heading_open') {
      const level = Number(opener.tag.slice(1));
      this.reading.addHeading(line, text, level);
    } else this.reading.addProse(line, text);
  }

  private readFence(token: Token, source: readonly SourceLine[], from: number, depth: number): void {
    const info = parseFenceInfo(token.info.trim());
    const head = source[from];
    const lines = contentLines(token.content, source, from + 1);
    if (head && misspelt.test(info.directive) && !codeDirectives.has(info.directive))
      this.reading.report(
        head,
        `There is no directive “${info.directive}”: what is below is shown as an error. Write “{code-block}”.`,
      );
    else if (info.directive !== '') this.readDirective(info, lines, head?.line ?? 0, depth);
    else {
      if (info.mark !== undefined && head) this.reading.addMark(head, info.mark);
      this.reading.addBlock(info.language, lines, { head: head?.line ?? 0, labels: info.labels });
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
      this.reading.addBlock(language, lines, { head, labels: [tab, ...optionLabels(options)] });
    } else if (directive === 'parsed-literal') this.reading.addBlock('', lines, { head, meant: 'shown' });
    else if (directive === 'prompt') {
      const { language: shell, ...more } = promptDirective(argument.split(/\s+/).filter(Boolean), options);
      this.reading.addBlock(shell, lines, { head, ...more });
    } else if (depth < deepest && !opaqueDirectives.has(directive)) {
      this.reading.addLabel(head, argument);
      this.read(lines, depth + 1);
    }
  }

  private readHtml(lines: readonly SourceLine[]): void {
    const html = lines.map(({ text }) => text).join('\n');
    for (const { text, line } of commentsIn(html)) {
      const place = lines[line];
      if (place) this.reading.addComment(place, text);
    }
    this.reading.addLabel(lines[0]?.line ?? 0, titleIn(html));
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
