import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../base/disposable';
import { settings } from '../../contributions';
import { diffLabs } from '../../model/diff';
import { emptyLab } from '../../model/lab';
import { setContextKey } from '../contextKey';
import { explain } from './commands/explain';
import type { Attempted } from './commands/explainFailure';
import { InspectDocuments } from './commands/inspectDocuments';
import { LogTerminals } from './commands/logTerminals';
import { labCommands, type LabCommand } from './commands/labCommands';
import type { CommandArguments, LabContext } from './commands/labContext';
import { LabFilter } from './tree/labFilter';
import { groupings, type Grouping, type LabNode } from './tree/labNode';
import { LabTree, type LabView } from './tree/labTree';
import type { LabRows, LabTreeProvider } from './tree/labTreeProvider';
import { drop } from './commands/dragAndDrop';
import { tooltip, treeItem } from './tree/treeItem';
import type { LabViewsDeps } from './register';

const filterKey = 'lab.filter';

export interface LabViewsParts extends LabViewsDeps {
  readonly views: LabContext['views'];
  readonly providers: Readonly<Record<LabView, LabTreeProvider>>;
}

/** What fills the two trees and what can be done in them. Loaded when somebody first looks at one, or uses one of its commands. */
export class LabViews implements LabRows, Disposable {
  private readonly store = new DisposableStore();
  private readonly tree = new LabTree();
  private readonly context: LabContext;
  private readonly inspections: InspectDocuments;
  private readonly logs = this.store.add(new LogTerminals());
  /** Rows of networks that are to be unfolded. To reveal a row of a hidden view would show the view: they wait until somebody looks. */
  private readonly toUnfold = new Set<LabNode>();

  constructor(private readonly parts: LabViewsParts) {
    const { engine, views, showError } = parts;
    this.context = {
      engine,
      tree: this.tree,
      views,
      showError,
      explain: (error, attempted) => this.explain(error, attempted),
    };
    this.inspections = this.store.add(new InspectDocuments(this.context));
    this.tree.update(engine.lab, diffLabs(emptyLab, engine.lab));
    this.choose();
    this.store.add(
      engine.onDidChangeLab(({ lab, diff }) => {
        const stale = this.tree.update(lab, diff);
        parts.providers.containers.refresh(stale.containers);
        parts.providers.networks.refresh(stale.networks);
        for (const node of stale.filled) this.toUnfold.add(node);
        this.unfold();
        this.count();
      }),
    );
    this.store.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(settings.groupBy) || change.affectsConfiguration(settings.showBuiltIn))
          this.choose();
      }),
    );
    for (const view of [views.containers, views.networks]) {
      this.store.add(view.onDidExpandElement(({ element }) => this.tree.setUnfolded(element, true)));
      this.store.add(view.onDidCollapseElement(({ element }) => this.tree.setUnfolded(element, false)));
    }
    this.store.add(engine.onDidChangeState(() => this.count()));
    this.store.add(views.networks.onDidChangeVisibility(() => this.unfold()));
  }

  /** What is typed into the filter; kept for this workspace. */
  get text(): string {
    return this.tree.chosen.filter.text;
  }

  set text(text: string) {
    if (text === this.text) return;
    void this.parts.memento.update(filterKey, text.trim() === '' ? undefined : text);
    this.choose(text);
  }

  async run(command: LabCommand, args: CommandArguments): Promise<void> {
    await labCommands[command](args, { ...this.context, filter: this, inspections: this.inspections, logs: this.logs });
  }

  drop(target: LabNode | undefined, data: vscode.DataTransfer): Promise<void> {
    return drop(target, data, this.context);
  }

  roots(view: LabView): LabNode[] {
    return this.tree.roots(view);
  }

  children(node: LabNode): LabNode[] {
    return this.tree.children(node);
  }

  parent(node: LabNode): LabNode | undefined {
    return this.tree.parent(node);
  }

  item(node: LabNode): vscode.TreeItem {
    return treeItem(node, this.tree);
  }

  tooltip(node: LabNode): vscode.MarkdownString | undefined {
    return tooltip(node, this.tree);
  }

  dispose(): void {
    this.store.dispose();
  }

  private explain(error: unknown, attempted: Attempted): ReturnType<LabContext['explain']> {
    return explain(error, attempted, this.parts.engine);
  }

  /** Takes settings and filter as they are now. */
  private choose(text = this.parts.memento.get<string>(filterKey, '')): void {
    const configuration = vscode.workspace.getConfiguration();
    const grouping = configuration.get<Grouping>(settings.groupBy, 'project');
    const showBuiltIn = configuration.get<boolean>(settings.showBuiltIn, true);
    const filter = new LabFilter(text);
    this.tree.choose({ grouping: groupings.includes(grouping) ? grouping : 'project', showBuiltIn, filter });
    setContextKey('networkLab.filtered', !filter.isEmpty);
    this.parts.providers.containers.refresh('root');
    this.parts.providers.networks.refresh('root');
    this.count();
  }

  /** How many there are: running containers as the badge, and both in the titles. */
  private count(): void {
    const { views, engine } = this.parts;
    const { containers, networks } = engine.lab;
    const running = [...containers.values()].filter(({ state }) => state === 'running').length;
    const filter = this.tree.chosen.filter.isEmpty ? '' : `“${this.text.trim()}”`;
    const of = (view: LabView, all: number, text: string) => {
      if (engine.state.kind !== 'online') return '';
      return filter === '' ? text : `${filter} · ${this.tree.count(view)} of ${all}`;
    };
    views.containers.description = of('containers', containers.size, `${running} of ${containers.size} running`);
    views.networks.description = of('networks', networks.size, String(this.tree.count('networks')));
    const badge =
      running > 0 ? { value: running, tooltip: `${running} of ${containers.size} containers running` } : undefined;
    if (views.containers.badge?.tooltip !== badge?.tooltip) views.containers.badge = badge;
  }

  private unfold(): void {
    const view = this.parts.views.networks;
    if (!view.visible) return;
    for (const node of this.toUnfold) {
      // One that went meanwhile cannot be revealed, and need not be.
      view.reveal(node, { expand: true, select: false, focus: false }).then(undefined, () => undefined);
    }
    this.toUnfold.clear();
  }
}
