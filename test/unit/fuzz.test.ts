import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatOfFile, readDocument, type DocumentFormat } from '../../src/tutorial/document/readDocument';
import { placeLabel } from '../../src/tutorial/plan/place';
import { plan, type Plan, type PlannedBlock } from '../../src/tutorial/plan/plan';
import { chooseSeed, Random } from '../support/random';

interface Document {
  readonly text: string;
  readonly format: DocumentFormat;
}

const root = join(__dirname, '..', '..');
const formats = ['restructuredtext', 'markdown'] as const;
const real: readonly Document[] = [
  ...['walkthroughs', 'docs', join('test', 'fixtures')].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  ),
  'README.md',
]
  .filter((name) => /\.(?:rst|md)$/.test(name))
  .sort()
  .map((name) => ({ text: readFileSync(join(root, name), 'utf8'), format: formatOfFile(name) }));

const white = [' ', '   ', '    ', '\t', ' \t', '\n', '\n\n', '\r', '\r\n', '\v', '\f', '\u00a0', '\u2028', '\u3000'];
const markup = [
  ...[
    '```',
    '````',
    '~~~',
    '``` sh\n',
    '~~~ console\n',
    '```{code-block} sh\n',
    '```{note}\n',
    ':caption: x\n',
    '---\n',
  ],
  ...['::', '::\n\n', '.. code:: sh\n\n', '.. code-block:: console\n   :caption: x\n\n', '.. prompt:: bash $ auto\n\n'],
  ...[
    '.. parsed-literal::\n\n',
    '.. note::',
    '.. highlight:: sh\n\n',
    '.. ',
    '..',
    '- ',
    '* ',
    '1. ',
    '#. ',
    '> ',
    '>',
  ],
  ...['| ', '+--+\n', '===', '---', '===\n', '=== "x"\n\n    ', '!!! note\n\n    ', '??? x\n', '# ', '## ', '<', '</'],
  ...['<!--', '-->', '<!-- network-lab: where=a terminal=2 -->', '.. network-lab: where=a run=yes\n\n', 'where=', '{%'],
  ...['<details><summary>x</summary>', '{% highlight sh %}\n', '{% endhighlight %}\n', '{% comment %}\n', '%}', '{{< '],
  ...['{{< highlight sh >}}\n', '{{< /highlight >}}\n', ' network-lab="where=a"', ' title="Terminal 1"', ':', '*', '_'],
];
const shell = [
  ...['$ ', '# ', '% ', '> ', '/ # ', '~ $ ', 'root@0123456789ab:/# ', 'me@host1:~$ ', '[me@x ~]$ ', 'PS C:\\> ', '➜ '],
  ...['docker run -ti --name a busybox', 'docker exec -ti a sh', 'docker run -d --rm x', 'docker rm -f a', 'exit'],
  ...['ssh host1', 'sudo -i', 'nc -lp 80', 'nc a 80', 'ping b', '^C', 'sudo ', 'x=', '0123456789ab', 'mysql> ', '>>> '],
  ...[
    '<<EOF',
    '<<-"E"',
    'EOF',
    '"',
    "'",
    '`',
    '\\',
    '\\\n',
    '$(',
    '${',
    '$((',
    '(',
    ')',
    '{',
    '}',
    '[[',
    '|',
    '||',
    '&&',
  ],
  ...[
    '&',
    ';',
    ';;',
    '>&2',
    'if ',
    'then',
    'for x in',
    'do',
    'done',
    'fi',
    'case',
    'esac',
    '#!',
    '!',
    '{{.Id}}',
    '<x>',
  ],
];
const prose = [
  ...[
    'in the `a` container',
    'on host1',
    'Terminal 2',
    'in another terminal',
    'In terminal 3:',
    'Ctrl+C',
    'Ctrl-P Ctrl-Q',
  ],
  ...[
    'On the host,',
    'inside it',
    'exit the shell',
    'back in the first',
    'the same',
    'Inside',
    'a',
    'b',
    '.',
    '. ',
    ', ',
  ],
];
const odd = [
  '\0',
  '\ud800',
  '\udfff',
  '😀',
  'é',
  'e\u0301',
  '终端',
  '\u200b',
  '\u202e',
  '\ufeff',
  '\u001b[0m',
  '\u0085',
  'ß',
  'ﬁ',
];
/** Words that a reader may stumble over by what they are called, or by what they run. */
const traps = [
  ...['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', '$ toString\n', 'docker constructor '],
  ...['busybox ', 'env ', 'chroot a ', 'nsenter -t 1 ', 'xargs ', 'sudo ', 'bash -c ', 'sh -c "', 'ip netns exec a '],
  ...['cat <<EOF > x\n', 'EOF\n', '<a b>', '-e a ', '--name a-a-a', '$(docker ps -aq)', 'ID=$(docker run -d x)\n'],
  ...[
    'PS C:\\> a `\n',
    '>> ',
    '/ # ',
    '🐳  → ',
    '→ docker ps\n',
    '[a] $ ',
    '(a): $ ',
    'network-lab:',
    ' network-lab where=a',
  ],
];
const pieces = [...traps, ...white, ...markup, ...shell, ...prose, ...odd];

