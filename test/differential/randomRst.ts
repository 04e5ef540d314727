import type { Random } from '../support/random';

type Lines = readonly string[];
type Choices = readonly [string, ...string[]];

/** Text in which much looks like other markup, and some is. */
const texts: Choices = [
  ...(['docker', 'a *b*', '``x``', 'E. Noether said', '3.5 of', 'i. e. this', 'docker run -p 80:80', '-p 80'] as const),
  ...[
    'what::is',
    '(see b) x',
    'I think',
    '- dash',
    '*',
    '+',
    '.5',
    '| pipe',
    '>> y',
    '__ x',
    '.. x y',
    ':a: b',
    ':a:`b`',
  ],
  ...['\\- x', '\\*', '\\:: x', ':sup:`2`', '-v', 'term : class', 'I. x', '#. x', '===', '....'],
];
const code: Choices = [
  ...([
    '$ docker ps',
    '  indented',
    '',
    '> quoted',
    '.. code:: sh',
    '- item',
    'a::',
    '\ttab',
    ':opt: x',
    '    deep',
    'a\tb',
    'é\t\tc  d',
  ] as const),
  ...['+---+', '# c', '===', '| x'],
];
const enumerators: Choices = [
  ...([
    '1.',
    '2)',
    '(3)',
    '10.',
    '#.',
    '(#)',
    'a.',
    'iv.',
    'iiii.',
    'MCI)',
    '(ic)',
    '(b)',
    'C)',
    'Z.',
    'i.',
    '(ii)',
    'IV.',
    'v)',
    'mm.',
    '(xl)',
  ] as const),
  '1.  ',
];
const bullets: Choices = ['-', '*', '+', '•', '‣', '-  '];
const options: Choices = [
  '-v',
  '+x',
  '-o FILE',
  '-ofile',
  '-a, /all',
  '/long=X',
  '/V',
  '-x <y z>',
  '-ab',
  '-f=x',
  '-1',
];
const margins: Choices = ['   ', '  ', '    ', ' '];
// All directives of docutils, but for those that have functions of their own below, and some of Sphinx and its extensions.
const titled: Choices = [
  ...(['admonition', 'container', 'class', 'compound', 'rubric', 'line-block', 'tab', 'only'] as const),
  ...['versionadded', 'deprecated', 'group-tab', 'dropdown', 'tab-item'],
];
const admonitions: Choices = [
  ...(['note', 'tip', 'warning', 'hint', 'important', 'caution', 'attention', 'danger', 'error'] as const),
  ...['epigraph', 'highlights', 'pull-quote', 'compound', 'header', 'footer', 'seealso', 'todo', 'tabs', 'tab-set'],
];
const opaque: Choices = [
  ...(['math', 'raw', 'image', 'target-notes', 'contents', 'meta', 'sectnum', 'section-numbering', 'replace'] as const),
  ...['unicode', 'date', 'title', 'role', 'default-role', 'include', 'literalinclude', 'toctree', 'graphviz', 'index'],
];

/** First lines of all constructs, to be put below one another by chance. */
const beginnings: Choices = [
  ...(['text', 'text::', '::', 'a b::', '\\::', '- item', '- item::', '*', '1. one', '2. two::', 'a. one'] as const),
  ...['(i) x::', 'E. Noether::', ':field: x::', ':field:', ':linenos:', '-v  opt::', '| line', '>>> x', '> q', '$ x'],
  ...['.. note::', '.. note:: text::', '.. code:: sh', '.. code-block::', '.. code-tab:: sh Two', '.. prompt:: bash $'],
  ...['.. tab:: T', '.. rubric:: T', '.. raw:: html', '.. highlight:: sh', '.. admonition:: arg'],
  ...['.. comment', '..', '.. [1] note::', '.. _t: x', '__ x', '.. |s| replace:: x', '.. |s| image:: x'],
  ...['====', '----', '===  ===', '+---+---+', 'term : classifier'],
];
const indentations: Choices = ['', '', '', '  ', '   ', '   ', '    ', '      ', '        '];

/**
 * Random reStructuredText: of all constructs, nested in each other, some of it malformed; or lines that begin them in any order. What is
 * `explained` in rst.test.ts is not in it.
 */
export function randomDocument(random: Random): string {
  return random.chance(0.25) ? randomLines(random) : randomElements(random);
}

function randomLines(random: Random): string {
  return times(3 + random.below(12), () =>
    random.chance(0.4) ? '' : random.pick(indentations) + random.pick(beginnings),
  ).join('\n');
}

