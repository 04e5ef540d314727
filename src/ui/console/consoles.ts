import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../base/disposable';
import { Emitter, type Event } from '../../base/event';
import { UserError } from '../../base/userError';
import { encodeLine, textOf, type LineEnding } from '../../netcat/text';
import type { Direction } from '../../netcat/transcript';
import type { Status } from '../../shared/protocol';
import { consoleColumn } from './consoleColumn';
import type { ConsoleDeps } from './register';
import { ConsolePanel } from './consolePanel';
import { isPortNode, isSameTarget, locate, targetOf, titleOf, whyGone, type ConsoleTarget } from './consoleTarget';
import { Conversation } from './conversation';
import { pickPort } from './pickPort';

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

const viewType = 'networkLab.console';

/** The netcat consoles of this window. Each has its session, which ends with its panel. */
export class Consoles implements Disposable {
  private readonly store = new DisposableStore();
  private readonly received = this.store.add(new Emitter<number>());
  private readonly panels = new Set<ConsolePanel>();
  /** A console received bytes: how many. */
  readonly onDidReceive = this.received.event;

  constructor(private readonly deps: Omit<ConsoleDeps, 'showError'>) {
    const { engine } = deps;
    this.store.add(
      engine.onDidChangeLab(() => {
        for (const { target, conversation } of this.panels) {
          const reason = whyGone(engine, target);
          if (reason) conversation.targetGone(reason);
        }
      }),
    );
  }

  get all(): readonly OpenConsole[] {
    return [...this.panels].map(inspected);
  }

  /**
   * Opens a console and connects it, or shows the one that is open on that port.
   * @param argument a port's row; anything else has the person asked
   * @throws UserError when no engine answers, when there is no such port, and when it cannot be reached from here
   */
  async open(argument: unknown): Promise<void> {
    const { engine } = this.deps;
    await engine.ready();
    const target = isPortNode(argument) ? targetOf(engine, argument) : await pickPort(engine);
    if (!target) return;
    const existing = [...this.panels].find((one) => isSameTarget(one.target, target));
    // What an open console cannot reach it says in its page; for a new one there would be nothing else to see there.
    const way = existing ? undefined : locate(engine, target);
    if (way instanceof UserError) throw way;
    existing?.panel.reveal();
    (existing ?? this.create(target)).conversation.connect();
  }

  dispose(): void {
    for (const one of [...this.panels]) one.dispose();
    this.store.dispose();
  }

  private create(target: ConsoleTarget): ConsolePanel {
    const { engine, extensionUri, log } = this.deps;
    const title = `nc ${titleOf(target)}`;
    const column = consoleColumn([...this.panels].flatMap((one) => one.column ?? []));
    const panel = vscode.window.createWebviewPanel(viewType, title, column, { enableScripts: true });
    const conversation = new Conversation(() => locate(engine, target), titleOf(target), log);
    conversation.onDidReceive((size) => this.received.fire(size));
    const created = new ConsolePanel(target, conversation, panel, column, extensionUri, log);
    this.panels.add(created);
    created.onDidDispose(() => this.panels.delete(created));
    return created;
  }
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
