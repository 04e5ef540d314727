import { spawn, type ChildProcess } from 'node:child_process';
import type vscode from 'vscode';
import { Emitter, type Event } from '../../../base/event';
import { visibleText } from '../../../base/visibleText';
import type { Lab } from '../../../model/lab';

export interface LogSource {
  /** The docker command. */
  readonly docker: string;
  /** Of the docker command. */
  readonly env: NodeJS.ProcessEnv;
  readonly containerId: string;
  readonly containerName: string;
  readonly lab: () => Lab;
  /** Whether the lab is what the container's engine holds now: while that is away, nothing can be said of it. */
  readonly isOnline: () => boolean;
  readonly onDidChangeLab: Event<unknown>;
}

/** How much of what was logged before is shown, in lines. */
const tail = 1_000;

/**
 * A terminal that shows what a container writes. It stays when the container ends, and goes on when that is started again: `docker logs`
 * itself would end, and its terminal with it, before anybody has read a line of a container that has ended.
 */
export class LogTerminal implements vscode.Pseudoterminal {
  private readonly writes = new Emitter<string>();
  private readonly closes = new Emitter<void>();
  readonly onDidWrite = this.writes.event;
  readonly onDidClose = this.closes.event;
  private child: ChildProcess | undefined;
  /** When the run of the container ended that was shown last, in RFC 3339 by the engine's clock; absent for the first. */
  private since: string | undefined;
  private waiting: { dispose(): void } | undefined;
  /** Of the run of the container that is shown. */
  private startedAt: string | undefined;

  constructor(private readonly source: LogSource) {}

  open(): void {
    this.follow();
  }

  close(): void {
    this.waiting?.dispose();
    this.waiting = undefined;
    const { child } = this;
    this.child = undefined;
    child?.kill();
  }

  /** Ctrl+C ends it, as it ends `docker logs`. */
  handleInput(data: string): void {
    if (data !== '\u0003') return;
    this.close();
    this.closes.fire();
  }

  private follow(): void {
    const { docker, env, containerId } = this.source;
    this.startedAt = this.source.lab().containers.get(containerId)?.startedAt;
    const from = this.since === undefined ? ['--tail', String(tail)] : ['--since', this.since];
    const child = spawn(docker, ['logs', '--follow', ...from, containerId], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => this.writes.fire(text.replace(/\r?\n/g, '\r\n')));
    }
    child.on('error', (error) => this.ends(`docker logs could not be started: ${error.message}`));
    child.on('close', (code) =>
      this.ends(code === 0 ? undefined : `docker logs has ended with exit code ${code ?? '?'}.`),
    );
  }

  /** @param failure why, unless the log ended because the container did */
  private ends(failure?: string): void {
    if (!this.child) return;
    this.child = undefined;
    if (failure !== undefined) this.say(failure);
    const failed = failure !== undefined;
    let said = failed;
    let gone = false;
    // The log ends before the engine's events tell how the container did.
    const look = () => {
      const { containerId, containerName, lab, isOnline } = this.source;
      if (!isOnline()) return;
      const container = lab().containers.get(containerId);
      const name = visibleText(containerName);
      if (container?.state === 'running') {
        // One that was restarted may never have been seen to be down.
        if ((said && !failed) || container.startedAt !== this.startedAt) this.goOn(container.finishedAt);
        return;
      }
      if (!container) {
        if (!gone) this.say(`${name} was removed.`);
        gone = true;
      } else if (!said) {
        said = true;
        const how = container.exitCode === undefined ? '' : `, exit code ${container.exitCode}`;
        this.say(`${name} has ended${how}. Its log goes on when it is started again.`);
      }
    };
    this.waiting = this.source.onDidChangeLab(look);
    if (!failed) look();
  }

  private goOn(since: string | undefined): void {
    this.since = since;
    this.waiting?.dispose();
    this.waiting = undefined;
    this.follow();
  }

  /** In the terminal's dim colour: not the container's words. */
  private say(text: string): void {
    this.writes.fire(`\u001b[2m${text}\u001b[0m\r\n`);
  }
}
