import { asStepError, StepError } from './stepError.mjs';

/**
 * Everything a person is told goes to stderr: stdout stays free for what a program reads (the served address, `cli` output).
 * @param {string} text
 */
export const say = (text) => void process.stderr.write(`${text}\n`);

const interactive = process.stderr.isTTY === true && !process.env['CI'];
/** How often a long step says that it is still at it where lines cannot be rewritten, in ms. */
const reminderInterval = 15_000;

const seconds = (/** @type {number} */ since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs one named step: says what is being done, what it is at, and how long it took.
 * @template T
 * @param {string} name an imperative: "Install Chromium"
 * @param {(progress: (text: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {StepError} for whatever `work` throws
 */
export async function step(name, work) {
  const begun = performance.now();
  let at = '';
  const line = () => `… ${name} (${seconds(begun)})${at && `: ${at}`}`;
  const redraw = () => {
    const room = Math.max(20, (process.stderr.columns ?? 80) - 1);
    process.stderr.write(`\r\x1b[2K${line().slice(0, room)}`);
  };
  if (interactive) redraw();
  else say(`… ${name}`);
  const timer = setInterval(() => (interactive ? redraw() : say(line())), interactive ? 200 : reminderInterval);
  const clear = () => {
    clearInterval(timer);
    if (interactive) process.stderr.write('\r\x1b[2K');
  };
  try {
    const result = await work((text) => (at = text.trim().slice(0, 120)));
    clear();
    say(`✓ ${name} (${seconds(begun)})`);
    return result;
  } catch (error) {
    clear();
    throw asStepError(name, error);
  }
}

/**
 * Runs a script's main function; a failure is explained and becomes exit code 1.
 * @param {string} name what the script does, for a failure outside every step
 * @param {() => Promise<void>} main
 */
export async function runMain(name, main) {
  try {
    await main();
  } catch (error) {
    say(asStepError(name, error).explain());
    // A fault of the script itself: the stack is what helps.
    if (!(error instanceof StepError) && error instanceof Error && process.env['NETWORK_LAB_DEBUG'])
      say(String(error.stack));
    process.exitCode = 1;
  }
}
