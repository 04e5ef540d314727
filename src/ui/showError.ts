import vscode = require('vscode');
import type { Log } from '../base/log';
import { messageOf, UserError } from '../base/userError';
import { commands } from '../contributions';
import { messageText } from './messageText';

/** Shows a failure to the person and writes it to the log. Never waits for the person's answer. */
export type ShowError = (operation: string, error: unknown) => void;

/**
 * The one place where failures are shown. A {@link UserError} is shown with its own words and actions; anything else is
 * named as unexpected, with the way to the log, which has the stack.
 */
export function errorsShownBy(log: Log): ShowError {
  return (operation, error) => {
    const expected = error instanceof UserError;
    log.error(`${operation}: ${expected ? error.message : stackOf(error)}`);
    const message = expected ? error.message : `${operation} failed unexpectedly: ${messageOf(error)}`;
    const actions = expected ? error.actions : [{ title: 'Show Log', command: commands.showLog }];
    void offer(message, actions).catch((failure: unknown) => log.error(`${operation}: ${stackOf(failure)}`));
  };
}

async function offer(message: string, actions: UserError['actions']): Promise<void> {
  const chosen = await vscode.window.showErrorMessage(messageText(message), ...actions.map((action) => action.title));
  const action = actions.find((candidate) => candidate.title === chosen);
  if (action) await vscode.commands.executeCommand(action.command, ...(action.arguments ?? []));
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
