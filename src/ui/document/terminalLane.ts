import { randomBytes } from 'node:crypto';
import vscode = require('vscode');
import { DisposableStore, type Disposable } from '../../base/disposable';
import { Emitter } from '../../base/event';
import type { Log } from '../../base/log';
import { messageOf } from '../../base/userError';
import { findContainer, type Lab } from '../../model/lab';
import type { LabView } from '../../runner/labView';
import type { Completion, Lane, LaneState, LaneTask, TypedLine } from '../../runner/lane';
import { host, type ContainerPlace, type Place } from '../../tutorial/plan/place';
import { InnerShell, type InnerShellTimings } from './innerShell';

/** In milliseconds. */
export interface LaneTimings extends InnerShellTimings {
  /** How long a new terminal's shell integration is waited for. */
  readonly integration: number;
  /** How long a line that was sent as text is waited for to begin, and a container to run where nothing else tells. */
  readonly start: number;
}

export const laneTimings: LaneTimings = { integration: 8000, start: 20_000, quiet: 150, prompt: 10_000, mark: 5000 };

export interface LaneOptions {
  readonly id: string;
  readonly terminal: number;
  readonly window: vscode.Terminal;
  readonly view: LabView;
  readonly log: Log;
  readonly timings: LaneTimings;
}

/** A line that was typed and whose end somebody waits for. */
interface Pending extends LaneTask {
  readonly complete: (completion: Completion) => void;
  /** Holds what is needed until the line has ended. */
  readonly store: DisposableStore;
  /** Whether it was typed already: before that, no prompt that comes is the answer to it. */
  sent: boolean;
}

/**
 * A visible terminal that takes one line at a time. On the host it types by shell integration, which tells when a line has
 * ended and how; inside a container by text, and reads the marks of the shell's prompt. Where neither can be had it
 * types all the same, and says that it knows no more.
 */
export class TerminalLane implements Lane, Disposable {
  readonly id: string;
  readonly terminal: number;
  private readonly store = new DisposableStore();
  private readonly changes = this.store.add(new Emitter<void>());
  readonly onDidChange = this.changes.event;
  /** What was typed on the host; what was typed inside the container that it opened. */
  private outer: Pending | undefined;
  private inner: Pending | undefined;
  /** Whether the host's shell runs something that was typed by hand. */
  private byHand: string | undefined;
  /** A line that keeps its terminal, typed where no end can be seen. */
  private assumed: LaneTask | undefined;
  private inside: ContainerPlace | undefined;
  private shell: InnerShell | undefined;
  private closed = false;

