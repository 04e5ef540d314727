import type { ShellBlock } from './shellBlock';

// Directives of docutils, Sphinx and their extensions, which MyST has in Markdown too.

/** Directives whose body is the text of a block; `code-tab` names its tab behind the language. */
export const codeDirectives = new Set([
  ...['code-block', 'code', 'sourcecode', 'code-tab', 'code-cell', 'substitution-code-block', 'cli-block', 'terminal'],
]);

/** Directives whose body holds no blocks: skipped whole. */
export const opaqueDirectives = new Set([
  ...['raw', 'math', 'csv-table', 'productionlist', 'graphviz', 'digraph', 'graph', 'mermaid', 'uml', 'plantuml'],
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
  ...['nwdiag', 'seqdiag', 'blockdiag', 'actdiag', 'ditaa', 'aafig', 'tikz', 'jinja', 'ipython', 'plot', 'todolist'],
  ...[
    'replace',
    'unicode',
    'date',
    'default-role',
    'role',
    'title',
    'contents',
    'sectnum',
    'highlightlang',
    'testcleanup',
    'line-block',
    'target-notes',
    'section-numbering',
  ],
]);

/** Directives without arguments: what stands behind their name is the beginning of their text. */
export const admonitions = new Set([
  ...['note', 'tip', 'hint', 'important', 'warning', 'caution', 'attention', 'danger', 'error', 'seealso', 'todo'],
  ...['compound', 'tab-set'],
]);

/** Directives that have no options either. */
export const bare = new Set(['epigraph', 'highlights', 'pull-quote', 'header', 'footer', 'tabs']);

/** Directives whose argument names what is in them. */
export const labelled = new Set([
  ...['tab', 'tab-item', 'group-tab', 'topic', 'sidebar', 'rubric', 'dropdown', 'admonition', 'container', 'details'],
  ...['tip-box', 'collapse', 'step', 'panels', 'card', 'grid-item-card'],
]);

/** Directives that have an argument, which goes on to the first blank line, and no options. */
export const argued = new Set(['class', 'only', 'deprecated', 'versionadded', 'versionchanged', 'versionremoved']);

/** What authors write when they mean a code directive. */
export const misspelt = /^(?:code[-_ ]?blocks?|codes|source[-_ ]?codes?|code-blok)$/;

/** A directive for code as it is meant, in a line that is none: `.. code-block::sh`, `.. code-block: sh`, `..code-block:: sh`. */
export const brokenCode =
  /^(?:\.{1,2}\s*)?(?:code-block|sourcecode|code-tab|code)(?:::?|\s:)(?!:)(?:\s|[\w-]+\s*$|$)|^\.\.\s+(?:code-block|sourcecode)(?:\s+[\w-]+)?\s*$/;

/**
 * What sphinx-prompt's directive says of its block: its language, and the prompts that its lines have (`auto`) or are shown with.
 *
 * @param words its arguments: language, prompts with commas between them, modifiers
 */
export function promptDirective(
  words: readonly string[],
  options: ReadonlyMap<string, string>,
): Required<Pick<ShellBlock, 'language' | 'prompts'>> & Pick<ShellBlock, 'meant'> {
  const language = (options.get('language') ?? words[0] ?? 'bash').toLowerCase();
  const prompts = (options.get('prompts') ?? words[1] ?? '').split(',').filter((prompt) => prompt !== '');
  const isAuto = /\bauto\b/.test(options.get('modifiers') ?? words[2] ?? '');
  return isAuto ? { language, prompts } : { language, prompts: prompts.slice(0, 1), meant: 'commands' };
}

/** What a block is called by its options. */
export function optionLabels(options: ReadonlyMap<string, string>): string[] {
  return [options.get('caption') ?? '', (options.get('class') ?? '').replace(/-/g, ' ')];
}
