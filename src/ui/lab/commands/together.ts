import vscode = require('vscode');
import { UserError } from '../../../base/userError';
import { views } from '../../../contributions';
import type { Attempted } from './explainFailure';
import type { LabContext } from './labContext';
import { plainText } from '../plainText';

interface Work<T> {
  /** `Stop container web`: shown while it takes long. */
  readonly doing: string;
  readonly act: (thing: T) => Promise<void>;
  readonly attempted: (thing: T) => Attempted;
  readonly nameOf: (thing: T) => string;
}

/** Shorter work shows nothing but its effect, in milliseconds. */
const patience = 1_000;

/**
 * Does something to several things at once, and waits for all. What goes wrong with one does not keep it from the others.
 * @throws UserError of the one that failed, or one error that names all that did
 */
export async function together<T>(things: readonly T[], context: LabContext, work: Work<T>): Promise<void> {
  const all = Promise.allSettled(things.map((thing) => work.act(thing)));
  // A bar in the view at once; a notification with words only for what keeps a person waiting.
  const inView = vscode.window.withProgress({ location: { viewId: views.containers } }, () => all);
  let timer: NodeJS.Timeout | undefined;
  const long = new Promise<'long'>((resolve) => (timer = setTimeout(() => resolve('long'), patience)));
  if ((await Promise.race([all, long])) === 'long') {
    const options = { location: vscode.ProgressLocation.Notification, title: `${work.doing}…` };
    void vscode.window.withProgress(options, () => all);
  }
  clearTimeout(timer);
  await inView;
  const failures = (await all).flatMap((result, at) => {
    const thing = things[at];
    if (result.status === 'fulfilled' || thing === undefined) return [];
    return [{ thing, error: context.explain(result.reason, work.attempted(thing)) }];
  });
  const [first] = failures;
  if (!first) return;
  if (things.length === 1) throw first.error;
  const reasons = failures.map(({ thing, error }) => `${plainText(work.nameOf(thing))}: ${error.message}`);
  throw new UserError(
    `${work.doing}: ${failures.length} of ${things.length} failed. ${reasons.join(' ')}`,
    first.error.actions,
  );
}
