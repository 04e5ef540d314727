import vscode = require('vscode');
import type { Disposable } from '../../../base/disposable';
import { LogTerminal, type LogSource } from './logTerminal';

/** The terminals with logs, one for each container. Ends what feeds them with the extension. */
export class LogTerminals implements Disposable {
  private readonly open = new Map<string, { readonly window: vscode.Terminal; readonly pty: LogTerminal }>();
  private readonly closing = vscode.window.onDidCloseTerminal((closed) => {
    for (const [id, { window }] of this.open) if (window === closed) this.open.delete(id);
  });

  /** Shows the log of a container: in the terminal that has it already, else in a new one. */
  show(name: string, source: LogSource): void {
    let log = this.open.get(source.containerId);
    if (!log) {
      const pty = new LogTerminal(source);
      log = { pty, window: vscode.window.createTerminal({ name, pty, iconPath: new vscode.ThemeIcon('output') }) };
      this.open.set(source.containerId, log);
    }
    log.window.show(true);
  }

  dispose(): void {
    this.closing.dispose();
    for (const { pty } of this.open.values()) pty.close();
  }
}
