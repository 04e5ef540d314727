/** A call that did not end in its time. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';

  constructor(readonly timeoutMs: number) {
    super(`no answer within ${timeoutMs / 1000} s`);
  }
}

/**
 * Runs a call that ends with any of the signals or after `timeoutMs`, whichever comes first, even where the call itself does not notice.
 * @throws DeadlineError when the time was over; a signal's reason when it was aborted; else what the call threw.
 */
export async function withDeadline<T>(
  timeoutMs: number,
  signals: readonly (AbortSignal | undefined)[],
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  for (const signal of signals) signal?.throwIfAborted();
  const controller = new AbortController();
  const releases: (() => void)[] = [];
  const stopped = new Promise<never>((_, reject) => {
    const stop = (reason: unknown) => {
      const error = reason instanceof Error ? reason : new Error('aborted');
      reject(error);
      controller.abort(error);
    };
    const timer = setTimeout(() => stop(new DeadlineError(timeoutMs)), timeoutMs);
    releases.push(() => clearTimeout(timer));
    for (const signal of signals) {
      const onAbort = () => stop(signal?.reason);
      signal?.addEventListener('abort', onAbort, { once: true });
      releases.push(() => signal?.removeEventListener('abort', onAbort));
    }
  });
  try {
    return await Promise.race([run(controller.signal), stopped]);
  } finally {
    for (const release of releases) release();
  }
}
