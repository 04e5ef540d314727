import { attempt } from '../run.mjs';
import { root } from '../paths.mjs';
import { asStepError, StepError } from '../stepError.mjs';
import { say, step } from '../steps.mjs';

/** Each is one test: a title and the npm script that does it. */
const checks = /** @type {const} */ ([
  ['Types', 'check:types'],
  ['Lint', 'check:lint'],
  ['Format', 'check:format'],
  ['Package: builds, is small, holds what it should and nothing else', 'package'],
]);

/** @type {import('./layer.mjs').Layer} */
export async function checkLayer() {
  let failed = 0;
  for (const [title, script] of checks) {
    await step(title, async (progress) => {
      const { code, output } = await attempt('npm', ['run', '--silent', script], { cwd: root, onLine: progress });
      if (code !== 0) throw new StepError(title, `\n${output.trim()}`, `Correct it, and try \`npm run ${script}\`.`);
    }).catch((error) => {
      failed++;
      say(asStepError(title, error).explain());
    });
  }
  return { passed: checks.length - failed, failed };
}
