import vscode = require('vscode');
import type { LabNode } from './labNode';
import type { LabTree } from './labTree';
import { detailsMarkdown } from './detailsMarkdown';
import { rowDetails } from './rowDetails';
import { rowText } from './rowText';

/** The one place where a row becomes VS Code's. Labels and descriptions are plain text there. */
export function treeItem(node: LabNode, tree: LabTree): vscode.TreeItem {
  const text = rowText(node, tree);
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

/** Neither HTML nor commands nor icons are let through. */
export function tooltip(node: LabNode, tree: LabTree): vscode.MarkdownString | undefined {
  const details = rowDetails(node, tree.current);
  return details && new vscode.MarkdownString(detailsMarkdown(details));
}

function collapsibleState(node: LabNode, tree: LabTree): vscode.TreeItemCollapsibleState {
  if (!tree.hasChildren(node)) return vscode.TreeItemCollapsibleState.None;
  return tree.isUnfolded(node) ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}
