import { codeDirectives } from './directives';
import { blockKind } from './language';

/** What the info string of a Markdown fence says. */
export interface FenceInfo {
  /** In lower case. */
  readonly language: string;
  /** A MyST directive: `code-block`, `note`; empty for a plain fence. */
  readonly directive: string;
  /** What stands behind the directive's name. */
  readonly argument: string;
  /** Titles, captions and classes. */
  readonly labels: readonly string[];
  /** Value of the attribute `network-lab`. */
  readonly mark?: string;
}

const terminalLanguage = /^\.?term(?:inal)?-?(\d)$/;
/** Longer than any info string that means something; what is behind it is not looked at. */
const longest = 500;
const attribute = /([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s}]+))/g;
/** Other languages whose code Quarto and R Markdown run. */
const engines = new Set(['python', 'r', 'julia', 'sql', 'js', 'javascript', 'ojs', 'dot', 'stan', 'yaml', 'json']);
const titles = new Set(['title', 'caption', 'name', 'label', 'filename', 'file', 'header']);

/**
 * Reads an info string by the habits of the renderers there are: `bash`, `bash title="x"`, `bash {1,3}`, `bash{1}`, `{.bash .x}`,
 * `language-bash`, `bash:x`, `sh,ignore`, Quarto's `{bash}`, and MyST's `{code-block} bash`.
 */
export function parseFenceInfo(whole: string): FenceInfo {
  const info = whole.slice(0, longest);
  const [, braced = '', argument = ''] = /^\{([A-Za-z][\w:-]*)(?:[ \t,][^}]*)?\}[ \t]*(.*)$/.exec(info) ?? [];
  const name = braced.toLowerCase();
  // Quarto and R Markdown write a language like a directive.
  if (name !== '' && !isLanguage(name)) return { language: nameIn(argument), directive: name, argument, labels: [] };
  const labels: string[] = [];
  let mark: string | undefined;
  for (const [, key = '', double, single, bare] of info.matchAll(attribute)) {
    const value = double ?? single ?? bare ?? '';
    if (key === 'network-lab') mark = value;
    else if (titles.has(key) && value !== '') labels.push(value);
  }
  const classes = [...info.replace(attribute, '').matchAll(/(?:^|[\s{])\.([\w-]+)/g)].map(([, name = '']) => name);
  const language = name || nameIn(info) || nameIn(classes.shift() ?? '');
  labels.push(...classes.map((name) => name.replace(/-/g, ' ')));
  // Play with Docker's classroom sends a block to one of its terminals.
  const terminal = terminalLanguage.exec(language)?.[1];
  if (terminal !== undefined) labels.push(`terminal ${terminal}`);
  return { language, directive: '', argument: '', labels, ...(mark === undefined ? {} : { mark }) };
}

function isLanguage(name: string): boolean {
  const kind = blockKind(name);
  return engines.has(name) || (!codeDirectives.has(name) && (kind === 'script' || kind === 'session'));
}

function nameIn(text: string): string {
  return (/^[\w+#.-]+/.exec(text)?.[0] ?? '').toLowerCase().replace(/^(?:language|lang)-/, '');
}
