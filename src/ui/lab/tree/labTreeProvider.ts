import vscode = require('vscode');
import type { LabNode } from './labNode';
import type { LabView, Stale } from './labTree';

/** What fills the trees. */
export interface LabRows {
  roots(view: LabView): LabNode[];
  children(node: LabNode): LabNode[];
  parent(node: LabNode): LabNode | undefined;
  item(node: LabNode): vscode.TreeItem;
  tooltip(node: LabNode): vscode.MarkdownString | undefined;
}

/** One of the two trees, as VS Code asks for it. Its rows are loaded when somebody first looks. */
export class LabTreeProvider implements vscode.TreeDataProvider<LabNode>, vscode.Disposable {
  private readonly stale = new vscode.EventEmitter<LabNode[] | undefined>();
  readonly onDidChangeTreeData = this.stale.event;
  private rows: LabRows | undefined;

  /**
   * @param load loads what fills the tree
   * @param firstAnswer called whenever the top rows are asked for; settles when there is something to show, or soon anyway
   */
  constructor(
    private readonly view: LabView,
    private readonly load: () => Promise<LabRows>,
    private readonly firstAnswer: () => Promise<void>,
  ) {}

  refresh(stale: Stale): void {
    if (stale === 'root') this.stale.fire(undefined);
    else if (stale.length > 0) this.stale.fire([...stale]);
  }

  async getChildren(node?: LabNode): Promise<LabNode[]> {
    const rows = await this.loaded();
    if (node) return rows.children(node);
    await this.firstAnswer();
    return rows.roots(this.view);
  }

  getTreeItem(node: LabNode): vscode.TreeItem | Promise<vscode.TreeItem> {
    return this.rows ? this.rows.item(node) : this.loaded().then((rows) => rows.item(node));
  }

  /** Asked for a row that is to be shown in a tree that nobody has looked at yet, too. */
  async getParent(node: LabNode): Promise<LabNode | undefined> {
    return (await this.loaded()).parent(node);
  }

  resolveTreeItem(item: vscode.TreeItem, node: LabNode): vscode.TreeItem {
    const shown = this.rows?.tooltip(node);
    if (shown) item.tooltip = shown;
    return item;
  }

  private async loaded(): Promise<LabRows> {
    return (this.rows ??= await this.load());
  }

  dispose(): void {
    this.stale.dispose();
  }
}
