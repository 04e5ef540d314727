import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../base/disposable';
import { Emitter } from '../../base/event';
import type { Log } from '../../base/log';
import { messageOf } from '../../base/userError';
import { encodeLine } from '../../netcat/text';
import { isToHost, type Request, type Status, type ToHost, type ToPage } from '../../shared/protocol';
import type { ConsoleTarget } from './consoleTarget';
import type { Conversation } from './conversation';
import { PageFeed } from './pageFeed';
import { pageHtml, pagesFolder } from './pageHtml';
import { statusOf } from './status';

/** Joins a conversation with the page that shows it. The panel owns the conversation: it ends when the panel is closed. */
export class ConsolePanel implements Disposable {
  private readonly store = new DisposableStore();
  private readonly disposeEmitter = new Emitter<undefined>();
  private readonly feed: PageFeed;

  readonly onDidDispose = this.disposeEmitter.event;

  constructor(
    readonly target: ConsoleTarget,
    readonly conversation: Conversation,
    readonly panel: vscode.WebviewPanel,
    private readonly firstColumn: vscode.ViewColumn,
    extensionUri: vscode.Uri,
    private readonly log: Log,
  ) {
    this.feed = new PageFeed(
      {
        transcript: conversation.transcript,
        status: () => statusOf(conversation),
        hold: () => conversation.hold(),
      },
      (message) => this.post(message),
    );
    this.store.add(conversation);
    this.store.add(this.feed);
    this.store.add(conversation.onDidChange(() => this.feed.changed()));
    this.store.add(panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message)));
    this.store.add(
      panel.onDidChangeViewState(() => {
        // The page is gone while it is hidden, and says that it is ready when it is shown again.
        if (!panel.visible) this.feed.stop();
      }),
    );
    panel.onDidDispose(() => this.dispose());
    panel.webview.options = { enableScripts: true, localResourceRoots: [pagesFolder(extensionUri)] };
    panel.webview.html = pageHtml(panel.webview, extensionUri, 'console');
  }

  /** Where it is seen, if it is. A panel that was just made does not know yet. */
  get column(): vscode.ViewColumn | undefined {
    return this.panel.visible ? (this.panel.viewColumn ?? this.firstColumn) : undefined;
  }

  get status(): Status {
    return statusOf(this.conversation);
  }

  dispose(): void {
    this.store.dispose();
    this.disposeEmitter.fire(undefined);
    this.disposeEmitter.dispose();
    this.panel.dispose();
  }

  private post(message: ToPage): void {
    this.panel.webview.postMessage(message).then(
      (delivered) => {
        if (!delivered) this.feed.stop();
      },
      (error: unknown) => this.log.warn(`console ${this.panel.title}: ${messageOf(error)}`),
    );
  }

  private receive(message: unknown): void {
    if (!isToHost(message)) {
      this.log.warn(`console ${this.panel.title}: the page said something that cannot be understood`);
      return;
    }
    switch (message.type) {
      case 'ready':
        this.feed.ready();
        return;
      case 'ack':
        this.feed.ack(message.batch);
        return;
      case 'failed':
        this.log.error(`console ${this.panel.title}: page: ${message.message}`);
        return;
      default:
        void this.answer(message);
    }
  }

  /** Every request is answered, done or not. */
  private async answer(request: Extract<ToHost, Request>): Promise<void> {
    try {
      await this.carryOut(request);
      this.post({ type: 'answer', id: request.id });
    } catch (error) {
      this.log.warn(`console ${this.panel.title}: ${request.type}: ${messageOf(error)}`);
      this.post({ type: 'answer', id: request.id, error: messageOf(error) });
    }
  }

  private async carryOut(request: Request): Promise<void> {
    switch (request.type) {
      case 'send':
        await this.conversation.send(encodeLine(request.text, request.ending));
        return;
      case 'end':
        await this.conversation.end();
        return;
      case 'connect':
        this.conversation.reconnect();
        return;
      case 'disconnect':
        this.conversation.disconnect();
    }
  }
}
