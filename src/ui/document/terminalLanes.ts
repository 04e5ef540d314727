import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../base/disposable';
import { Emitter } from '../../base/event';
import type { Log } from '../../base/log';
import { UserError } from '../../base/userError';
import type { LabView } from '../../runner/labView';
import type { LaneHost } from '../../runner/lane';
import type { Place } from '../../tutorial/plan/place';
import { laneTimings, TerminalLane } from './terminalLane';

export interface TerminalLanesOptions {
  readonly view: LabView;
  readonly log: Log;
  /** Variables with which `docker` talks to the engine that the views show; `null` takes one away. None before that engine has answered. */
  readonly environment: () => Readonly<Record<string, string | null>> | undefined;
}

interface Entry {
  readonly document: string;
  readonly engine: string;
  readonly lane: TerminalLane;
}

/** The terminals of all documents: one for each terminal of a plan, used again until it is closed. */
export class TerminalLanes implements LaneHost, Disposable {
  private readonly store = new DisposableStore();
  private readonly changes = this.store.add(new Emitter<void>());
  /** Fires when a lane came, went or changed, and when those of another engine take their place. */
  readonly onDidChange = this.changes.event;
  private entries: readonly Entry[] = [];
  private count = 0;

  constructor(private readonly options: TerminalLanesOptions) {
    let before = this.engine;
    this.store.add(
      options.view.onDidChangeLab(() => {
        const { engine } = this;
        if (engine === before) return;
        before = engine;
        this.changes.fire();
      }),
    );
  }

  /** Tells engines apart: terminals of one talk to no other. None before the engine that is meant has answered. */
  get engine(): string | undefined {
    const environment = this.options.environment();
    return environment && JSON.stringify(environment);
  }

  /** Those that talk to the engine in use: a terminal cannot be told of another one. */
  lanesOf(document: string): readonly TerminalLane[] {
    const { engine } = this;
    return this.all().flatMap((entry) => (entry.document === document && entry.engine === engine ? [entry.lane] : []));
  }

  /** @throws UserError before the engine that is meant has answered: the terminal would talk to another one */
  open(document: string, terminal: number, meant: Place): TerminalLane {
    const environment = this.options.environment();
    if (!environment) throw new UserError('No terminal was opened: the Docker engine has not answered yet.');
    const engine = JSON.stringify(environment);
    const uri = vscode.Uri.parse(document);
    const window = vscode.window.createTerminal({
      name: this.freeName(meant),
      iconPath: new vscode.ThemeIcon(meant.kind === 'host' ? 'terminal' : 'vm'),
      env: { ...environment },
      ...(uri.scheme === 'file' ? { cwd: vscode.Uri.joinPath(uri, '..') } : {}),
    });
    const { log } = this.options;
    const view = viewOfOne(this.options.view, () => this.engine === engine);
    const lane = new TerminalLane({ id: `lane${++this.count}`, terminal, window, view, log, timings: laneTimings });
    lane.onDidChange(() => this.changes.fire());
    this.entries = [...this.all(), { document, engine, lane }];
    return lane;
  }

  /** Lets go of all lanes. Their terminals stay: they are the person's. */
  dispose(): void {
    for (const { lane } of this.entries) lane.dispose();
    this.entries = [];
    this.store.dispose();
  }

  private all(): readonly Entry[] {
    return this.entries.filter(({ lane }) => lane.state !== 'gone');
  }

  private freeName(meant: Place): string {
    const base = `Lab: ${meant.kind === 'host' ? 'host' : (meant.name ?? meant.image ?? 'container')}`;
    const taken = new Set(vscode.window.terminals.map((terminal) => terminal.name));
    if (!taken.has(base)) return base;
    let number = 2;
    while (taken.has(`${base} ${number}`)) number++;
    return `${base} ${number}`;
  }
}

/** The lab as the terminals of one engine see it: while another one is in use it stays as it was, since nothing is known of it then. */
function viewOfOne(view: LabView, isInUse: () => boolean): LabView {
  let last = view.lab;
  return {
    get lab() {
      if (isInUse()) last = view.lab;
      return last;
    },
    onDidChangeLab: (listener) =>
      view.onDidChangeLab((change) => {
        if (isInUse()) listener(change);
      }),
  };
}
