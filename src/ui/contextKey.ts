import vscode = require('vscode');
import type { ContextKeys } from '../contributions';

/** Sets a context key that package.json's `when` clauses and walkthrough steps read. */
export function setContextKey<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
