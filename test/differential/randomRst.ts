import type { Random } from '../support/random';

type Lines = readonly string[];

const words = [
  'port',
  'a b',
  '*em*',
  '``x``',
  'E. Noether said',
  'docker',
  'i. e.',
  '-p 80:80',
  ':sup:`2`',
  '3.5 of',
  'what::is',
  '\\*',
] as const;
const languages = ['', ' sh', ' console', ' bash', ' Python'] as const;
const code: readonly [string, ...string[]] = [
  '$ docker ps',
  '  indented',
  '',
  '> quoted',
  '.. code:: sh',
  '- item',
  'a::',
  '| x',
  '+---+',
  '# c',
  '\ttab',
  '===',
];

const indent = (lines: Lines, by: string) => lines.map((line) => (line === '' ? '' : by + line));

/** Random reStructuredText of nearly all constructs, nested, some of it malformed. */
export function randomDocument(random: Random): string {
  const lines: string[] = [];
  const parts = 2 + random.below(5);
  for (let at = 0; at < parts; at++) {
    if (random.chance(0.15)) lines.push(...title(random));
    lines.push(...element(random, 3));
    if (!random.chance(0.06)) lines.push('');
  }
  let text = lines.map((line) => (random.chance(0.05) ? `${line}  ` : line)).join('\n');
  if (random.chance(0.1)) text = text.replace(/^ {8}/gm, '\t');
  return random.chance(0.1) ? text.replace(/\n/g, '\r\n') : text;
}

function title(random: Random): Lines {
  const text = random.pick(['Title', 'A longer title', 'Ab', 'What::']);
  const sign = random.pick(['=', '-', '~']).repeat(text.length + random.pick([0, 0, 2, -1]));
  return random.chance(0.3) ? [sign, text, sign, ''] : [text, sign, ''];
}

function sentence(random: Random): string {
  return Array.from({ length: 1 + random.below(3) }, () => random.pick(words)).join(' ');
}

/**
 * Behind a field's name or a directive, text that begins like an item of a list (“E. Noether said”) is left out. It is explained: there
 * docutils takes it for an item by the indentation of all that follows it, and the scanner by that of the next line.
 */
function plain(random: Random): string {
  return `${random.pick(['docker', '*em*', 'a b', '3.5 of'])} ${sentence(random)}`;
}

function paragraph(random: Random): Lines {
  return Array.from({ length: 1 + random.below(2) }, () => sentence(random));
}

function body(random: Random, depth: number): Lines {
  const lines = [...element(random, depth)];
  for (let more = random.below(2); more > 0; more--) lines.push('', ...element(random, depth));
  return lines;
}

function codeLines(random: Random): Lines {
  const lines = Array.from({ length: 1 + random.below(4) }, () => random.pick(code));
  return lines.every((line) => line === '') ? ['x'] : lines;
}

function literal(random: Random): Lines {
  const first = [...paragraph(random)];
  const last = first.length - 1;
  first[last] = `${first[last] ?? ''}${random.pick(['::', ' ::', '::', '\\::'])}`;
  const lead = random.chance(0.2) ? ['::'] : first;
  const gap = random.chance(0.9) ? [''] : [];
  const kind = random.below(10);
  if (kind < 7) return [...lead, ...gap, ...indent(codeLines(random), random.pick(['  ', '    ', ' ']))];
  if (kind < 9) return [...lead, ...gap, ...codeLines(random).map((line) => `> ${line}`)];
  return [...lead, ...gap, ...paragraph(random)];
}

function directive(random: Random, depth: number): Lines {
  const margin = random.pick(['   ', '  ', '     ']);
  const name = random.pick(['code-block', 'code', 'sourcecode']);
  switch (random.below(9)) {
    case 0:
    case 1:
    case 2: {
      const options = random.chance(0.3) ? ['   :linenos:', ...(random.chance(0.5) ? ['   :caption: One'] : [])] : [];
      const gap = random.chance(0.88) ? [''] : [];
      return [`.. ${name}::${random.pick(languages)}`, ...options, ...gap, ...indent(codeLines(random), margin)];
    }
    case 3:
      return [
        random.pick(['.. code-block::sh', '.. code-block: sh', '..code-block:: sh']),
        '',
        ...indent(codeLines(random), margin),
      ];
    case 4:
      return [`.. highlight:: ${random.pick(['console', 'none'])}`];
    case 5:
      return [`.. prompt:: bash${random.pick(['', ' $', ' $ auto'])}`, '', ...indent(codeLines(random), margin)];
    case 6:
      return ['.. parsed-literal::', '', ...indent(codeLines(random), margin)];
    case 7:
      return ['.. csv-table::', '', '   a::', '', '     no block'];
    default:
      return container(random, depth);
  }
}

