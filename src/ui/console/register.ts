import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../base/disposable';
import { Emitter, type Event } from '../../base/event';
import { lazy } from '../../base/lazy';
import type { Log } from '../../base/log';
import { commands } from '../../contributions';
import type { ShowError } from '../showError';
import type { ConsoleEngine } from './consoleEngine';
import type { Consoles } from './consoles';

export interface ConsoleDeps {
  readonly extensionUri: vscode.Uri;
  readonly engine: ConsoleEngine;
  readonly log: Log;
  readonly showError: ShowError;
}

export interface ConsoleFeature extends Disposable {
  /** A console received bytes: how many. */
  readonly onDidReceive: Event<number>;
  /** The consoles of this window, as tests look at them. */
  consoles(): Promise<Consoles>;
}

/** Registers the command that opens netcat consoles. What a console needs is loaded with the first. */
export function registerConsole(deps: ConsoleDeps): ConsoleFeature {
  const store = new DisposableStore();
  const received = store.add(new Emitter<number>());
  const consoles = lazy(async () => {
    const loaded = await import('./consoles');
    const made = store.add(new loaded.Consoles(deps));
    store.add(made.onDidReceive((size) => received.fire(size)));
    return made;
  });
  store.add(
    vscode.commands.registerCommand(commands.openConsole, async (argument?: unknown) => {
      try {
        await (await consoles()).open(argument);
      } catch (error) {
        deps.showError('Opening a netcat console', error);
      }
    }),
  );
  return { onDidReceive: received.event, consoles, dispose: () => store.dispose() };
}
