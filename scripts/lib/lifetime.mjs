import { killChildren } from './run.mjs';
import { asStepError } from './stepError.mjs';
import { say, step } from './steps.mjs';

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** Thrown into whatever waits when a person ends the program. */
class Interrupted extends Error {}

/** What a program started and has to end, however it comes to its own end. */
export class Lifetime {
  /** @type {{ name: string, end: () => Promise<unknown> }[]} */
  #started = [];

  /**
   * Registers how something that was started is ended. Register before starting it: a signal may come in between.
   * @param {string} name an imperative: "Stop the Docker engine"
   * @param {() => Promise<unknown>} end
   */
  onEnd(name, end) {
    this.#started.push({ name, end });
  }

  /**
   * Runs `work`; afterwards, or on Ctrl+C, SIGTERM or SIGHUP, ends what was registered, last first.
   * @param {(lifetime: Lifetime) => Promise<void>} work
   */
  async run(work) {
    /** @type {(error: Error) => void} */
    let interrupt = () => undefined;
    const interrupted = new Promise((_, reject) => (interrupt = reject));
    const onSignal = () => {
      killChildren();
      interrupt(new Interrupted());
    };
    // The handlers stay to the very end: an impatient second Ctrl+C must not leave an engine behind.
    for (const signal of signals) process.on(signal, onSignal);
    /** @type {unknown} */
    let failure;
    const working = work(this);
    try {
      await Promise.race([working, interrupted]);
    } catch (error) {
      if (!(error instanceof Interrupted)) failure = error;
      // A step that was under way fails now that its tools are ended; nobody is to hear of that.
      working.catch(() => undefined);
    }
    for (const { name, end } of this.#started.reverse())
      await step(name, end).catch((error) => say(asStepError(name, error).explain()));
    if (failure !== undefined) say(asStepError('Start', failure).explain());
    // Work that was interrupted may still be waiting for something; nothing of it is wanted any more.
    process.exit(failure === undefined ? 0 : 1);
  }
}