  constructor(private readonly options: LaneOptions) {
    this.id = options.id;
    this.terminal = options.terminal;
    const { window } = options;
    this.store.add(
      vscode.window.onDidCloseTerminal((other) => {
        if (other === window) this.close();
      }),
    );
    this.store.add(
      vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
        if (terminal !== window || this.outer) return;
        this.byHand = execution.commandLine.value;
        this.changes.fire();
      }),
    );
    this.store.add(
      vscode.window.onDidEndTerminalShellExecution(({ terminal, exitCode }) => {
        if (terminal === window) this.hostPrompt(exitCode);
      }),
    );
    this.store.add(options.view.onDidChangeLab(() => this.labChanged()));
  }

  get name(): string {
    return this.options.window.name;
  }

  get window(): vscode.Terminal {
    return this.options.window;
  }

  get place(): Place {
    return this.inside ?? host;
  }

  get state(): LaneState {
    if (this.closed) return 'gone';
    if (this.assumed) return 'busy';
    if (!this.inside) return this.outer || this.byHand !== undefined ? 'busy' : 'free';
    return this.inner || this.shell?.phase === 'busy' || this.shell?.phase === 'marking' ? 'busy' : 'free';
  }

  get task(): LaneTask | undefined {
    if (this.state !== 'busy') return undefined;
    if (this.assumed) return this.assumed;
    if (this.inside) return this.inner ?? { text: 'what was typed there' };
    return this.outer ?? { text: this.byHand ?? '' };
  }

  show(): void {
    this.options.window.show();
  }

  assumeFree(): void {
    if (!this.assumed) return;
    this.assumed = undefined;
    this.changes.fire();
  }

  type(line: TypedLine): Promise<Completion> {
    if (this.state !== 'free') throw new Error(`Terminal “${this.name}” is ${this.state}.`);
    this.options.window.show(true);
    return new Promise((resolve) => {
      const pending: Pending = { ...line, complete: resolve, store: new DisposableStore(), sent: false };
      if (this.inside) this.typeInside(line, pending);
      else {
        this.outer = pending;
        void this.typeOnHost(line, pending).catch((error: unknown) => {
          this.options.log.error(`typing in “${this.name}”: ${messageOf(error)}`);
          if (this.outer === pending) this.finishOuter({ kind: 'typed' });
        });
      }
      this.changes.fire();
    });
  }

  dispose(): void {
    this.close();
  }

  private async typeOnHost(line: TypedLine, pending: Pending): Promise<void> {
    const integration = await this.integration(pending.store);
    if (this.closed || this.outer !== pending) return;
    this.options.log.info(`typed in “${this.name}”: ${line.text}`);
    pending.sent = true;
    if (!integration || line.text.includes('\n')) {
      this.sendOnHost(line, pending, integration !== undefined);
      return;
    }
    const before = this.options.view.lab;
    const execution = integration.executeCommand(line.text);
    // What is read and not consumed would be kept: only what is followed is read.
    if (line.opens) await this.followOpening(execution.read(), line, line.opens, before);
  }

  /** As text: with shell integration its end is told nevertheless, mostly. */
  private sendOnHost(line: TypedLine, pending: Pending, integrated: boolean): void {
    const { window, view, timings } = this.options;
    const before = view.lab;
    let begun = false;
    const started = vscode.window.onDidStartTerminalShellExecution(({ terminal }) => {
      begun ||= terminal === window;
    });
    window.sendText(line.text);
    const { opens } = line;
    const giveUp = setTimeout(
      () => {
        started.dispose();
        if (this.outer === pending && !begun && !this.inside) this.typedBlindly(line);
      },
      opens ? timings.start : integrated ? timings.start / 4 : 0,
    );
    pending.store.add({ dispose: () => clearTimeout(giveUp) });
    pending.store.add(started);
    if (!opens) return;
    const enter = () => {
      if (this.outer !== pending || this.inside || !runs(view.lab, opens, before)) return;
      this.inside = opens;
      this.completeOuter({ kind: 'opened' });
      this.changes.fire();
    };
    pending.store.add(view.onDidChangeLab(enter));
    enter();
  }

  /** Nothing can be known of a line that was typed: one that keeps its terminal is taken to do so. */
  private typedBlindly(line: TypedLine): void {
    this.finishOuter({ kind: 'typed' });
    this.assume(line);
  }

  private assume({ text, effect }: TypedLine): void {
    if (effect !== 'blocks') return;
    this.assumed = { text, effect, assumed: true };
    this.changes.fire();
  }

  /** Reads what the `docker` command prints, from its first line to its last, and learns of the shell in it. */
  private async followOpening(
    output: AsyncIterable<string>,
    line: TypedLine,
    opens: ContainerPlace,
    before: Lab,
  ): Promise<void> {
    const { window, view, timings } = this.options;
    const shell = new InnerShell({
      nonce: randomBytes(6).toString('hex'),
      send: (text) => window.sendText(text),
      containerRuns: () => !line.inLab || runs(view.lab, opens, before),
      timings,
    });
    this.shell = shell;
    shell.onDidChange(() => this.shellChanged(shell, opens));
    for await (const chunk of output) {
      if (this.shell !== shell) break;
      shell.feed(chunk);
    }
  }

  private shellChanged(shell: InnerShell, opens: ContainerPlace): void {
    if (this.shell !== shell) return;
    const { phase } = shell;
    if (phase === 'prompt' || phase === 'blind') {
      this.inside = opens;
      this.completeOuter({ kind: 'opened' });
      const { inner } = this;
      this.inner = undefined;
      const { exitCode } = shell;
      inner?.complete(phase === 'blind' || exitCode === undefined ? { kind: 'typed' } : { kind: 'ended', exitCode });
    }
    this.changes.fire();
  }

  private typeInside(line: TypedLine, pending: Pending): void {
    const { shell } = this;
    this.options.log.info(`typed in “${this.name}”: ${line.text}`);
    if (shell?.phase === 'prompt') {
      this.inner = pending;
      shell.send(line.text);
      return;
    }
    if (shell) shell.send(line.text);
    else this.options.window.sendText(line.text);
    pending.complete({ kind: 'typed' });
    this.assume(line);
  }

  /** The host's prompt is back. */
  private hostPrompt(exitCode: number | undefined): void {
    this.byHand = undefined;
    if (this.outer && !this.outer.sent) return;
    this.finishOuter(exitCode === undefined ? { kind: 'ended' } : { kind: 'ended', exitCode });
  }

  private finishOuter(completion: Completion): void {
    this.leaveShell();
    this.assumed = undefined;
    this.completeOuter(completion);
    this.outer?.store.dispose();
    this.outer = undefined;
    this.changes.fire();
  }

  /** Tells who waits for the outer line; a line that opened a shell stays until the shell has ended. */
  private completeOuter(completion: Completion): void {
    this.outer?.complete(completion);
  }

  private leaveShell(): void {
    this.shell?.dispose();
    this.shell = undefined;
    this.inside = undefined;
    this.inner?.complete({ kind: 'ended' });
    this.inner = undefined;
  }

  private labChanged(): void {
    this.shell?.look();
    // Without a shell that tells, the container's end is the shell's.
    const { inside } = this;
    if (inside?.name === undefined || this.shell) return;
    if (findContainer(this.options.view.lab, inside.name)?.state !== 'running') this.finishOuter({ kind: 'ended' });
  }

  private close(): void {
    if (this.closed) return;
    this.closed = true;
    this.finishOuter({ kind: 'ended' });
    this.store.dispose();
  }

  /** The terminal's shell integration, once its shell has started; undefined when there is none to be had. */
  private async integration(store: DisposableStore): Promise<vscode.TerminalShellIntegration | undefined> {
    const { window, timings } = this.options;
    const enabled = vscode.workspace.getConfiguration('terminal.integrated.shellIntegration').get('enabled', true);
    if (window.shellIntegration ?? !enabled) return window.shellIntegration;
    return new Promise((resolve) => {
      const done = () => {
        subscription.dispose();
        clearTimeout(timer);
        resolve(window.shellIntegration);
      };
      const subscription = vscode.window.onDidChangeTerminalShellIntegration(({ terminal }) => {
        if (terminal === window) done();
      });
      const timer = setTimeout(done, timings.integration);
      store.add({ dispose: done });
    });
  }
}

/** Whether the container runs that a command was to open: by its name, or a new one of that image when it has none. */
function runs(lab: Lab, place: ContainerPlace, before: Lab): boolean {
  if (place.name !== undefined) return findContainer(lab, place.name)?.state === 'running';
  return [...lab.containers.values()].some(
    ({ id, image, state }) => state === 'running' && !before.containers.has(id) && image === place.image,
  );
}
