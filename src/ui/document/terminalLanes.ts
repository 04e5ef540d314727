import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../base/disposable';
import { Emitter } from '../../base/event';
import type { Log } from '../../base/log';
import type { LabView } from '../../runner/labView';
import type { LaneHost } from '../../runner/lane';
import type { Place } from '../../tutorial/plan/place';
import { laneTimings, TerminalLane } from './terminalLane';

export interface TerminalLanesOptions {
  readonly view: LabView;
  readonly log: Log;
  /** Variables with which `docker` talks to the engine that the views show; `null` takes one away. */
  readonly environment: () => Readonly<Record<string, string | null>>;
}

interface Entry {
  readonly document: string;
  readonly environment: string;
  readonly lane: TerminalLane;
}

/** The terminals of all documents: one for each terminal of a plan, used again until it is closed. */
export class TerminalLanes implements LaneHost, Disposable {
  private readonly store = new DisposableStore();
  private readonly changes = this.store.add(new Emitter<void>());
  /** Fires when a lane came, went or changed. */
  readonly onDidChange = this.changes.event;
  private entries: readonly Entry[] = [];
  private count = 0;

  constructor(private readonly options: TerminalLanesOptions) {}

  /** Those that talk to the engine in use: a terminal cannot be told of another one. */
  lanesOf(document: string): readonly TerminalLane[] {
    const environment = JSON.stringify(this.options.environment());
    return this.all().flatMap((entry) =>
      entry.document === document && entry.environment === environment ? [entry.lane] : [],
    );
  }

  open(document: string, terminal: number, meant: Place): TerminalLane {
    const environment = this.options.environment();
    const uri = vscode.Uri.parse(document);
    const window = vscode.window.createTerminal({
      name: this.freeName(meant),
      iconPath: new vscode.ThemeIcon(meant.kind === 'host' ? 'terminal' : 'vm'),
      env: { ...environment },
      ...(uri.scheme === 'file' ? { cwd: vscode.Uri.joinPath(uri, '..') } : {}),
    });
    const { view, log } = this.options;
    const lane = new TerminalLane({ id: `lane${++this.count}`, terminal, window, view, log, timings: laneTimings });
    lane.onDidChange(() => this.changes.fire());
    this.entries = [...this.all(), { document, environment: JSON.stringify(environment), lane }];
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
