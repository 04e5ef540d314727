import vscode = require('vscode');
import { UserError } from '../../../base/userError';
import { views } from '../../../contributions';
import type { LabActions } from '../../../engine/labActions';
import { messageText } from '../../messageText';
import { plainText } from '../plainText';
import type { Attempted } from './explainFailure';
import type { LabContext } from './labContext';

interface Work<T> {
  /** `Stop container web`: shown while it takes long. */
  readonly doing: string;
  readonly view: keyof typeof views;
  readonly act: (thing: T, actions: LabActions) => Promise<void>;
  readonly attempted: (thing: T) => Attempted;
  readonly nameOf: (thing: T) => string;
}

export interface Outcome<T> {
  /** Those that it was done to. */
  readonly done: readonly T[];
  /** Of the one that failed, or one that names those that did. */
  readonly error?: UserError;
}

/** Shorter work shows nothing but its effect, in milliseconds. */
const patience = 1_000;
/** How many are worked on at once. */
const concurrency = 8;
/** How many reasons a person reads; the rest is counted. */
const longestList = 3;

/**
 * Does something to several things, some at once, and waits for all. What goes wrong with one does not keep it from the others.
 * @throws UserError when no engine answers
 */
export async function together<T>(things: readonly T[], context: LabContext, work: Work<T>): Promise<Outcome<T>> {
  // Now, not before a question: the connection may be another one since.
  const actions = await context.engine.actions();
  const done: T[] = [];
  const failures: { readonly thing: T; readonly error: UserError }[] = [];
  const waiting = [...things];
  const workOff = async () => {
    for (let thing = waiting.shift(); thing !== undefined; thing = waiting.shift()) {
      try {
        await work.act(thing, actions);
        done.push(thing);
      } catch (error) {
        failures.push({ thing, error: context.explain(error, work.attempted(thing)) });
      }
    }
  };
  const all = Promise.all(Array.from({ length: Math.min(concurrency, things.length) }, workOff));
  await shownWhile(all, work);
  const [first] = failures;
  if (!first) return { done };
  if (things.length === 1) return { done, error: first.error };
  const reasons = failures
    .slice(0, longestList)
    .map(({ thing, error }) => `${plainText(work.nameOf(thing))}: ${error.message}`);
  const rest = failures.length > longestList ? ` And ${failures.length - longestList} more.` : '';
  const message = `${work.doing}: ${failures.length} of ${things.length} failed. ${reasons.join(' ')}${rest}`;
  return { done, error: new UserError(message, first.error.actions) };
}

/** @throws UserError that the outcome has */
export function throwFailure({ error }: Outcome<unknown>): void {
  if (error) throw error;
}

/** A bar in the view at once; a notification with words only for what keeps a person waiting. */
async function shownWhile(
  all: Promise<unknown>,
  { doing, view }: Pick<Work<unknown>, 'doing' | 'view'>,
): Promise<void> {
  const inView = vscode.window.withProgress({ location: { viewId: views[view] } }, () => all);
  const timer = setTimeout(() => {
    const options = { location: vscode.ProgressLocation.Notification, title: messageText(`${doing}…`) };
    void vscode.window.withProgress(options, () => all);
  }, patience);
  await inView;
  clearTimeout(timer);
}
