import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRst } from '../../src/tutorial/document/rst';
import type { SourceLine } from '../../src/tutorial/document/shellBlock';
import { chooseSeed, Random } from '../support/random';
import { Docutils } from './docutils';
import { randomDocument } from './randomRst';

const root = join(__dirname, '..', '..');
const documents = 3000;
/** Documents that docutils is asked about in one go. */
const batch = 200;

/** Blocks as `language@line: text`, with the line that the text begins at, counted from 1. */
type Blocks = readonly string[];

/**
 * Differences that are meant, or known: random documents have none of them. Each has the smallest document that shows it, which must go
 * on to show it.
 */
const explained: Readonly<Record<string, { why: string; document: Blocks; ours: Blocks; theirs: Blocks }>> = {
  'cells of simple tables': {
    why: 'They are not searched: in all but the strangest documents they are one paragraph each.',
    document: ['=== ======', 'a   b::', '', '      x', '=== ======'],
    ours: [],
    theirs: ['@4: x'],
  },
  'the attribution of a quote': {
    why: 'Behind “::” docutils leaves out a last paragraph of a quote that begins with dashes, where we see a quoted block.',
    document: ['  a::', '', '  -- b'],
    ours: ['@3: -- b'],
    theirs: [],
  },
  'options below the text of a parsed-literal': {
    why: 'They leave blank lines behind, in a block that is only shown.',
    document: ['.. parsed-literal:: a', '   :class: b', '', '   c'],
    ours: ['@1: a\n\n\nc'],
    theirs: ['@1: a\n\nc'],
  },
  'an option of several lines': {
    why: 'We take its first line, which for a language is all.',
    document: ['.. prompt:: bash', '   :language: sh', '     a', '', '   b'],
    ours: ['sh@5: b'],
    theirs: ['sh\na@5: b'],
  },
  'indentation that all lines of a directive have': {
    why: 'docutils keeps it where options are indented less; commands are the same without it.',
    document: ['.. code:: sh', '   :class: a', '', '     b', '       c'],
    ours: ['sh@4: b\n  c'],
    theirs: ['sh@4:   b\n    c'],
  },
  'text right below a directive that has an argument': {
    why: 'docutils takes it for the argument, which is none that its author meant; we read it rather than lose a block.',
    document: ['.. figure::', '   a::', '', '     b'],
    ours: ['@4: b'],
    theirs: [],
  },
  'directives without the argument that they should have': {
    why: 'docutils shows an error; we read what is below.',
    document: ['.. admonition::', '', '   a::', '', '     b'],
    ours: ['@5: b'],
    theirs: [],
  },
  'directives that docutils does not know': {
    why: 'It shows an error; another extension may know them, and we read their text rather than lose a block.',
    document: ['.. unknown:: x', '', '   a::', '', '     b'],
    ours: ['@5: b'],
    theirs: [],
  },
  'what the options of directives say': {
    why: 'A value that docutils refuses makes an error there; we only look at their form.',
    document: ['.. code:: sh', '   :number-lines: a', '', '   b'],
    ours: ['sh@4: b'],
    theirs: [],
  },
  'what the arguments of directives say': {
    why: 'The same: this one is no name of a class.',
    document: ['.. container:: *', '', '   a::', '', '     b'],
    ours: ['@5: b'],
    theirs: [],
  },
  'a topic or sidebar within something else': {
    why: 'docutils lets them stand between the sections only, and topics in sidebars.',
    document: ['- .. topic:: x', '', '     a::', '', '       b'],
    ours: ['@5: b'],
    theirs: [],
  },
  'a figure without a caption': {
    why: 'It is to begin with a paragraph; docutils shows an error in place of what is below any other beginning.',
    document: ['.. figure:: x', '', '   - a::', '', '       b'],
    ours: ['@5: b'],
    theirs: [],
  },
  'a table directive without a table': {
    why: 'docutils shows an error where its text is anything else than one table, or the nested list for one.',
    document: ['.. list-table::', '', '   a::', '', '     b'],
    ours: ['@5: b'],
    theirs: [],
  },
  'tabs in rows of tables with grid lines': {
    why: 'We count each as one column, so that the table is none; editors show it askew as well, if their tabs are not 8 wide.',
    document: ['+----------+', '| a::\t   |', '|\t   |', '|   b\t   |', '+----------+'],
    ours: [],
    theirs: ['@4: b'],
  },
  'cells of csv tables': {
    why: 'They are not searched, as those of simple tables. (docutils only knows the line where the cell begins.)',
    document: ['.. csv-table::', '', '   "a::', '', '     b"'],
    ours: [],
    theirs: ['@3: b'],
  },
};

/** White space at the ends of lines is not shown; docutils leaves it out. */
const written = (language: string, line: number, text: string) =>
  `${language}@${line}: ${text.replace(/[^\S\n]+$/gm, '')}`;

/** We leave out what all lines of a block are indented by (see `explained`). */
function withoutCommonIndentation(text: string): string {
  const margins = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.search(/[^ ]/)]));
  return text.replace(new RegExp(`^ {${Math.min(...margins)}}`, 'gm'), '');
}

/** Tabs reach to the next multiple of 8, as docutils has it. */
function expandTabs(text: string): string {
  let expanded = '';
  for (const char of text) expanded += char === '\t' ? ' '.repeat(8 - (Array.from(expanded).length % 8)) : char;
  return expanded.replace(/[\v\f]/g, ' ');
}

