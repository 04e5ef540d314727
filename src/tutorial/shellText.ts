/**
 * Whether a shell would wait for more after this text: an open quote or substitution, a here-document without its end, a
 * backslash or an operator at the end of the line. Read as POSIX shells do (Shell Command Language, "Token Recognition").
 */
export function waitsForMore(text: string): boolean {
  const scan = scanShell(text);
  return scan.open || /(?:^|[^\\|&;(])(?:\|\|?|&&)\s*$/.test(scan.code);
}

interface Scan {
  /** An open quote, substitution, here-document or escaped line end. */
  readonly open: boolean;
  /** The text without comments and quoted parts. */
  readonly code: string;
}

function scanShell(text: string): Scan {
  const closers: string[] = [];
  const documents: { readonly end: string; readonly tabs: boolean }[] = [];
  let code = '';
  let escapedEnd = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const closer = closers.at(-1);
    escapedEnd = false;
    if (closer === "'") {
      if (char === "'") closers.pop();
      continue;
    }
    if (char === '\\') {
      at++;
      escapedEnd = at >= text.length || (text.charAt(at) === '\n' && at === text.length - 1);
      if (closer !== '"') code += '_';
      continue;
    }
    if (char === closer) {
      closers.pop();
      continue;
    }
    if (char === '"' || (char === "'" && closer !== '"')) closers.push(char);
    else if (char === '`') closers.push('`');
    else if (char === '$' && text.charAt(at + 1) === '(') {
      closers.push(')');
      at++;
    } else if (char === '$' && text.charAt(at + 1) === '{') {
      closers.push('}');
      at++;
    } else if (closer === '"') continue;
    else if (char === '#' && (at === 0 || /[\s;&|(]/.test(text.charAt(at - 1)))) {
      while (at + 1 < text.length && text.charAt(at + 1) !== '\n') at++;
    } else if (char === '<' && text.startsWith('<<', at) && !text.startsWith('<<<', at)) {
      const found = /^<<(-?)[ \t]*(?:'([^']+)'|"([^"]+)"|\\?([^\s;&|<>()'"]+))/.exec(text.slice(at, at + 200));
      if (found) {
        documents.push({ end: found[2] ?? found[3] ?? found[4] ?? '', tabs: found[1] === '-' });
        at += found[0].length - 1;
        code += '_';
      }
    } else if (text.startsWith('<<<', at)) at += 2;
    else if (char === '\n' && documents.length > 0) {
      const end = endOfDocuments(text, at + 1, documents);
      if (end === undefined) return { open: true, code };
      documents.length = 0;
      at = end - 1;
    } else code += char;
  }
  return { open: closers.length > 0 || documents.length > 0 || escapedEnd, code };
}

/** Where the text goes on behind the bodies of here-documents, if all of them end. */
function endOfDocuments(
  text: string,
  from: number,
  documents: readonly { readonly end: string; readonly tabs: boolean }[],
): number | undefined {
  let at = from;
  for (const { end, tabs } of documents) {
    for (;;) {
      if (at > text.length) return undefined;
      const lineEnd = text.indexOf('\n', at);
      const line = text.slice(at, lineEnd < 0 ? text.length : lineEnd);
      at = lineEnd < 0 ? text.length + 1 : lineEnd + 1;
      if ((tabs ? line.replace(/^\t+/, '') : line) === end) break;
    }
  }
  return Math.min(at, text.length);
}