function randomElements(random: Random): string {
  const lines = times(1 + random.below(4), () => [
    ...(random.chance(0.15) ? title(random) : []),
    ...element(random, 2),
    ...gap(random, 0.94),
  ]).flat();
  let text = lines.map((line) => (random.chance(0.04) ? `${line}  ` : line)).join('\n');
  if (random.chance(0.1)) text = text.replace(/^ {8}/gm, '\t');
  if (random.chance(0.05)) text = text.replace(/^ {4}/gm, '\t');
  if (random.chance(0.1)) text = text.split('\n').map(withTabs).join('\n');
  return random.chance(0.1) ? text.replace(/\n/g, '\r\n') : text;
}

/** A line with tabs in place of the spaces before each stop, as some editors save it; but for rows of tables. */
function withTabs(line: string): string {
  if (line.includes('\t') || line.trimEnd().endsWith('|')) return line;
  return line.replace(/.{8}/g, (part) => part.replace(/ {2,}$/, '\t'));
}

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const indent = (lines: Lines, by: string) => lines.map((line) => (line === '' ? '' : by + line));
const gap = (random: Random, probability: number): Lines => (random.chance(probability) ? [''] : []);
const paragraph = (random: Random): Lines => times(1 + random.below(3), () => random.pick(texts));

function codeLines(random: Random): Lines {
  const lines = times(1 + random.below(4), () => random.pick(code));
  return lines.every((line) => line === '') ? ['x'] : lines;
}

function body(random: Random, depth: number): Lines {
  if (depth === 0) return paragraph(random);
  const more = random.below(2) === 0 ? [] : [...gap(random, 0.92), ...element(random, depth - 1)];
  return [...element(random, depth - 1), ...more];
}

/** Lines of which the first stands behind a marker and the others below it. */
function behind(marker: string, lines: Lines, by: string): Lines {
  return [`${marker} ${lines[0] ?? ''}`, ...indent(lines.slice(1), by)];
}

function title(random: Random): Lines {
  const text = random.pick(['Title', 'A longer title', 'Ab', 'What::', '1. x', 'a', '- x']);
  const adornment = random
    .pick(['=', '-', '~', '"', ':'])
    .repeat(Math.max(1, text.length + random.pick([0, 0, 0, 2, -1, -3])));
  if (!random.chance(0.35)) return [text, adornment, ...gap(random, 0.85)];
  const under = random.pick([adornment, adornment, adornment, adornment.slice(1)]);
  return [adornment, random.pick(['', '', ' ']) + text, under, ...gap(random, 0.85)];
}

function literal(random: Random): Lines {
  const ends: readonly [Lines, ...Lines[]] = [
    ['::'],
    ['::'],
    [' ::'],
    ['', '::'],
    ['', '', '::'],
    ['\\::'],
    ['\\\\::'],
    [':'],
  ];
  const text = paragraph(random);
  const [end = '', ...below] = random.pick(ends);
  const lead = [...text.slice(0, -1), `${text.at(-1) ?? ''}${end}`, ...below];
  const blank = [...gap(random, 0.9), ...gap(random, 0.1)];
  const kind = random.below(8);
  if (kind < 6) return [...lead, ...blank, ...indent(codeLines(random), random.pick(margins))];
  if (kind < 7) return [...lead, ...blank, ...codeLines(random).map((line) => `> ${line}`)];
  return [...lead, ...blank, ...(random.chance(0.5) ? codeLines(random) : paragraph(random))];
}

function codeDirective(random: Random): Lines {
  const name = random.pick(['code-block', 'code', 'sourcecode', 'Code-Block', 'code-tab']);
  const language = random.pick(['', ' sh', ' sh', ' console', ' a b', ' :name: x']);
  const head = random.pick<Lines>([
    ...([[], [], [], [':linenos:']] as const),
    ...[
      [':caption: x', ':name: y'],
      [':caption: long', '  more'],
      [':a b: x'],
      [':x:', ':x:'],
      ['sh'],
      [':x:', 'text'],
    ],
  ]);
  return [
    `.. ${name}::${language}`,
    ...indent([...head, ...gap(random, 0.85), ...codeLines(random)], random.pick(margins)),
  ];
}

function malformedDirective(random: Random): Lines {
  const head = random.pick([
    ...(['.. code-block::sh', '.. code-block: sh', '..code-block:: sh', 'code-block:: sh'] as const),
    ...['.. codeblock:: sh', '.. code block:: sh', '.. code-block:sh:', '.. source-code:: sh', '.. code- block:: sh'],
  ]);
  return [head, ...gap(random, 0.85), ...indent(codeLines(random), random.pick(margins))];
}

