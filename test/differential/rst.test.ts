import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRst } from '../../src/tutorial/document/rst';
import { admonitions, opaqueDirectives } from '../../src/tutorial/document/rstDirectives';
import { chooseSeed, Random } from '../support/random';
import { randomDocument } from './randomRst';

const root = join(__dirname, '..', '..');
const lists = JSON.stringify({ opaque: [...opaqueDirectives], admonitions: [...admonitions] });

/** Blocks as `language: text`. White space within lines does not count: we keep tabs as they are typed, docutils expands them. */
type Blocks = readonly string[];

const written = (language: string, text: string) =>
  `${language}: ${text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .join('\n')
    .trim()}`;

function ours(text: string): Blocks {
  return readRst(text).blocks.map((block) => written(block.language, block.lines.map((line) => line.text).join('\n')));
}

/** What docutils finds in each document; undefined for one that it gives up on. */
function docutils(texts: readonly string[]): (Blocks | undefined)[] {
  const output = execFileSync('/usr/bin/python3', [join(__dirname, 'docutilsBlocks.py'), lists], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const found = JSON.parse(output) as readonly (string | readonly (readonly [language: string, text: string])[])[];
  return found.map((blocks) =>
    typeof blocks === 'string'
      ? undefined
      : blocks.filter(([, text]) => text.trim() !== '').map(([language, text]) => written(language, text)),
  );
}

/** The shortest document, made by leaving out lines, about which the two differ. */
function shrink(text: string): string {
  let lines = text.split(/\r\n|\n/);
  for (let step = Math.ceil(lines.length / 2); step >= 1; step = step === 1 ? 0 : Math.ceil(step / 2)) {
    for (let tries = 0; tries < 40; tries++) {
      const smaller = Array.from({ length: Math.ceil(lines.length / step) }, (_, at) =>
        lines.toSpliced(at * step, step),
      );
      const texts = smaller.map((one) => one.join('\n'));
      const theirs = docutils(texts);
      const at = texts.findIndex((one, index) => theirs[index] && theirs[index].join('\0') !== ours(one).join('\0'));
      if (at < 0) break;
      lines = smaller[at] ?? lines;
    }
  }
  return lines.join('\n');
}

function compare(texts: readonly string[], names: (at: number) => string): number {
  let blocks = 0;
  for (const [at, theirs] of docutils(texts).entries()) {
    const text = texts[at] ?? '';
    if (!theirs) continue;
    blocks += theirs.length;
    if (ours(text).join('\0') === theirs.join('\0')) continue;
    const small = shrink(text);
    assert.deepEqual(ours(small), docutils([small])[0], `${names(at)}, shrunken:\n${small}\n`);
    assert.deepEqual(ours(text), theirs, `${names(at)}:\n${text}`);
  }
  return blocks;
}

describe('reading reStructuredText beside docutils', () => {
  const seed = chooseSeed();

  it(`finds the same blocks in random documents (NETWORK_LAB_SEED=${seed})`, () => {
    const random = new Random(seed);
    const texts = Array.from({ length: 3000 }, () => randomDocument(random));
    const blocks = compare(texts, (at) => `Random document ${at} of seed ${seed}`);
    assert.ok(blocks > 3000, `only ${blocks} blocks`);
  });

  it('finds the same blocks in real documents', () => {
    const folders = [
      '/usr/share/doc/docutils-doc',
      join(root, 'walkthroughs'),
      join(root, 'test', 'fixtures'),
      join(root, '..', 'shared', 'docs'),
    ];
    const files = folders
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
      .filter((file) => /\.(?:txt|rst)$/.test(file));
    assert.ok(files.length > 30, `only ${files.length} documents`);
    compare(
      files.map((file) => readFileSync(file, 'utf8')),
      (at) => files[at] ?? '',
    );
  });
});
