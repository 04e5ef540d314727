// The floor of the activation bench: an extension that only registers an empty tree.
const vscode = require('vscode');

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.window.registerTreeDataProvider('emptyTree', { getChildren: () => [], getTreeItem: (item) => item }),
  );
};
