import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRst } from '../../src/tutorial/document/rst';
import { chooseSeed, Random } from '../support/random';
import { Docutils } from './docutils';
import { randomDocument } from './randomRst';

const root = join(__dirname, '..', '..');
const documents = 3000;
/** Documents that docutils is asked about in one go. */
const batch = 200;

/** Blocks as `language: text`. */
type Blocks = readonly string[];

/**
 * Differences that are meant, or known: random documents have none of them. Each has the smallest document that shows it, which must go
 * on to show it. (White space within lines is another one: we keep tabs as they are typed, docutils expands them. `written` evens it.)
 */
const explained: Readonly<Record<string, { why: string; document: Blocks; ours: Blocks; theirs: Blocks }>> = {
  'cells of simple tables': {
    why: 'They are not searched: in all but the strangest documents they are one paragraph each.',
    document: ['=== ======', 'a   b::', '', '      x', '=== ======'],
    ours: [],
    theirs: [': x'],
  },
  'the attribution of a quote': {
    why: 'Behind “::” docutils leaves out a last paragraph of a quote that begins with dashes, where we see a quoted block.',
    document: ['  a::', '', '  -- b'],
    ours: [': -- b'],
    theirs: [],
  },
  'options below the text of a parsed-literal': {
    why: 'They leave blank lines behind, in a block that is only shown.',
    document: ['.. parsed-literal:: a', '   :class: b', '', '   c'],
    ours: [': a\n\n\nc'],
    theirs: [': a\n\nc'],
  },
  'an option of several lines': {
    why: 'We take its first line, which for a language is all.',
    document: ['.. prompt:: bash', '   :language: sh', '     a', '', '   b'],
    ours: ['sh: b'],
    theirs: ['sh\na: b'],
  },
  'text right below a directive that we do not know': {
    why: 'It is its argument or its text, depending on the extension; we take it for text rather than lose a block.',
    document: ['.. unknown::', '   a::', '', '     b'],
    ours: [': b'],
    theirs: [],
  },
};

const written = (language: string, text: string) =>
  `${language}: ${text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .join('\n')
    .trim()}`;

function ours(text: string): Blocks {
  return readRst(text).blocks.map((block) => written(block.language, block.lines.map((line) => line.text).join('\n')));
}

describe('reading reStructuredText beside docutils', () => {
  const seed = chooseSeed();
  let docutils: Docutils;

  before(() => void (docutils = new Docutils()));
  after(() => docutils.stop());

  /** What docutils finds in each document; undefined for one that it gives up on. */
  async function theirs(texts: readonly string[]): Promise<(Blocks | undefined)[]> {
    const found = await docutils.blocks(texts);
    assert.equal(found.length, texts.length);
    return found.map((blocks) =>
      typeof blocks === 'string'
        ? undefined
        : blocks.filter(([, text]) => text.trim() !== '').map(([language, text]) => written(language, text)),
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
    for (const at of lines.keys()) {
      const plain = lines.with(at, (lines[at] ?? '').replace(/\S.*?(?=:*$)/, 'x'));
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

  for (const [name, { why, document, ours: expected, theirs: others }] of Object.entries(explained)) {
    it(`differs, as explained, about ${name}`, async () => {
      const text = document.join('\n');
      assert.deepEqual([ours(text), (await theirs([text]))[0]], [expected, others], why);
    });
  }
});
