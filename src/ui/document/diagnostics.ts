import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { Problem } from '../../tutorial/document/shellBlock';
import { mayBeOurs } from './isOurs';

/** Time after the last change of a document before it is looked at again, in milliseconds. */
const pause = 300;

/** Underlines what keeps a block of an open document from being read: a directive that is none, a mark that cannot be understood. */
export function registerDiagnostics(
  selector: vscode.DocumentSelector,
  problemsOf: (document: vscode.TextDocument) => Promise<readonly Problem[]>,
): Disposable {
  const store = new DisposableStore();
  const collection = store.add(vscode.languages.createDiagnosticCollection('networkLab'));
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();

  const forget = (document: vscode.TextDocument) => {
    const key = document.uri.toString();
    clearTimeout(waiting.get(key));
    waiting.delete(key);
    collection.delete(document.uri);
  };
  const look = async (document: vscode.TextDocument) => {
    const { version } = document;
    const problems = mayBeOurs(document.getText()) ? await problemsOf(document) : [];
    if (document.isClosed || document.version !== version) return;
    collection.set(document.uri, problems.map(diagnosticOf));
  };
  const lookSoon = (document: vscode.TextDocument, delay: number) => {
    if (vscode.languages.match(selector, document) === 0) return;
    const key = document.uri.toString();
    clearTimeout(waiting.get(key));
    const timer = setTimeout(() => {
      waiting.delete(key);
      void look(document);
    }, delay);
    waiting.set(key, timer);
  };

  store.add(vscode.workspace.onDidOpenTextDocument((document) => lookSoon(document, 0)));
  store.add(vscode.workspace.onDidChangeTextDocument(({ document }) => lookSoon(document, pause)));
  store.add(vscode.workspace.onDidCloseTextDocument(forget));
  store.add({ dispose: () => waiting.forEach((timer) => clearTimeout(timer)) });
  for (const document of vscode.workspace.textDocuments) lookSoon(document, 0);
  return store;
}

function diagnosticOf({ line, column, endColumn, message }: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(line, column, line, endColumn),
    message,
    vscode.DiagnosticSeverity.Error,
  );
  diagnostic.source = 'Network Lab';
  return diagnostic;
}