const pick = <T>(random: Random, from: readonly T[], otherwise: T): T => from[random.below(from.length)] ?? otherwise;
const piece = (random: Random) => pick(random, pieces, '');

/** A place in a text, more often at the beginning of a line than by chance. */
function placeIn(text: string, random: Random): number {
  const at = random.below(text.length + 1);
  return random.chance(0.5) ? text.lastIndexOf('\n', at - 1) + 1 : at;
}

/** A real document, or what two are when mixed, with lines and characters taken out, doubled, swapped and broken. */
function mutated(random: Random): Document {
  const { text, format } = pick<Document>(random, real, { text: '', format: 'markdown' });
  let lines = text.split('\n');
  // Whole plans take longest for the longest documents, which are no more telling.
  const size = 1 + random.below(Math.min(lines.length, 150));
  const from = random.below(lines.length);
  lines = lines.slice(from, from + size);
  if (random.chance(0.2)) {
    const other = pick(random, real, { text: '', format }).text.split('\n');
    lines.splice(random.below(lines.length), 0, ...other.slice(random.below(other.length)).slice(0, 40));
  }
  if (random.chance(0.1))
    lines = lines
      .map((line) => [random.next(), line] as const)
      .sort(([a], [b]) => a - b)
      .map(([, line]) => line);
  for (let times = random.below(16); times > 0; times--) {
    const at = random.below(lines.length);
    const to = random.below(lines.length);
    const some = lines.slice(at, at + 1 + random.below(6));
    const line = lines[at] ?? '';
    const change = random.below(8);
    if (change === 0) lines.splice(at, some.length);
    else if (change === 1) lines.splice(to, 0, ...some);
    else if (change === 2) lines.splice(to, 0, ...lines.splice(at, some.length));
    else if (change === 3) lines[at] = line.slice(0, random.below(line.length + 1));
    else if (change === 4) lines[at] = pick(random, white.slice(0, 5), '').repeat(random.below(4)) + line.trimStart();
    else if (change === 5)
      some.forEach((one, index) => (lines[at + index] = pick(random, ['> ', '- ', '  ', '\t', '| '], '') + one));
    else if (change === 6) lines.splice(at, 0, '');
    else lines.splice(at, 0, piece(random));
  }
  let result = lines.join('\n');
  for (let times = random.below(10); times > 0; times--) {
    const at = placeIn(result, random);
    const cut = random.chance(0.5) ? random.below(4) : 0;
    result = result.slice(0, at) + (random.chance(0.7) ? piece(random) : '') + result.slice(at + cut);
  }
  return { text: result, format: random.chance(0.9) ? format : pick(random, formats, format) };
}

function character(random: Random): string {
  const kind = random.below(8);
  if (kind < 4) return String.fromCharCode(32 + random.below(95));
  if (kind < 6) return pick(random, '`~:.-*+>|#$%"\'\\<>{}()[]=!&;/@_\t \n'.split(''), ' ');
  if (kind < 7) return String.fromCharCode(random.below(32));
  return String.fromCharCode(random.below(0x10000));
}

/** Substitutions in hundreds of others are more than the reader of command lines has room for on its stack. */
const nests = (part: string) => part.includes('$(');

/** A text of pieces and characters, some of it in very long lines. */
function random(random: Random): Document {
  const parts = Array.from({ length: random.below(80) }, () => {
    const part = random.chance(0.85) ? piece(random) : character(random);
    return random.chance(0.02) && !nests(part) ? part.repeat(random.below(1000)) : part;
  });
  return { text: parts.join(pick(random, ['', '', '\n', ' '], '')), format: pick(random, formats, 'markdown') };
}

interface Built {
  readonly lines: readonly string[];
  /** The blocks that were put into it, as `language: text`. */
  readonly blocks: readonly string[];
  /** Length of its longest fence: a directive around it needs a longer one. */
  readonly fence: number;
}

