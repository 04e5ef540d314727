/** A failure a person can act on: which step failed, why, and what to do about it. */
export class StepError extends Error {
  /**
   * @param {string} step what was being done, e.g. "Install Chromium"
   * @param {string} reason why it failed, one sentence, perhaps with the last lines of a tool's output
   * @param {string} remedy what to do
   * @param {unknown} [cause]
   */
  constructor(step, reason, remedy, cause) {
    super(`${step}: ${reason}`, { cause });
    this.name = 'StepError';
    this.step = step;
    this.reason = reason;
    this.remedy = remedy;
  }

  /** The three lines that are printed. */
  explain() {
    return [`✗ Failed: ${this.step}`, `  Reason: ${this.reason}`, `  What to do: ${this.remedy}`].join('\n');
  }
}

/**
 * Anything thrown, as a StepError. Knows the two failures that can come up in any step: a full disk and missing rights.
 * @param {string} step
 * @param {unknown} error
 * @returns {StepError}
 */
export function asStepError(step, error) {
  if (error instanceof StepError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|no space left on device|not enough free space/i.test(reason))
    return new StepError(
      step,
      `The disk is full. ${reason}`,
      'Free about 2 GB (`df -h` shows where it is missing), or set NETWORK_LAB_CACHE to a folder on another disk, and start again.',
      error,
    );
  if (/EACCES|EPERM|permission denied/i.test(reason))
    return new StepError(step, reason, 'Give your user the right to do this, or run the command as root.', error);
  return new StepError(step, reason, 'See the reason above; run the command again once it is dealt with.', error);
}
