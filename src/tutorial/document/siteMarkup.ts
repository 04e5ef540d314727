import type { MarkdownIt, StateBlock } from 'markdown-it';
import { codeDirectives, opaqueDirectives } from './directives';
import { parseFenceInfo } from './fenceInfo';

/** MkDocs' tabs and admonitions: their bodies are indented by four columns and would be code in CommonMark. */
const container = /^(?:===[+!]?|!!!\+?|\?\?\?\+?)[ \t]+[\w \t-]*(?:"(.*)")?$/;
const jekyllHighlight = /^\{%-?[ \t]*highlight[ \t]+([\w-]+)/;
const jekyllEnd = /^\{%-?[ \t]*endhighlight[ \t]*-?%\}$/;
const hugoHighlight = /^\{\{[<%][ \t]*highlight[ \t]+"?([\w-]+)/;
const hugoEnd = /^\{\{[<%][ \t]*\/[ \t]*highlight[ \t]*[%>]\}\}$/;
const comment = /^\{%-?[ \t]*comment[ \t]*-?%\}$/;
const commentEnd = /\{%-?[ \t]*endcomment[ \t]*-?%\}/;
const tagEnd = /[%>}]\}$/;
/** Docusaurus, VitePress, Pandoc and MyST: three colons or more, and what the container is. */
const colons = /^(:{3,})[ \t]*(.*)$/;
const bodies = new Set([...codeDirectives, ...opaqueDirectives, 'parsed-literal', 'prompt']);

type Rule = (state: StateBlock, start: number, end: number, silent: boolean) => boolean;

/**
 * Teaches the parser the markup of site generators that stands between blocks and that CommonMark would take for something else. Code
 * becomes a token `fence`; `site_label` has the title of what begins there as its content, `site_comment` a comment.
 */
export function siteMarkup(parser: MarkdownIt): void {
  const { ruler } = parser.block;
  const interrupts = { alt: ['paragraph', 'reference', 'blockquote', 'list'] };
  ruler.before('fence', 'site_highlight', startingWith('{', highlight), interrupts);
  ruler.before('fence', 'site_comment', startingWith('{', liquidComment), interrupts);
  ruler.before('fence', 'site_tag', startingWith('{', templateTag));
  ruler.before('fence', 'site_container', startingWith('=!?', indentedContainer), interrupts);
  ruler.before('fence', 'site_colons', startingWith(':', colonFence), interrupts);
}

/** A rule that is asked at lines alone which begin with one of these characters, and are not indented as code. */
function startingWith(characters: string, rule: Rule): Rule {
  return (state, start, end, silent) =>
    characters.includes(state.src.charAt((state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0))) &&
    !isCode(state, start) &&
    rule(state, start, end, silent);
}

function isCode(state: StateBlock, line: number): boolean {
  return (state.sCount[line] ?? 0) - state.blkIndent >= 4;
}

function textOf(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]).trimEnd();
}

/**
 * The first of those lines that matches, in what the block at `start` is in; `end` for none. Having found none is remembered: a page
 * of beginnings without an end is read through once.
 */
function findLine(state: StateBlock, start: number, end: number, pattern: RegExp): number {
  const env = state.env as { without?: Map<string, { readonly from: number; readonly to: number }> };
  const without = (env.without ??= new Map());
  const known = without.get(pattern.source);
  if (known && known.from <= start && end <= known.to) return end;
  let line = start + 1;
  for (; line < end && (state.isEmpty(line) || (state.sCount[line] ?? 0) >= state.blkIndent); line++)
    if (pattern.test(textOf(state, line))) return line;
  without.set(pattern.source, { from: start, to: end });
  return end;
}

function pushCode(state: StateBlock, start: number, last: number, info: string): void {
  state.line = last + 1;
  const token = state.push('fence', 'code', 0);
  token.info = info;
  token.content = state.getLines(start + 1, last, state.sCount[start] ?? 0, true);
  token.map = [start, state.line];
}

function pushLabel(state: StateBlock, line: number, text: string): void {
  push(state, 'site_label', line, text);
}

function push(state: StateBlock, type: 'site_label' | 'site_comment', line: number, text: string): void {
  state.line = line + 1;
  const token = state.push(type, '', 0);
  token.content = text.trim();
  token.map = [line, state.line];
}

function highlight(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  const text = textOf(state, start);
  const jekyll = jekyllHighlight.exec(text);
  const language = (jekyll ?? hugoHighlight.exec(text))?.[1];
  if (language === undefined || !tagEnd.test(text)) return false;
  const last = findLine(state, start, end, jekyll ? jekyllEnd : hugoEnd);
  if (last === end) return false;
  if (!silent) pushCode(state, start, last, language);
  return true;
}

function liquidComment(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  if (!comment.test(textOf(state, start))) return false;
  const last = findLine(state, start, end, commentEnd);
  if (last === end) return false;
  if (!silent) state.line = last + 1;
  return true;
}

/** A line that is one tag of a template: `{{< tab "On the host" >}}`, `{% tab title="Linux" %}`. */
function templateTag(state: StateBlock, start: number, _end: number, silent: boolean): boolean {
  const text = textOf(state, start);
  if (!/^\{(?:[{%]|\/\*)/.test(text) || text.search(/(?:[%}]|\*\/)\}/) !== text.length - (text.endsWith('*/}') ? 3 : 2))
    return false;
  // A comment of MDX, where HTML has none.
  const comment = /^\{\/\*(.*)\*\/\}$/.exec(text)?.[1];
  if (silent) return true;
  if (comment === undefined) pushLabel(state, start, /"([^"]+)"/.exec(text)?.[1] ?? '');
  else push(state, 'site_comment', start, comment);
  return true;
}

function indentedContainer(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  const found = container.exec(textOf(state, start));
  if (!found || silent) return found !== null;
  pushLabel(state, start, found[1] ?? '');
  const { blkIndent, listIndent } = state;
  state.blkIndent = (state.sCount[start] ?? 0) + 4;
  state.listIndent = -1;
  // Levels are what the parser's limit for nesting counts.
  state.level++;
  state.md.block.tokenize(state, start + 1, end);
  state.level--;
  state.blkIndent = blkIndent;
  state.listIndent = listIndent;
  return true;
}

function colonFence(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  const [, sign = '', info = ''] = colons.exec(textOf(state, start)) ?? [];
  if (sign === '' || silent) return sign !== '';
  const { directive, argument } = parseFenceInfo(info);
  // What is in other directives stands beside them as anything else does.
  const last = bodies.has(directive) ? findLine(state, start, end, new RegExp(`^:{${sign.length},}$`)) : end;
  if (last < end) pushCode(state, start, last, info);
  else pushLabel(state, start, directive === '' ? titleIn(info) : argument);
  return true;
}

/** The title in `note Title`, `note[Title]` or `{.note title="Title"}`. */
function titleIn(info: string): string {
  return /(?:"(.*)"|\[(.*)\])/.exec(info)?.slice(1).join('') ?? info.replace(/^[\w-]+|\{.*/g, '');
}
