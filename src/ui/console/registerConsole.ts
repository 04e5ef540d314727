import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { Emitter, type Event } from '../../base/event';
import type { Log } from '../../base/log';
import { UserError } from '../../base/userError';
import { encodeLine, textOf, type LineEnding } from '../../netcat/text';
import type { Direction } from '../../netcat/transcript';
import { commands } from '../../contributions';
import type { Status } from '../../shared/protocol';
import type { ShowError } from '../showError';
import { consoleColumn } from './consoleColumn';
import type { ConsoleEngine } from './consoleEngine';
import { ConsolePanel } from './consolePanel';
import { isPortNode, isSameTarget, locate, targetOf, titleOf, whyGone, type ConsoleTarget } from './consoleTarget';
import { Conversation } from './conversation';
import { pickPort } from './pickPort';

export interface ConsoleDeps {
  readonly extensionUri: vscode.Uri;
  readonly engine: ConsoleEngine;
  readonly log: Log;
  readonly showError: ShowError;
}

/** An open console, for whoever looks at or writes to it from outside its page. */
export interface OpenConsole {
  /** `nc simplerelay:8001` */
  readonly title: string;
  readonly status: Status;
  /** State or transcript changed. */
  readonly onDidChange: Event<undefined>;
  /** Readable form of what went one way, or both in order. */
  transcriptText(direction?: Direction): string;
  /** Sends a line. @throws ConnectionError when it is not open for sending. */
  send(text: string, ending: LineEnding): Promise<void>;
  /** Ends the session and closes the panel. */
  dispose(): void;
}

export interface ConsoleFeature extends Disposable {
  readonly consoles: readonly OpenConsole[];
  /** A console received bytes: how many. */
  readonly onDidReceive: Event<number>;
}

const viewType = 'networkLab.console';

/** Registers the command that opens netcat consoles. Each has its session, which ends with its panel. */
export function registerConsole(deps: ConsoleDeps): ConsoleFeature {
  const { engine, log } = deps;
  const store = new DisposableStore();
  const received = store.add(new Emitter<number>());
  const open = new Set<ConsolePanel>();

  const create = (target: ConsoleTarget): ConsolePanel => {
    const title = `nc ${titleOf(target)}`;
    const column = consoleColumn([...open].flatMap((one) => one.column ?? []));
    const panel = vscode.window.createWebviewPanel(viewType, title, column, { enableScripts: true });
    const conversation = new Conversation(() => locate(engine, target), titleOf(target), log);
    conversation.onDidReceive((size) => received.fire(size));
    const created = new ConsolePanel(target, conversation, panel, column, deps.extensionUri, log);
    open.add(created);
    created.onDidDispose(() => open.delete(created));
    return created;
  };

  const openConsole = async (argument: unknown): Promise<void> => {
    await engine.ready();
    const target = isPortNode(argument) ? targetOf(engine, argument) : await pickPort(engine.lab);
    if (!target) return;
    const existing = [...open].find((one) => isSameTarget(one.target, target));
    // What an open console cannot reach it says in its page; for a new one there would be nothing else to see there.
    const way = existing ? undefined : locate(engine, target);
    if (way instanceof UserError) throw way;
    existing?.panel.reveal();
    (existing ?? create(target)).conversation.connect();
  };

  store.add(
    vscode.commands.registerCommand(commands.openConsole, async (argument?: unknown) => {
      try {
        await openConsole(argument);
      } catch (error) {
        deps.showError('Opening a netcat console', error);
      }
    }),
  );
  store.add(
    engine.onDidChangeLab(() => {
      for (const { target, conversation } of open) {
        const reason = whyGone(engine, target);
        if (reason) conversation.targetGone(reason);
      }
    }),
  );

  return {
    get consoles() {
      return [...open].map(inspected);
    },
    onDidReceive: received.event,
    dispose() {
      for (const one of [...open]) one.dispose();
      store.dispose();
    },
  };
}

function inspected(one: ConsolePanel): OpenConsole {
  const { conversation } = one;
  return {
    title: one.panel.title,
    get status() {
      return one.status;
    },
    onDidChange: conversation.onDidChange,
    transcriptText: (direction) => textOf(conversation.transcript.bytes(direction)),
    send: (text, ending) => conversation.send(encodeLine(text, ending)),
    dispose: () => one.dispose(),
  };
}
