/** Directives whose body is the text of a block; `code-tab` names its tab behind the language. */
export const codeDirectives = new Set([
  ...['code-block', 'code', 'sourcecode', 'code-tab', 'substitution-code-block', 'cli-block', 'terminal'],
]);

/** Directives whose body is no reStructuredText: skipped whole. */
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
  ],
]);

/** Directives without arguments: what stands behind their name is the beginning of their text. */
export const admonitions = new Set([
  ...['note', 'tip', 'hint', 'important', 'warning', 'caution', 'attention', 'danger', 'error', 'seealso', 'todo'],
  ...['deprecated', 'versionadded', 'versionchanged', 'epigraph', 'highlights', 'pull-quote', 'compound'],
  ...['header', 'footer', 'tabs', 'tab-set'],
]);

/** Directives whose argument names what is in them. */
export const labelled = new Set([
  ...['tab', 'tab-item', 'group-tab', 'topic', 'sidebar', 'rubric', 'dropdown', 'admonition', 'container', 'details'],
  ...['tip-box', 'collapse', 'step', 'panels', 'card', 'grid-item-card'],
]);

/** What authors write when they mean a code directive. */
export const misspelt = /^(?:code[-_ ]?blocks?|codes|source[-_ ]?codes?|code-blok)$/;

/** A directive for code as it is meant, in a line that is none: `.. code-block::sh`, `.. code-block: sh`, `..code-block:: sh`. */
export const brokenCode = /^(?:\.\.\s*)?(?:code-block|sourcecode|code-tab|code)(?:::?|\s:)(?!:)(?:\s|[\w-]+\s*$|$)/;