function otherLiteral(random: Random): Lines {
  const lines = indent(codeLines(random), random.pick(margins));
  return random.pick<Lines>([
    [`.. prompt:: bash${random.pick(['', ' $', ' $ auto', ' #,$ auto', ' a b c d'])}`, ...gap(random, 0.85), ...lines],
    ['.. prompt:: bash', '   :language: sh', '', ...lines],
    [`.. parsed-literal::${random.pick(['', '', ' x'])}`, '', ...lines],
    ['.. parsed-literal::', '   text', '', ...lines],
    ['.. parsed-literal::', '   :name: x', '', ...lines],
    ['.. highlight:: console'],
    ['.. highlight::'],
    ['.. highlight:: none', '   :linenothreshold: 5'],
    ['.. highlight:: sh', '', ...lines],
    ['.. highlight:: a b'],
  ]);
}

function admonition(random: Random, depth: number): Lines {
  const argument = random.pick(['', '', ' text', ' text::', ' - item', ' 1. item::', ' :a: b', ' E. Noether said']);
  const head = random.pick<Lines>([[], [], [], [':name: x'], ['more', ':name: x'], [':name: x', 'more']]);
  return [
    `.. ${random.pick(admonitions)}::${argument}`,
    ...indent([...head, ...gap(random, 0.7), ...body(random, depth)], random.pick(margins)),
  ];
}

function titledDirective(random: Random, depth: number): Lines {
  const head = random.pick<Lines>([[], [], [':name: x'], ['more::'], [':a `b`: x']]);
  // Topics and sidebars stand between the sections only.
  const name = random.pick(depth === 2 && random.chance(0.2) ? ['topic', 'sidebar'] : titled);
  // Not all text makes the name of a class.
  const blank = name === 'class' || name === 'container' ? [''] : gap(random, 0.85);
  return [
    `.. ${name}:: ${random.pick(['Title', 'Two words', 'a::'])}`,
    ...indent([...head, ...blank, ...body(random, depth)], random.pick(margins)),
  ];
}

function opaqueDirective(random: Random, depth: number): Lines {
  return [`.. ${random.pick(opaque)}:: x`, ...gap(random, 0.8), ...indent(body(random, depth), random.pick(margins))];
}

function list(random: Random, depth: number): Lines {
  const marker = random.chance(0.5) ? random.pick(bullets) : random.pick(enumerators);
  const by = ' '.repeat(marker.length + 1 + random.pick([0, 0, 0, 0, 0, 1, -1]));
  return times(1 + random.below(3), () => {
    const lines = body(random, depth);
    const item = random.chance(0.12) ? [marker.trim(), ...indent(lines, by)] : behind(marker, lines, by);
    return [...item, ...gap(random, 0.6)];
  }).flat();
}

/** Ends a directive for which it would be an error to take in a quote that happens to follow. */
const end: Lines = ['', '..', ''];

function listTable(random: Random, depth: number): Lines {
  const cells = ['* -', '  -', '* -', '  -'].flatMap((marker) =>
    behind(marker, random.chance(0.5) ? ['a'] : body(random, depth), '    '),
  );
  return ['.. list-table::', '   :header-rows: 1', '', ...indent(cells, '   '), ...end];
}

/** A figure begins with its caption. */
function figure(random: Random, depth: number): Lines {
  const caption = random.pick(['A caption', 'a::', 'What *it* is']);
  return ['.. figure:: x.png', '   :alt: y', '', ...indent([caption, '', ...body(random, depth)], '   '), ...end];
}

function definition(random: Random, depth: number): Lines {
  const term = random.pick(['term', 'term : class', '*t* : a : b', 'term::', 'a term', 'B. term', '-x']);
  return [term, ...indent(body(random, depth), random.pick(margins))];
}

function field(random: Random, depth: number): Lines {
  const name = random.pick([':f:', ':a name:', ':a `b`:', ':x\\: y:', ':f :']);
  const lines = body(random, depth);
  if (random.chance(0.6)) return behind(name, lines, random.pick(margins));
  return [name, ...gap(random, 0.3), ...indent(lines, random.pick(margins))];
}

function optionItem(random: Random, depth: number): Lines {
  const option = random.pick(options);
  const lines = body(random, depth);
  return random.chance(0.6) ? behind(`${option} `, lines, '    ') : [option, ...indent(lines, '    ')];
}

