import MarkdownIt from 'markdown-it';
import { parseFenceInfo, type FenceInfo } from './fenceInfo';
import { markInComment, parseMark, type Mark } from './mark';
import { markdownSource } from './markdownSource';
import type { DocumentReading, Heading, Problem, Remark, ShellBlock, SourceLine } from './shellBlock';

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

const codeDirectives = new Set(['code-block', 'code', 'sourcecode', 'code-cell']);
/** Directives of MyST in directives. */
const deepest = 8;

/**
 * Reads the fenced and indented code blocks of a Markdown document (CommonMark and GitHub's tables, by markdown-it; MyST's directives;
 * what `markdownSource` says of site generators). Never throws.
 */
export function readMarkdown(text: string): DocumentReading {
  const reader = new MarkdownReader();
  reader.read(markdownSource(text), 0);
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
  }

  read(source: readonly SourceLine[], depth: number): void {
    const tokens = this.parser.parse(source.map(({ text }) => text).join('\n'), {});
    for (const [index, token] of tokens.entries()) {
      const [from = 0, end = from] = token.map ?? [];
      const at = source[from]?.line ?? 0;
      if (token.type === 'inline') this.readInline(token, tokens[index - 1], at);
      else if (token.type === 'fence') this.readFence(token, source, from, end, depth);
      else if (token.type === 'code_block') this.addBlock('', linesOf(token.content, source, from), {});
      else if (token.type === 'html_block') this.readHtml(token.content, source[from]);
    }
  }

  private readInline(token: Token, opener: Token | undefined, line: number): void {
    const text = token.content.replace(/\s*\n\s*/g, ' ');
    if (opener?.type === 'heading_open') {
      const level = Number(opener.tag.slice(1));
      this.headings = [...this.headings.filter((one) => one.level < level), { line, text, level }];
      this.remarks.push({ line, text, kind: 'heading' });
    } else if (/^\{[{%][^]*[%}]\}$/.test(text) && !/[%}]\}.*[%}]\}/.test(text)) {
      const label = /"([^"]+)"/.exec(text)?.[1];
      if (label !== undefined) this.remarks.push({ line, text: label, kind: 'label' });
    } else this.remarks.push({ line, text, kind: 'prose' });
  }

  private readFence(token: Token, source: readonly SourceLine[], from: number, end: number, depth: number): void {
    const info = parseFenceInfo(token.info.trim());
    const head = source[from];
    const lines = linesOf(token.content, source, from + 1).slice(0, Math.max(0, end - from - 1));
    if (info.directive === '') {
      if (info.mark !== undefined) this.readMark(info.mark, head);
      this.addBlock(info.language, lines, { head: head?.line ?? 0, labels: info.labels });
    } else this.readDirective(info, lines, head, depth);
  }

  private readDirective(
    info: FenceInfo,
    all: readonly SourceLine[],
    head: SourceLine | undefined,
    depth: number,
  ): void {
    const { options, lines } = splitOptions(all);
    const at = { head: head?.line ?? 0 };
    if (codeDirectives.has(info.directive)) {
      const labels = [options.get('caption'), options.get('class')].flatMap((label) => label ?? []);
      this.addBlock(info.language, lines, { ...at, labels });
    } else if (info.directive === 'parsed-literal') this.addBlock('', lines, { ...at, meant: 'shown' });
    else if (info.directive === 'prompt') {
      const [language = 'bash', prompt = '', modifiers = ''] = info.argument.split(/\s+/).filter((word) => word !== '');
      const auto = /\bauto\b/.test(options.get('modifiers') ?? modifiers);
      const prompts = prompt.split(',').filter((one) => one !== '');
      this.addBlock(language, lines, { ...at, prompts, ...(auto ? {} : { meant: 'commands' }) });
    } else if (depth < deepest) {
      if (info.argument !== '') this.remarks.push({ line: at.head, text: info.argument, kind: 'label' });
      this.read(lines, depth + 1);
    }
  }

  private readHtml(content: string, source: SourceLine | undefined): void {
    const line = source?.line ?? 0;
    for (const [, comment = ''] of content.matchAll(/<!--([^]*?)-->/g)) {
      const text = comment.trim();
      const marked = markInComment(text);
      if (marked !== undefined) this.readMark(marked, source);
      else if (text !== '' && text.length < 60) this.remarks.push({ line, text, kind: 'label' });
    }
    const summary =
      /<summary[^>]*>([^]*?)<\/summary>/i.exec(content)?.[1] ??
      /<Tab(?:Item)?\b[^>]*\b(?:label|title)="([^"]+)"/.exec(content)?.[1];
    if (summary) this.remarks.push({ line, text: summary.replace(/<[^>]*>/g, '').trim(), kind: 'label' });
  }

  private readMark(text: string, source: SourceLine | undefined): void {
    const mark = parseMark(text);
    if (typeof mark !== 'string') this.mark = mark;
    else if (source) {
      const { line, column } = source;
      this.problems.push({ line, column, endColumn: column + source.text.trimEnd().length, message: mark });
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
    for (const text of labels) this.remarks.push({ line: head, text, kind: 'label' });
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

/** The lines of a token's content, which markdown-it has freed of the markup around them, where they stand in the document. */
function linesOf(content: string, source: readonly SourceLine[], from: number): SourceLine[] {
  const texts = content.split('\n');
  if (texts.at(-1) === '') texts.pop();
  return texts.map((text, index) => {
    const { line, column, text: raw } = source[from + index] ?? { line: from + index, column: 0, text };
    // A tab that reaches into the content stands as spaces there.
    const own = raw.endsWith(text) ? text : text.trimStart();
    const padding = text.length - own.length;
    const at = { line, column: column + Math.max(0, raw.length - own.length), text };
    return padding > 0 ? { ...at, padding } : at;
  });
}

/** MyST's options: `:key: value` lines or a block between `---` at the beginning of a directive's body. */
function splitOptions(lines: readonly SourceLine[]): { options: Map<string, string>; lines: readonly SourceLine[] } {
  const options = new Map<string, string>();
  const fenced = lines[0]?.text.trim() === '---';
  let at = fenced ? 1 : 0;
  for (; at < lines.length; at++) {
    const text = lines[at]?.text.trim() ?? '';
    if (fenced && text === '---') {
      at++;
      break;
    }
    const found = fenced ? /^([\w-]+):\s*(.*)$/.exec(text) : /^:([\w-]+):\s*(.*)$/.exec(text);
    if (!found && !fenced) break;
    if (found) options.set(found[1] ?? '', found[2] ?? '');
  }
  return { options, lines: lines.slice(at) };
}
