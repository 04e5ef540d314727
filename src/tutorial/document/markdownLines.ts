import { linesOf } from './indentation';
import { columnAt, type SourceLine } from './shellBlock';

/** The lines of a Markdown document, in which those of its front matter are blank. */
export function markdownLines(text: string): SourceLine[] {
  const texts = linesOf(text);
  const end = frontMatterEnd(texts);
  return texts.map((raw, line) => ({ line, column: 0, text: line <= end ? '' : raw }));
}

/** Index of the line that ends the front matter; -1 for none. */
function frontMatterEnd(lines: readonly string[]): number {
  const sign = lines[0]?.trimEnd();
  if (sign !== '---' && sign !== '+++') return -1;
  return lines.findIndex(
    (line, index) => index > 0 && (line.trimEnd() === sign || (sign === '---' && line.trimEnd() === '...')),
  );
}

/**
 * Where the lines of a token's content stand in the document. The parser has freed them of the markup that they are in; a tab that
 * reaches beyond it stands as spaces in the content.
 *
 * @param source the lines that were parsed
 * @param from index of the one that the content begins with
 */
export function contentLines(content: string, source: readonly SourceLine[], from: number): SourceLine[] {
  const texts = content.split('\n');
  if (texts.at(-1) === '') texts.pop();
  return texts.map((text, index) => {
    const whole = source[from + index];
    if (!whole) return { line: from + index, column: 0, text };
    // The parser has U+FFFD for NUL, as CommonMark wants it.
    const raw = whole.text.replaceAll('\0', '\ufffd');
    let spaces = 0;
    while (spaces < text.length && !raw.endsWith(text.slice(spaces))) spaces++;
    const offset = whole.text.length - (text.length - spaces);
    const padding = spaces + Math.max(0, (whole.padding ?? 0) - offset);
    const line = {
      line: whole.line,
      column: columnAt(whole, offset),
      text: ' '.repeat(spaces) + whole.text.slice(offset),
    };
    return padding > 0 ? { ...line, padding } : line;
  });
}
