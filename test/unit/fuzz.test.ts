import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatOfFile, type DocumentFormat } from '../../src/tutorial/document/readDocument';
import { placeLabel } from '../../src/tutorial/plan/place';
import { plan } from '../../src/tutorial/plan/plan';
import { reportPlan } from '../../src/tutorial/plan/planReport';
import { chooseSeed, Random } from '../support/random';

const root = join(__dirname, '..', '..');
const folder = join(root, 'test', 'fixtures', 'tutorials');
const real = [
  ...readdirSync(folder)
    .filter((name) => /\.(?:rst|md)$/.test(name))
    .map((name) => join(folder, name)),
  ...['walkthroughs/networking.rst', 'README.md', 'docs/marks.md', 'docs/ARCHITECTURE.md'].map((name) =>
    join(root, name),
  ),
].map((file) => ({ text: readFileSync(file, 'utf8'), format: formatOfFile(file) }));

const pieces = [
  ...[
    '$ ',
    '# ',
    '> ',
    '/ # ',
    'root@0123456789ab:/# ',
    '```',
    '~~~',
    '::',
    '.. code:: sh\n\n',
    '   ',
    '\t',
    '\r',
    '\r\n',
    '\n',
    '\n\n',
    '- ',
    '1. ',
    '| ',
    '+--+',
    '===',
  ],
  ...[
    'docker run -ti --name a busybox',
    'docker exec -ti a sh',
    'exit',
    'nc -lp 80',
    '<<EOF',
    '"',
    "'",
    '$(',
    '`',
    '\\',
    '{{',
    '<x>',
    '(',
    ')',
    '|',
    '&&',
    ';',
  ],
  ...[
    'in the `a` container',
    'Terminal 2',
    'Ctrl+C',
    'on host1',
    'network-lab: where=a',
    '<!-- ',
    ' -->',
    '{code-block} sh',
    '=== "x"',
    '!!! note',
    '\0',
    '\ud800',
    '\u2028',
    'é',
    '终端',
    '➜ ',
  ],
] as const;

/** A document with lines taken out, doubled, swapped and broken. */
function mutated(text: string, random: Random): string {
  const lines = text.split('\n');
  for (let times = 1 + random.below(12); times > 0; times--) {
    const at = random.below(lines.length);
    const line = lines[at] ?? '';
    const cut = random.below(line.length + 1);
    const change = random.below(6);
    if (change === 0) lines.splice(at, 1 + random.below(3));
    else if (change === 1) lines.splice(random.below(lines.length), 0, line);
    else if (change === 2) lines[at] = line.slice(0, cut);
    else if (change === 3)
      lines[at] = `${line.slice(0, cut)}${pieces[random.below(pieces.length)] ?? ''}${line.slice(cut)}`;
    else if (change === 4) lines[at] = ' '.repeat(random.below(6)) + line.trimStart();
    else lines.splice(at, 0, '');
  }
  return lines.join('\n');
}

function check(text: string, format: DocumentFormat): void {
  const lines = text.split(/\r\n|\r|\n/);
  const planned = plan(text, format);
  let terminals = 0;
  for (const { block, steps } of planned.blocks) {
    assert.ok(block.head <= block.line && block.line <= block.endLine && block.endLine < lines.length);
    for (const { line, column, endLine, text: typed, terminal, why, place } of steps) {
      assert.ok(block.line <= line && line <= endLine && endLine <= block.endLine, 'a step in its block');
      const first = typed.split('\n')[0] ?? '';
      // A NUL is read as U+FFFD by CommonMark.
      const source = (lines[line] ?? '').slice(column).replace(/\0/g, '\ufffd');
      assert.ok(
        source.startsWith(first.replace(/\0/g, '\ufffd')),
        `${JSON.stringify(first)} at ${line}:${column}, where stands ${JSON.stringify(source)}`,
      );
      assert.ok(terminal <= terminals + 1, 'terminals count without gaps');
      terminals = Math.max(terminals, terminal);
      assert.match(why, /^[^\n]+\.$/u);
      assert.ok(placeLabel(place).length > 0);
    }
  }
  for (const { line, column, endColumn } of planned.problems) assert.ok(column <= endColumn && line < lines.length);
}

describe('any text at all', () => {
  const seed = chooseSeed();
  const run = (count: number, make: (random: Random) => { readonly text: string; readonly format: DocumentFormat }) => {
    const random = new Random(seed);
    for (let at = 0; at < count; at++) {
      const { text, format } = make(random);
      try {
        check(text, format);
      } catch (error) {
        throw new Error(`NETWORK_LAB_SEED=${seed}, case ${at}, ${format}:\n${text}`, { cause: error });
      }
    }
  };
  const formats = ['restructuredtext', 'markdown'] as const;

  it(`made of tutorials by chance is planned, with each step where it stands (NETWORK_LAB_SEED=${seed})`, () => {
    run(600, (random) => {
      const { text, format } = real[random.below(real.length)] ?? { text: '', format: 'markdown' as const };
      return { text: mutated(text, random), format: random.chance(0.9) ? format : random.pick(formats) };
    });
  });

  it(`made of marks and prompts by chance, too (NETWORK_LAB_SEED=${seed})`, () => {
    run(1500, (random) => ({
      text: Array.from({ length: random.below(60) }, () => pieces[random.below(pieces.length)] ?? '').join(
        random.chance(0.5) ? '' : '\n',
      ),
      format: random.pick(formats),
    }));
  });

  it('is planned alike with both kinds of line ends', () => {
    for (const { text, format } of real)
      assert.deepEqual(reportPlan(plan(text.replace(/\n/g, '\r\n'), format)), reportPlan(plan(text, format)));
  });
});
