import type { Event } from '../../src/base/event';

/** Resolves when `condition` holds, looked at now and whenever `event` fires. Fails after `deadline` milliseconds, with what `condition` looked at. */
export function until(
  event: Event<unknown>,
  condition: () => boolean,
  describe: () => string,
  deadline = 10_000,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      clearTimeout(timer);
      subscription.dispose();
      if (error) reject(error);
      else resolve();
    };
    const timer = setTimeout(() => settle(new Error(`not within ${deadline} ms: ${describe()}`)), deadline);
    const subscription = event(() => {
      if (condition()) settle();
    });
    if (condition()) settle();
  });
}