const codeLines = [
  '$ docker ps',
  'a',
  '',
  '  b',
  '> c',
  '- d',
  '# e',
  '$ f \\',
  '    g',
  '``',
  '<!-- h',
  '1. i',
  '| j',
  '\tk',
  '{% highlight sh %}',
  '{{< highlight sh >}}',
  '{% comment %}',
  '=== "l"',
  '!!! m',
  ':::n',
  '~~',
];

/** A block of code: fenced in either way, as a directive of MyST, by Jekyll or by Hugo. */
function builtCode(random: Random): Built {
  const inner = Array.from({ length: random.below(4) }, () => pick(random, codeLines, ''));
  const code = ['first', ...inner, 'last'];
  const language = pick(random, ['sh', 'bash', 'console', ''], '');
  const text = `${language}: ${code.join('\n')}`;
  const kind = random.below(6);
  const fence = 3 + random.below(3);
  if (kind === 4)
    return {
      lines: ['{% highlight sh %}', ...code, '{% endhighlight %}'],
      blocks: [text.replace(/^\w*/, 'sh')],
      fence: 3,
    };
  if (kind === 5)
    return {
      lines: ['{{< highlight sh >}}', ...code, '{{< /highlight >}}'],
      blocks: [text.replace(/^\w*/, 'sh')],
      fence: 3,
    };
  const sign = pick(random, ['`', '~'], '`').repeat(fence);
  const info = kind === 3 ? `{code-block} ${language}` : `${pick(random, ['', ' '], '')}${language}`;
  const options = kind === 3 ? pick(random, [[], [':linenos:', ''], ['---', 'caption: x', '---']], []) : [];
  return { lines: [sign + info, ...options, ...code, sign], blocks: [text], fence };
}

/** Parts one below the other in a container that is chosen by chance, in which others may be. */
function built(random: Random, depth: number): Built {
  if (depth === 0) return builtCode(random);
  const kind = random.below(7);
  const parts = Array.from({ length: 1 + random.below(2) }, () => built(random, depth - 1 - random.below(depth)));
  const fence = Math.max(...parts.map((part) => part.fence));
  const blocks = parts.flatMap((part) => part.blocks);
  const inner = parts.flatMap(({ lines }) => ['Text.', '', ...lines, '']);
  const indented = (head: readonly string[], by: number) => [
    ...head,
    ...inner.map((line) => (line === '' ? '' : ' '.repeat(by) + line)),
  ];
  const listed = (marker: string) => [marker + (inner[0] ?? ''), ...indented([], marker.length).slice(1)];
  const directive = '`'.repeat(fence + 1);
  const lines = [
    () => inner.map((line) => (line === '' ? '>' : `> ${line}`)),
    () => listed(pick(random, ['- ', '* ', '+   '], '- ')),
    () => listed(pick(random, ['1. ', '7)  ', '10. '], '1. ')),
    () => [`${directive}{${pick(random, ['note', 'tip', 'tab-item'], 'note')}} Title`, ...inner, directive],
    () => indented([pick(random, ['=== "Tab"', '!!! note', '!!! note "Title"', '??? tip', '???+ tip "x"'], ''), ''], 4),
    () => ['<details><summary>More</summary>', '', ...inner, '</details>'],
    () => [pick(random, [':::note', '::: tip Title', ':::{note} Title', ':::::'], ''), ...inner, ':::'],
  ][kind]?.();
  return { lines: ['', ...(lines ?? inner), '', '<!-- -->', ''], blocks, fence: kind === 3 ? fence + 1 : fence };
}

/** A container without a name: `--name ''`, or a `--name` that was cut off. */
const nameless = /-name(?:\s|=|''|""|\\)*(?:$|[^\w\s])/m;

function checkBlock({ block, runnable, steps }: PlannedBlock, lines: readonly string[], before: number): void {
  const { head, line: first, endLine } = block;
  assert.ok(before < head, `the block of line ${first} begins on line ${head}, where another ended on ${before}`);
  assert.ok(
    head <= first && first <= endLine && endLine < lines.length,
    `a block of lines ${head}, ${first}–${endLine}`,
  );
  assert.deepEqual([block.lines[0]?.line, block.lines.at(-1)?.line], [first, endLine]);
  for (const [index, { line, column, text, padding = 0 }] of block.lines.entries()) {
    assert.equal(line, first + index, 'lines of a block follow one another');
    const whole = lines[line] ?? '';
    assert.equal(text.slice(padding), whole.slice(column), `line ${line}:${column}`);
    assert.match(text.slice(0, padding), /^\s*$/);
  }
  for (const { line } of block.remarks)
    assert.ok(line <= endLine, `a remark of line ${line} before a block of line ${head}`);
  assert.equal(runnable, steps.length > 0);
  let previous = first - 1;
  for (const { line, column, endLine: end, text } of steps) {
    assert.ok(
      previous < line && line <= end && end <= endLine,
      `a step of lines ${line}–${end} in ${first}–${endLine}`,
    );
    previous = end;
    const source = lines[line] ?? '';
    const typed = text.split('\n')[0] ?? '';
    assert.notEqual(text.trim(), '', `nothing to type on line ${line}`);
    assert.ok(
      source.slice(column).startsWith(typed),
      `${JSON.stringify(typed)} at ${line}:${column} of ${JSON.stringify(source)}`,
    );
  }
}

