import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asStepError } from '../stepError.mjs';
import { say } from '../steps.mjs';
import { checkLayer } from './check.mjs';
import { reportCoverage } from './coverage.mjs';
import { desktopLayer, hostLayer } from './host.mjs';
import { sum } from './layer.mjs';
import { differentialLayer, engineLayer, pageLayer, unitLayer } from './mocha.mjs';
import { testEngine } from './testEngine.mjs';

/** @type {Record<string, import('./layer.mjs').Layer>} */
const layers = {
  check: checkLayer,
  unit: unitLayer,
  differential: differentialLayer,
  engine: engineLayer,
  host: hostLayer,
  page: pageLayer,
  desktop: desktopLayer,
};

/**
 * Runs layers one after the other. A layer that cannot run, or runs no test, counts as one failure.
 * @param {readonly string[]} names
 * @param {import('./layer.mjs').Options} options
 * @returns {Promise<import('./layer.mjs').Counts>}
 */
export async function runLayers(names, options) {
  const scratch = await mkdtemp(join(tmpdir(), 'docker-network-lab-test-'));
  const coverage = options.coverage ? join(scratch, 'coverage') : '';
  const engine = testEngine(options.engine);
  /** @type {import('./layer.mjs').Counts[]} */
  const counts = [];
  /** @type {string[]} */
  const summary = [];
  try {
    for (const name of names) {
      say(`\n── ${name} ${'─'.repeat(70 - name.length)}`);
      const begun = performance.now();
      const result = await runLayer(name, { options, engine: engine.get, scratch, coverage });
      counts.push(result);
      const time = ((performance.now() - begun) / 1000).toFixed(0);
      summary.push(`${name.padEnd(12)} ${result.passed} passed, ${result.failed} failed (${time} s)`);
    }
  } finally {
    await engine.stop();
  }
  if (coverage)
    await reportCoverage(coverage).catch((error) => say(`Coverage could not be reported: ${String(error)}`));
  await rm(scratch, { recursive: true, force: true });
  say(`\n${summary.join('\n')}\n`);
  return sum(counts);
}

/**
 * @param {string} name
 * @param {import('./layer.mjs').Context} context
 */
async function runLayer(name, context) {
  try {
    const result = await /** @type {import('./layer.mjs').Layer} */ (layers[name])(context);
    if (result.passed + result.failed > 0) return result;
    say(`✗ Layer ${name} ran no test.`);
  } catch (error) {
    say(asStepError(`Run layer ${name}`, error).explain());
  }
  return { passed: 0, failed: 1 };
}
