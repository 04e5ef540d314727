import vscode = require('vscode');

/**
 * Where a new console goes: beside the document that is read, and beside the consoles that are seen already, so that text can be
 * watched as it goes in at one and comes out of the other. More than three columns would leave too little of each.
 * @param consoles columns of the consoles that are seen.
 */
export function consoleColumn(consoles: readonly vscode.ViewColumn[]): vscode.ViewColumn {
  const rightmost: number = Math.max(0, ...consoles);
  const active: number = vscode.window.tabGroups.activeTabGroup.viewColumn;
  if (rightmost > 0) return column(rightmost + 1);
  return column(vscode.window.visibleTextEditors.length > 0 ? active + 1 : active);
}

function column(number: number): vscode.ViewColumn {
  if (number <= 1) return vscode.ViewColumn.One;
  return number === 2 ? vscode.ViewColumn.Two : vscode.ViewColumn.Three;
}