function container(random: Random, depth: number): Lines {
  const inner = depth > 0 ? body(random, depth - 1) : paragraph(random);
  switch (random.below(5)) {
    case 0:
      return [
        `.. ${random.pick(['note', 'tip', 'warning'])}:: ${plain(random)}${random.pick(['', '', '::'])}`,
        '',
        ...indent(inner, '   '),
      ];
    case 1:
      return [
        `.. ${random.pick(['note', 'hint'])}::`,
        ...(random.chance(0.8) || inner[0]?.startsWith(':') ? [''] : []),
        ...indent(inner, '   '),
      ];
    case 2:
      return ['.. tabs::', '', `   .. tab:: ${random.pick(['One', 'Two words'])}`, '', ...indent(inner, '      ')];
    case 3:
      return ['.. topic:: A topic', '', ...indent(inner, '   ')];
    default:
      return [
        '.. list-table::',
        '   :header-rows: 1',
        '',
        '   * - a',
        '     - b',
        '   * - c',
        `     - ${inner[0] ?? ''}`,
        ...indent(inner.slice(1), '       '),
      ];
  }
}

function list(random: Random, depth: number): Lines {
  const marker = random.pick(['- ', '* ', '+ ', '1. ', '#. ', 'a) ', '(i) ', '-   ', 'A. ']);
  const inner = depth > 0 ? body(random, depth - 1) : paragraph(random);
  const by = ' '.repeat(marker.length + random.pick([0, 0, 0, 0, 1, -1]));
  return [marker + (inner[0] ?? ''), ...indent(inner.slice(1), by)];
}

function table(random: Random, depth: number): Lines {
  if (random.chance(0.3)) return ['=====  =====', 'a      b::', '=====  =====', '1      2', '=====  ====='];
  const cells = [0, 1].map(() =>
    (depth > 0 ? body(random, 0) : paragraph(random)).map((line) => line.replace(/\t/g, ' ').slice(0, 30)),
  );
  const height = Math.max(...cells.map((cell) => cell.length));
  const width = 32;
  const border = `+${'-'.repeat(width)}+${'-'.repeat(width)}+`;
  const rows = Array.from(
    { length: height },
    (_, at) => `|${cells.map((cell) => ` ${cell[at] ?? ''}`.padEnd(width)).join('|')}|`,
  );
  return [border, ...rows, border];
}

function element(random: Random, depth: number): Lines {
  const inner = () => (depth > 0 ? body(random, depth - 1) : paragraph(random));
  switch (random.below(16)) {
    case 0:
    case 1:
      return paragraph(random);
    case 2:
    case 3:
    case 4:
      return literal(random);
    case 5:
    case 6:
    case 7:
      return directive(random, depth);
    case 8:
      return container(random, depth);
    case 9:
    case 10:
      return list(random, depth);
    case 11:
      return [sentence(random), ...indent(inner(), random.pick(['   ', '  ']))];
    case 12:
      return [`:${random.pick(['field', 'a name'])}: ${plain(random)}`, ...indent(inner(), '    ')];
    case 13:
      return ['', ...indent(inner(), '   ')];
    case 14:
      return random.pick<Lines>([
        ['.. a comment', ...indent(inner(), '   ')],
        ['..', '', ...indent(inner(), '   ')],
        ['.. _target:'],
        ['.. [1] A note::', '', '       in it'],
        ['>>> doctest::', 'out'],
        ['| a line', '| block::'],
        ['-v  an option', '', '    with::', '', '      code'],
        ['----'],
      ]);
    default:
      return table(random, depth);
  }
}
