import vscode = require('vscode');
import type { LabNode } from './labNode';
import type { LabTree, LabView, Stale } from './labTree';
import { tooltip, treeItem } from './treeItem';

/** One of the two trees, as VS Code asks for it. */
export class LabTreeProvider implements vscode.TreeDataProvider<LabNode>, vscode.Disposable {
  private readonly stale = new vscode.EventEmitter<LabNode[] | undefined>();
  readonly onDidChangeTreeData = this.stale.event;

  /** @param firstAnswer called whenever the top rows are asked for; settles when there is something to show, or soon anyway. */
  constructor(
    private readonly tree: LabTree,
    private readonly view: LabView,
    private readonly firstAnswer: () => Promise<void>,
  ) {}

  refresh(stale: Stale): void {
    if (stale === 'root') this.stale.fire(undefined);
    else if (stale.length > 0) this.stale.fire([...stale]);
  }

  async getChildren(node?: LabNode): Promise<LabNode[]> {
    if (node) return this.tree.children(node);
    await this.firstAnswer();
    return this.tree.roots(this.view);
  }

  getTreeItem(node: LabNode): vscode.TreeItem {
    return treeItem(node, this.tree);
  }

  getParent(node: LabNode): LabNode | undefined {
    return this.tree.parent(node);
  }

  resolveTreeItem(item: vscode.TreeItem, node: LabNode): vscode.TreeItem {
    item.tooltip = tooltip(node, this.tree);
    return item;
  }

  dispose(): void {
    this.stale.dispose();
  }
}
