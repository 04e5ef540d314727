import vscode = require('vscode');
import type { LabNode } from '../tree/labNode';

/** Our own, beside the one that VS Code makes of a view's id: rows are dragged from either tree. */
export const dragType = 'application/vnd.docker-network-lab.rows';

/** What VS Code keeps while rows are dragged. */
export function draggedRows(nodes: readonly LabNode[]): vscode.DataTransferItem {
  return new vscode.DataTransferItem(JSON.stringify(nodes));
}
