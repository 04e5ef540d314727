import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../base/disposable';
import { lazy } from '../../base/lazy';
import { commands, labCommands, settings, views, type ContextKeys } from '../../contributions';
import type { EngineState } from '../../engine/engineState';
import { setContextKey } from '../contextKey';
import type { ShowError } from '../showError';
import { draggedRows, dragType } from './commands/draggedRows';
import type { LabEngine } from './labEngine';
import type { LabNode } from './tree/labNode';
import type { LabView } from './tree/labTree';
import type { LabViews } from './labViews';
import { LabTreeProvider } from './tree/labTreeProvider';

export interface LabViewsDeps {
  readonly engine: LabEngine;
  /** Of this workspace. */
  readonly memento: vscode.Memento;
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

export interface LabFeature extends Disposable {
  /** All rows of a tree, unfolded, by way of what VS Code asks. */
  rows(view: LabView): Promise<TextRow[]>;
  /** What the Networks view says above its rows. */
  readonly message: string;
}

/** Nobody looks at an empty view longer than this, in milliseconds, without being told why. */
const longestSilence = 1_000;

/** Registers the trees Containers and Networks, which follow the engine once one of them is looked at, and the commands of the engine. */
export function registerLabViews(deps: LabViewsDeps): LabFeature {
  const { engine, showError } = deps;
  const store = new DisposableStore();
  const firstAnswer = () => {
    engine.demand();
    return settled(engine);
  };
  const load = (): Promise<LabViews> => labViews();
  const providers = {
    containers: store.add(new LabTreeProvider('containers', load, firstAnswer)),
    networks: store.add(new LabTreeProvider('networks', load, firstAnswer)),
  };
  const shown = { canSelectMany: true, showCollapseAll: true };
  const drag = (rows: readonly LabNode[], data: vscode.DataTransfer) => data.set(dragType, draggedRows(rows));
  const containersView = store.add(
    vscode.window.createTreeView(views.containers, {
      ...shown,
      treeDataProvider: providers.containers,
      dragAndDropController: { dragMimeTypes: [dragType], dropMimeTypes: [], handleDrag: drag },
    }),
  );
  const networksView = store.add(
    vscode.window.createTreeView(views.networks, {
      ...shown,
      treeDataProvider: providers.networks,
      dragAndDropController: {
        dragMimeTypes: [dragType],
        dropMimeTypes: [dragType],
        handleDrag: drag,
        handleDrop: (target, data) => attempt('Drop', async () => (await labViews()).drop(target, data)),
      },
    }),
  );
  const labViews: () => Promise<LabViews> = lazy(async () => {
    const loaded = await import('./labViews');
    return store.add(
      new loaded.LabViews({ ...deps, views: { containers: containersView, networks: networksView }, providers }),
    );
  });
  const attempt = async (operation: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      showError(operation, error);
    }
  };
  for (const view of [containersView, networksView]) {
    store.add(
      view.onDidChangeVisibility(({ visible }) => {
        if (!visible) return;
        engine.demand();
        engine.lookAgain();
      }),
    );
  }
  store.add(
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused && (containersView.visible || networksView.visible)) engine.lookAgain();
    }),
  );

  let wasOnline = false;
  const showState = (state: EngineState) => {
    wasOnline ||= state.kind === 'online';
    setContextKey('networkLab.engine', contextOf(state, wasOnline));
    // A view with a message shows no welcome: Containers has the buttons, Networks says what was tried.
    networksView.message = state.kind === 'offline' ? state.error.message : '';
  };
  showState(engine.state);
  store.add(engine.onDidChangeState(showState));
  for (const name of Object.keys(labCommands) as (keyof typeof labCommands)[]) {
    const run = (...args: readonly unknown[]) =>
      attempt(labCommands[name], async () => (await labViews()).run(name, args));
    store.add(vscode.commands.registerCommand(labCommands[name], run));
  }
  store.add(vscode.commands.registerCommand(commands.reconnect, () => reconnect(deps)));
  store.add(
    vscode.commands.registerCommand(commands.openEngineSettings, () =>
      vscode.commands.executeCommand('workbench.action.openSettings', settings.engineHost),
    ),
  );
  return {
    rows: (view) => walk(providers[view]),
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

/** Nobody is told to install Docker whose engine was there before, or who named one that is not there. */
function contextOf(state: EngineState, wasOnline: boolean): ContextKeys['networkLab.engine'] {
  if (state.kind !== 'offline') return state.kind;
  if (state.reason === 'denied') return 'denied';
  const nothingNamed = state.tried.every(({ address }) => address.source === 'wellKnown');
  return state.reason === 'missing' && nothingNamed && !wasOnline ? 'missing' : 'offline';
}

async function walk(provider: LabTreeProvider, node?: LabNode, depth = 0): Promise<TextRow[]> {
  const rows: TextRow[] = [];
  for (const child of await provider.getChildren(node)) {
    const item = await provider.getTreeItem(child);
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