/** The text of a line as docutils would have it, read from the place in the document where the line says that it stands. */
function shown({ line, column, text, padding = 0 }: SourceLine, document: readonly string[]): string {
  const source = document[line] ?? '';
  const own = text.slice(padding);
  assert.equal(source.slice(column, column + own.length), own, `line ${line + 1} says what is not there`);
  const left = expandTabs(source.slice(0, column));
  return ' '.repeat(padding) + expandTabs(source.slice(0, column) + own).slice(left.length);
}

function ours(text: string): Blocks {
  const document = text.split(/\r\n|\r|\n/);
  return readRst(text).blocks.map(({ language, line, lines }) =>
    written(language, line + 1, lines.map((one) => shown(one, document)).join('\n')),
  );
}

describe('reading reStructuredText beside docutils', () => {
  const seed = chooseSeed();
  let docutils: Docutils;

  before(() => void (docutils = new Docutils()));
  after(() => docutils.stop());

  /** What docutils finds in each document; undefined for one that it gives up on. */
  async function theirs(
    texts: readonly string[],
    form: (text: string) => string = withoutCommonIndentation,
  ): Promise<(Blocks | undefined)[]> {
    const found = await docutils.blocks(texts);
    assert.equal(found.length, texts.length);
    return found.map((blocks) =>
      typeof blocks === 'string'
        ? undefined
        : blocks
            .filter(([, , text]) => text.trim() !== '')
            .map(([language, line, text]) => written(language, line, form(text))),
    );
  }

  /** Index of the first document about which the two differ; -1 for none. */
  async function firstDifference(texts: readonly string[]): Promise<number> {
    const found = await theirs(texts);
    return texts.findIndex((text, at) => found[at] !== undefined && found[at].join('\0') !== ours(text).join('\0'));
  }

  /** The shortest document, made by leaving out lines and by making their text plain, about which the two differ. */
  async function shrink(text: string): Promise<string> {
    let lines = text.split(/\r\n|\n/);
    for (let step = Math.ceil(lines.length / 2); step >= 1;) {
      const smaller = Array.from({ length: Math.ceil(lines.length / step) }, (_, at) =>
        lines.toSpliced(at * step, step),
      );
      const at = await firstDifference(smaller.map((one) => one.join('\n')));
      if (at >= 0) lines = smaller[at] ?? lines;
      else step = step === 1 ? 0 : Math.ceil(step / 2);
    }
    for (const [at, line] of lines.entries()) {
      // A directive that is renamed is an unknown one, which would be another difference.
      if (/\.\.\s/.test(line)) continue;
      const plain = lines.with(at, line.replace(/\S.*?(?=:*$)/, 'x'));
      if ((await firstDifference([plain.join('\n')])) === 0) lines = plain;
    }
    const small = lines.join('\n');
    // Line ends may be what matters.
    return (await firstDifference([small])) === 0 ? small : text;
  }

  /** @returns how many blocks there are, and how many documents docutils gave up on. */
  async function compare(texts: readonly string[], name: (at: number) => string) {
    let blocks = 0;
    let givenUp = 0;
    for (let from = 0; from < texts.length; from += batch) {
      const some = texts.slice(from, from + batch);
      for (const [at, found] of (await theirs(some)).entries()) {
        const text = some[at] ?? '';
        if (!found) givenUp++;
        else if (ours(text).join('\0') !== found.join('\0')) {
          const small = await shrink(text);
          assert.deepEqual(ours(small), (await theirs([small]))[0], `${name(from + at)}, shrunken:\n${small}\n`);
        } else blocks += found.length;
      }
    }
    return { blocks, givenUp };
  }

  it(`finds the same blocks in random documents (NETWORK_LAB_SEED=${seed})`, async () => {
    const random = new Random(seed);
    const texts = Array.from({ length: documents }, () => randomDocument(random));
    const { blocks, givenUp } = await compare(texts, (at) => `Random document ${at} of seed ${seed}`);
    assert.ok(blocks > documents / 2, `only ${blocks} blocks`);
    assert.ok(givenUp < documents / 100, `docutils gave up on ${givenUp} documents`);
  });

  it('finds the same blocks in real documents', async () => {
    const folders = [
      '/usr/share/doc/docutils-doc/docs',
      join(root, 'walkthroughs'),
      join(root, 'test', 'fixtures'),
      join(root, '..', 'shared', 'docs'),
    ];
    const files = folders
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
      .filter((file) => /\.(?:txt|rst)$/.test(file));
    assert.ok(files.length > 30, `only ${files.length} documents`);
    const texts = files.map((file) => readFileSync(file, 'utf8'));
    const { blocks, givenUp } = await compare(texts, (at) => files[at] ?? '');
    assert.ok(blocks > 500, `only ${blocks} blocks`);
    assert.equal(givenUp, 0);
  });

  const exactly = (text: string) => text;
  for (const [name, { why, document, ours: expected, theirs: others }] of Object.entries(explained)) {
    it(`differs, as explained, about ${name}`, async () => {
      const text = document.join('\n');
      assert.deepEqual([ours(text), (await theirs([text], exactly))[0]], [expected, others], why);
    });
  }
});