function check(planned: Plan, text: string): void {
  const lines = text.split(/\r\n|\r|\n/);
  let before = -1;
  let terminals = 0;
  for (const planning of planned.blocks) {
    checkBlock(planning, lines, before);
    before = planning.block.endLine;
    for (const { terminal, firstInTerminal, why, place } of planning.steps) {
      assert.ok(terminal >= 1 && terminal <= terminals + 1, `terminal ${terminal} after ${terminals} of them`);
      assert.equal(firstInTerminal, terminal > terminals, `terminal ${terminal} after ${terminals} of them`);
      terminals = Math.max(terminals, terminal);
      assert.match(why, /^[A-Z“].*\.$/s);
      assert.doesNotMatch(why, /[\r\n]/);
      if (!nameless.test(text)) assert.notEqual(placeLabel(place).trim(), '');
    }
  }
  for (const { line, column, endColumn, message } of planned.problems) {
    assert.ok(
      column <= endColumn && endColumn <= (lines[line] ?? '').length,
      `a problem at ${line}:${column}–${endColumn}`,
    );
    assert.match(message, /^[A-Z“].*[.?]$/s);
  }
}

describe('any text at all', function () {
  // Hundreds of documents a test: a busy machine takes many times as long as an idle one.
  this.timeout(120_000);
  const seed = chooseSeed();
  /** What fails is told with the seed and the document, as it can be pasted into a test. */
  const run = (count: number, make: (random: Random) => Document, test: (document: Document) => void) => {
    const source = new Random(seed);
    for (let at = 0; at < count; at++) {
      const document = make(source);
      try {
        test(document);
      } catch (error) {
        const { text, format } = document;
        const reason = error instanceof Error ? error.message : String(error);
        const where = `NETWORK_LAB_SEED=${seed}, case ${at}, ${format}`;
        throw new Error(`${where}: ${reason}\n${JSON.stringify(text)}\n${text}`, { cause: error });
      }
    }
  };
  const planAndCheck = ({ text, format }: Document) => check(plan(text, format), text);

  it(`made of real documents by chance is planned, each step where it stands (NETWORK_LAB_SEED=${seed})`, () => {
    for (const document of real) planAndCheck(document);
    run(600, mutated, planAndCheck);
  });

  it(`made of marks, prompts and characters by chance, too (NETWORK_LAB_SEED=${seed})`, () => {
    run(600, random, planAndCheck);
  });

  it(`of Markdown that is nested by chance has the blocks that were put into it (NETWORK_LAB_SEED=${seed})`, () => {
    const source = new Random(seed);
    for (let at = 0; at < 300; at++) {
      const parts = Array.from({ length: 1 + source.below(3) }, () => built(source, source.below(4)));
      const text = parts.flatMap(({ lines }) => [...lines, '']).join(pick(source, ['\n', '\r\n', '\r'], '\n'));
      const found = readDocument(text, 'markdown').blocks.map(
        ({ language, lines }) => `${language}: ${lines.map((line) => line.text).join('\n')}`,
      );
      const told = `NETWORK_LAB_SEED=${seed}, case ${at}\n${JSON.stringify(text)}\n${text}`;
      assert.deepEqual(
        found,
        parts.flatMap(({ blocks }) => blocks),
        told,
      );
      check(plan(text, 'markdown'), text);
    }
  });

  it(`is planned alike with both kinds of line ends (NETWORK_LAB_SEED=${seed})`, () => {
    const compare = ({ text, format }: Document) => {
      const unix = text.replace(/\r\n?/g, '\n');
      const windows = unix.replace(/\n/g, '\r\n');
      assert.deepEqual(readDocument(windows, format), readDocument(unix, format));
      assert.deepEqual(plan(windows, format), plan(unix, format));
    };
    for (const document of real) compare(document);
    run(150, (source) => (source.chance(0.5) ? mutated(source) : random(source)), compare);
  });
});
