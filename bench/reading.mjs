// Reading and planning of a document of 10,000 lines with 500 blocks, in both formats, beside what is known: docutils for
// reStructuredText, markdown-it alone for Markdown, in the same run. And documents that are made to be slow, in two sizes.
import { build as bundle } from 'esbuild';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureTools } from '../scripts/lib/aptPackages.mjs';
import { root } from '../scripts/lib/paths.mjs';
import { hostile, tutorial } from './documents.mjs';
import { median } from './median.mjs';

const out = join(root, 'out/bench');
const rounds = 21;
/** docutils takes most of a second each. */
const docutilsRounds = 5;

/**
 * Times of several works, in milliseconds, each done once a round so that a busy moment meets all of them. The first rounds, in which
 * Node still compiles, do not count.
 * @template {string} Name
 * @param {Record<Name, () => unknown>} works
 * @returns {Record<Name, number[]>}
 */
function time(works) {
  const entries = /** @type {[Name, () => unknown][]} */ (Object.entries(works));
  /** @type {Record<string, number[]>} */
  const times = Object.fromEntries(entries.map(([name]) => [name, []]));
  for (let round = -5; round < rounds; round++) {
    for (const [name, work] of entries) {
      const begun = performance.now();
      work();
      const elapsed = performance.now() - begun;
      if (round >= 0) times[name]?.push(elapsed);
    }
  }
  return /** @type {Record<Name, number[]>} */ (times);
}

/** @param {string} file */
async function docutils(file) {
  await ensureTools('docutils, which reading is measured beside', [
    { command: '/usr/lib/python3/dist-packages/docutils/__init__.py', package: 'python3-docutils' },
  ]);
  const { stdout } = await promisify(execFile)('/usr/bin/python3', [
    join(root, 'bench/docutils_time.py'),
    file,
    String(docutilsRounds),
  ]);
  const runs = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number));
  return { blocks: runs[0]?.[0] ?? 0, times: runs.map(([, elapsed = NaN]) => elapsed) };
}

export async function reading() {
  await bundle({
    absWorkingDir: root,
    entryPoints: { reading: 'bench/readingSuite.ts' },
    outdir: 'out/bench',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  /** @type {typeof import('./readingSuite')} */
  const suite = createRequire(import.meta.url)(join(out, 'reading.js'));
  const [rst, markdown] = [tutorial('restructuredtext'), tutorial('markdown')];
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'tutorial.rst'), rst);
  const floor = await docutils(join(out, 'tutorial.rst'));
  const [rstBlocks, markdownBlocks] = [suite.readRst(rst).blocks, suite.readMarkdown(markdown).blocks];
  const times = time({
    readRst: () => suite.readRst(rst),
    planRst: () => suite.planBlocks(rstBlocks),
    markdownIt: () => suite.markdownItAlone(markdown),
    readMarkdown: () => suite.readMarkdown(markdown),
    planMarkdown: () => suite.planBlocks(markdownBlocks),
  });
  const ms = Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
  const docutilsMs = median(floor.times);
  /** @param {string} name @param {number} value @param {string} [ratio] */
  const row = (name, value, ratio = '') => `  ${name.padEnd(30)} median ${value.toFixed(1).padStart(7)} ms  ${ratio}`;
  const { readRst = NaN, planRst = NaN, markdownIt = NaN, readMarkdown = NaN, planMarkdown = NaN } = ms;
  const lines = [
    `reStructuredText: ${rst.split('\n').length - 1} lines, ${rstBlocks.length} blocks (docutils finds ${floor.blocks})`,
    row('docutils', docutilsMs),
    row('read', readRst, `${(docutilsMs / readRst).toFixed(0)} times as fast  (aim: at least 100)`),
    row('plan', planRst, `${(planRst / docutilsMs).toFixed(3)} of docutils' time  (aim: under 0.1)`),
    `Markdown: ${markdown.split('\n').length - 1} lines, ${markdownBlocks.length} blocks`,
    row('markdown-it alone', markdownIt),
    row('read', readMarkdown, `${(readMarkdown / markdownIt).toFixed(2)} of markdown-it alone  (aim: at most 1.3)`),
    row('plan', planMarkdown, `${(planMarkdown / docutilsMs).toFixed(3)} of docutils' time  (aim: under 0.1)`),
    'Made to be slow, in a size and in the double of it: read and planned as reStructuredText and as Markdown',
  ];
  for (const [name, make] of Object.entries(hostile)) {
    const [one, two] = [make(4000), make(8000)];
    const measured = time({
      one: () => (suite.plan(one, 'restructuredtext'), suite.plan(one, 'markdown')),
      two: () => (suite.plan(two, 'restructuredtext'), suite.plan(two, 'markdown')),
    });
    const [small, large] = [median(measured.one), median(measured.two)];
    lines.push(row(name, large, `${(large / small).toFixed(1)} times half of it  (2 is linear)`));
  }
  console.log(lines.join('\n'));
}
