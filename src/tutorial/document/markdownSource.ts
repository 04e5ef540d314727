import type { SourceLine } from './shellBlock';

/** MkDocs' tabs and admonitions: their bodies are indented by four columns and would be code in CommonMark. */
const container = /^([ \t]*)(?:===[+!]?|!!!\+?|\?\?\?\+?)[ \t]+[\w \t-]*(?:"(.*)"[ \t]*)?$/;
const jekyllHighlight = /^([ \t]*)\{%-?[ \t]*highlight[ \t]+([\w-]+).*%\}[ \t]*$/;
const jekyllEnd = /^([ \t]*)\{%-?[ \t]*endhighlight[ \t]*-?%\}[ \t]*$/;
const hugoHighlight = /^([ \t]*)\{\{[<%][ \t]*highlight[ \t]+"?([\w-]+).*[%>]\}\}[ \t]*$/;
const hugoEnd = /^([ \t]*)\{\{[<%][ \t]*\/[ \t]*highlight[ \t]*[%>]\}\}[ \t]*$/;
const fence = '~~~~~~~~';

/**
 * The lines of a document as CommonMark reads them, in the same number: front matter and the markup of site generators that CommonMark
 * does not know (tabs and admonitions of MkDocs, `highlight` of Jekyll and Hugo) are replaced, and each line says where its text stands
 * in the document.
 */
export function markdownSource(text: string): SourceLine[] {
  const lines = text.split(/\r\n|\r|\n/).map((raw, line): SourceLine => ({ line, column: 0, text: raw }));
  blankFrontMatter(lines);
  if (/\{%-?\s{0,9}comment\b/.test(text)) blankLiquidComments(lines);
  if (/(?:highlight)[^\n]*[%>]\}/.test(text)) replaceHighlights(lines);
  return /^[ \t]*(?:===|!!!|\?\?\?)/m.test(text) ? withoutContainers(lines) : lines;
}

function blankFrontMatter(lines: SourceLine[]): void {
  const sign = lines[0]?.text.trimEnd();
  if (sign !== '---' && sign !== '+++') return;
  const end = lines.findIndex(
    ({ text }, index) => index > 0 && (text.trimEnd() === sign || (sign === '---' && text.trimEnd() === '...')),
  );
  for (let at = 0; at <= end; at++) lines[at] = { line: at, column: 0, text: '' };
}

function blankLiquidComments(lines: SourceLine[]): void {
  let inside = false;
  for (const [index, source] of lines.entries()) {
    if (/^\s*\{%-?\s*comment\s*-?%\}\s*$/.test(source.text)) inside = true;
    const ends = /\{%-?\s*endcomment\s*-?%\}/.test(source.text);
    if (inside) lines[index] = { ...source, text: '' };
    if (ends) inside = false;
  }
}

function replaceHighlights(lines: SourceLine[]): void {
  for (const [index, source] of lines.entries()) {
    const begin = jekyllHighlight.exec(source.text) ?? hugoHighlight.exec(source.text);
    const end = begin ? null : (jekyllEnd.exec(source.text) ?? hugoEnd.exec(source.text));
    if (begin) lines[index] = { ...source, text: `${begin[1] ?? ''}${fence} ${begin[2] ?? ''}` };
    else if (end) lines[index] = { ...source, text: `${end[1] ?? ''}${fence}` };
  }
}

function withoutContainers(lines: readonly SourceLine[]): SourceLine[] {
  const open: number[] = [];
  let fenced = '';
  return lines.map((source) => {
    const { line } = source;
    if (source.text.trim() === '') return source;
    const indent = source.text.length - source.text.trimStart().length;
    while (open.length > 0 && indent < (open.at(-1) ?? 0) && fenced === '') open.pop();
    const cut = Math.min(open.length * 4, indent);
    const text = source.text.slice(cut);
    const marker = /^[ \t]*(`{3,}|~{3,})/.exec(text)?.[1];
    if (fenced !== '') {
      if (marker?.startsWith(fenced) && text.trim() === marker) fenced = '';
    } else if (marker) fenced = marker;
    const found = fenced === '' && !marker ? container.exec(text) : null;
    if (!found) return { line, column: cut, text };
    open.push(cut + (found[1] ?? '').length + 4);
    return { line, column: cut, text: `${found[1] ?? ''}<!-- ${(found[2] ?? '').replace(/-->/g, '')} -->` };
  });
}
