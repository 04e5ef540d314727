import vscode = require('vscode');

/** Asks before something is lost. `undefined` when the person leaves it. */
export async function confirm<T extends string>(
  question: string,
  detail: string,
  ...answers: readonly T[]
): Promise<T | undefined> {
  return vscode.window.showWarningMessage(question, { modal: true, detail }, ...answers);
}