function comment(random: Random, depth: number): Lines {
  const lines = indent(body(random, depth), random.pick(margins));
  const heads: readonly [Lines, ...Lines[]] = [
    ['.. comment'],
    ['..'],
    ['..', ''],
    ['.. a::b', ''],
    ['..  ', '   x', ''],
  ];
  return [...random.pick(heads), ...lines];
}

function explicitMarkup(random: Random, depth: number): Lines {
  const lines = indent(body(random, depth), random.pick(margins));
  const label = random.pick(['[1]', '[#]', '[#a]', '[*]', '[Cit]']);
  return random.pick<Lines>([
    [`.. ${label} x::`, '', ...lines],
    behind(`.. ${label}`, body(random, depth), random.pick(margins)),
    [`.. ${label}`, ...lines],
    ['.. _t:', ...gap(random, 0.5), ...lines],
    ['.. _a b: http://x', ...indent(paragraph(random), '   ')],
    ['__ x', ...lines],
    ['.. __: x::', '', ...lines],
    // docutils finds a footer even in there, where it refuses all else.
    ['.. |s| replace:: x::', '', ...indent(paragraph(random), '   ')],
    ['.. |s| image:: x', '   :alt: y', '', ...lines],
    ['.. |s| code:: sh', '', ...lines],
  ]);
}

function otherText(random: Random, depth: number): Lines {
  const lines = indent(body(random, depth), random.pick(margins));
  return random.pick<Lines>([
    ['>>> doctest::', 'out', '  in'],
    ['>>> doctest', '', ...lines],
    ['| a line', '| block::', '', ...lines],
    ['| a', '  more::', ...gap(random, 0.85), ...lines],
    ['|', '| b', ...paragraph(random)],
    ['----'],
    ['----', ...paragraph(random)],
    ['..'],
    ['::'],
    [...paragraph(random), ...indent(paragraph(random), random.pick(margins)), ...paragraph(random)],
  ]);
}

function gridTable(random: Random, depth: number): Lines {
  const width = 32;
  const row = (texts: Lines) => `|${texts.map((text) => ` ${text}`.padEnd(width)).join('|')}|`;
  const rows = (cells: readonly Lines[]) =>
    times(Math.max(...cells.map((cell) => cell.length)), (at) => row(cells.map((cell) => cell[at] ?? '')));
  const cell = () => body(random, Math.min(depth, 1)).map((line) => line.replace(/\t/g, ' ').slice(0, width - 2));
  const border = `+${'-'.repeat(width)}+${'-'.repeat(width)}+`;
  const across = `|${` ${random.pick(['head', 'x::', '', '- a'])}`.padEnd(2 * width + 1)}|`;
  return [
    border,
    ...rows([cell(), cell()]),
    border,
    ...(random.chance(0.3) ? [across, border] : []),
    ...(random.chance(0.3)
      ? [...rows([cell(), ['::', '', '  in']]), border.replace(/-/g, random.pick(['-', '-', '=']))]
      : []),
    ...(random.chance(0.1) ? paragraph(random) : []),
  ];
}

function simpleTable(random: Random): Lines {
  return random.pick<Lines>([
    ['=====  =====', 'a      b::', '=====  =====', '1      2', '=====  ====='],
    ['===  ===', 'a    b', '', 'c    d::', '===  ===', ...paragraph(random)],
    ['===  ===', 'a  b'],
    ['===  ===', 'a    b', '== ==', '', ...literal(random)],
    ['= =', 'a b', '= ='],
  ]);
}

function element(random: Random, depth: number): Lines {
  switch (random.below(24)) {
    case 0:
      return paragraph(random);
    case 1:
    case 2:
    case 3:
      return literal(random);
    case 4:
    case 5:
    case 6:
      return codeDirective(random);
    case 7:
      return malformedDirective(random);
    case 8:
      return otherLiteral(random);
    case 9:
    case 10:
      return admonition(random, depth);
    case 11:
      return titledDirective(random, depth);
    case 12:
      return opaqueDirective(random, depth);
    case 13:
    case 14:
      return list(random, depth);
    case 15:
      if (depth < 2 || random.chance(0.3)) return simpleTable(random);
      return random.chance(0.6) ? listTable(random, depth) : figure(random, depth);
    case 16:
      return definition(random, depth);
    case 17:
      return field(random, depth);
    case 18:
      return optionItem(random, depth);
    case 19:
      return ['', ...indent(body(random, depth), random.pick(margins))];
    case 20:
      return comment(random, depth);
    case 21:
      return explicitMarkup(random, depth);
    case 22:
      return otherText(random, depth);
    default:
      return gridTable(random, depth);
  }
}
