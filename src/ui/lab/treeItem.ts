import vscode = require('vscode');
import type { LabNode } from './labNode';
import type { LabTree } from './labTree';
import { rowDetails } from './rowDetails';
import { rowText } from './rowText';

/** The one place where a row becomes VS Code's. Labels and descriptions are plain text there. */
export function treeItem(node: LabNode, tree: LabTree): vscode.TreeItem {
  const text = rowText(node, tree.current);
  const item = new vscode.TreeItem(text.label, collapsibleState(node, tree));
  item.id = node.id;
  item.description = text.description;
  item.iconPath = new vscode.ThemeIcon(
    text.icon,
    text.color === undefined ? undefined : new vscode.ThemeColor(text.color),
  );
  item.contextValue = text.context;
  item.accessibilityInformation = { label: text.spoken };
  return item;
}

/** Names are hostile: the tooltip is Markdown to which text alone is appended, never markup. */
export function tooltip(node: LabNode, tree: LabTree): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.appendText(rowDetails(node, tree.current).join('\n'));
  return markdown;
}

function collapsibleState(node: LabNode, tree: LabTree): vscode.TreeItemCollapsibleState {
  if (tree.children(node).length === 0) return vscode.TreeItemCollapsibleState.None;
  return tree.isUnfolded(node) ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}
