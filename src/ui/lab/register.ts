import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../base/disposable';
import type { Event } from '../../base/event';
import { commands, settings, views, type ContextKeys } from '../../contributions';
import type { EngineState } from '../../engine/engineState';
import { diffLabs, type LabDiff } from '../../model/diff';
import { emptyLab, type Lab } from '../../model/lab';
import { setContextKey } from '../contextKey';
import type { ShowError } from '../showError';
import type { LabNode } from './labNode';
import { LabTree, type LabView } from './labTree';
import { LabTreeProvider } from './labTreeProvider';

/** What the trees need of the engine's connection. */
export interface LabEngine {
  readonly state: EngineState;
  readonly onDidChangeState: Event<EngineState>;
  readonly lab: Lab;
  readonly onDidChangeLab: Event<{ readonly lab: Lab; readonly diff: LabDiff }>;
  demand(): void;
  ready(signal?: AbortSignal): Promise<unknown>;
  retry(): void;
}

export interface LabViewsDeps {
  readonly engine: LabEngine;
  readonly showError: ShowError;
}

/** A row as a person reads it, for tests. */
export interface TextRow {
  readonly depth: number;
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly context: string;
  readonly spoken: string;
  readonly node: LabNode;
}

export interface LabViews extends Disposable {
  /** All rows of a tree, unfolded, by way of what VS Code asks. */
  rows(view: LabView): Promise<TextRow[]>;
  /** What the Networks view says above its rows. */
  readonly message: string;
}

/** Nobody looks at an empty view longer than this, in milliseconds, without being told why. */
const longestSilence = 1_000;

/** Registers the trees Containers and Networks, which follow the engine once one of them is looked at, and the commands of the engine. */
export function registerLabViews(deps: LabViewsDeps): LabViews {
  const { engine } = deps;
  const store = new DisposableStore();
  const tree = new LabTree();
  tree.update(engine.lab, diffLabs(emptyLab, engine.lab));
  const firstAnswer = () => {
    engine.demand();
    return settled(engine);
  };
  const containers = store.add(new LabTreeProvider(tree, 'containers', firstAnswer));
  const networks = store.add(new LabTreeProvider(tree, 'networks', firstAnswer));
  const containersView = store.add(vscode.window.createTreeView(views.containers, { treeDataProvider: containers }));
  const networksView = store.add(vscode.window.createTreeView(views.networks, { treeDataProvider: networks }));
  // To reveal a row of a hidden view would show the view: rows wait until somebody looks.
  const toUnfold = new Set<LabNode>();
  const unfold = () => {
    if (!networksView.visible) return;
    for (const node of toUnfold) {
      // One that went meanwhile cannot be revealed, and need not be.
      networksView.reveal(node, { expand: true, select: false, focus: false }).then(undefined, () => undefined);
    }
    toUnfold.clear();
  };
  for (const view of [containersView, networksView]) {
    store.add(
      view.onDidChangeVisibility(({ visible }) => {
        if (!visible) return;
        engine.demand();
        unfold();
      }),
    );
  }

  let wasOnline = false;
  const showState = (state: EngineState) => {
    wasOnline ||= state.kind === 'online';
    setContextKey('networkLab.engine', contextOf(state, wasOnline));
    // A view with a message shows no welcome: Containers has the buttons, Networks says what was tried.
    networksView.message = state.kind === 'offline' ? state.error.message : '';
  };
  showState(engine.state);
  store.add(engine.onDidChangeState(showState));
  store.add(
    engine.onDidChangeLab(({ lab, diff }) => {
      const stale = tree.update(lab, diff);
      containers.refresh(stale.containers);
      networks.refresh(stale.networks);
      for (const node of stale.filled) toUnfold.add(node);
      unfold();
    }),
  );
  store.add(vscode.commands.registerCommand(commands.reconnect, () => reconnect(deps)));
  store.add(
    vscode.commands.registerCommand(commands.openEngineSettings, () =>
      vscode.commands.executeCommand('workbench.action.openSettings', settings.engineHost),
    ),
  );
  return {
    rows: (view) => walk(view === 'containers' ? containers : networks),
    get message() {
      return networksView.message ?? '';
    },
    dispose: () => store.dispose(),
  };
}

/** Tries now, and says what came of it: the command may be used where nobody looks at the views. */
async function reconnect({ engine, showError }: LabViewsDeps): Promise<void> {
  try {
    engine.retry();
    await engine.ready();
    if (engine.state.kind !== 'online') return;
    const { address, engineVersion } = engine.state;
    vscode.window.setStatusBarMessage(`Connected to Docker ${engineVersion} at ${address.host}`, 5_000);
  } catch (error) {
    showError('Connect to the Docker engine', error);
  }
}

async function settled(engine: LabEngine): Promise<void> {
  if (engine.state.kind === 'online' || engine.state.kind === 'offline') return;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), longestSilence);
  try {
    await engine.ready(patience.signal);
  } catch {
    // The views say why.
  } finally {
    clearTimeout(timer);
  }
}

/** An engine that was there and whose socket is gone has stopped: nobody is told to install Docker then. */
function contextOf(state: EngineState, wasOnline: boolean): ContextKeys['networkLab.engine'] {
  if (state.kind !== 'offline') return state.kind;
  if (state.reason === 'denied') return 'denied';
  return state.reason === 'missing' && !wasOnline ? 'missing' : 'offline';
}

async function walk(provider: LabTreeProvider, node?: LabNode, depth = 0): Promise<TextRow[]> {
  const rows: TextRow[] = [];
  for (const child of await provider.getChildren(node)) {
    const item = provider.getTreeItem(child);
    rows.push({
      depth,
      id: child.id,
      label: typeof item.label === 'string' ? item.label : '',
      description: typeof item.description === 'string' ? item.description : '',
      context: item.contextValue ?? '',
      spoken: item.accessibilityInformation?.label ?? '',
      node: child,
    });
    rows.push(...(await walk(provider, child, depth + 1)));
  }
  return rows;
}
