import { Emitter } from '../../base/event';
import { markCommand, OutputReader } from './promptMark';

/**
 * `starting`: its prompt has not come. `marking`: it was told to mark its prompts. `prompt`: it waits. `busy`: something
 * runs. `blind`: it tells nothing of itself.
 */
type Phase = 'starting' | 'marking' | 'prompt' | 'busy' | 'blind';

export interface InnerShellOptions {
  readonly nonce: string;
  /** Types a line into the terminal. */
  readonly send: (text: string) => void;
  /** Whether the container runs whose shell this is. */
  readonly containerRuns: () => boolean;
  readonly timings: InnerShellTimings;
}

/** In milliseconds. */
export interface InnerShellTimings {
  /** A prompt is taken for one when nothing has followed it for so long. */
  readonly quiet: number;
  /** How long a running container's prompt is waited for. */
  readonly prompt: number;
  /** How long the first mark is waited for. */
  readonly mark: number;
}

/** Follows a shell inside a container by the output of the `docker` command that opened it. */
export class InnerShell {
  private readonly changes = new Emitter<void>();
  /** Fires when the phase has changed. */
  readonly onDidChange = this.changes.event;
  private readonly reader: OutputReader;
  private state: Phase = 'starting';
  private lastExitCode: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private deadline: number | undefined;
  /** Whether the first mark has come. */
  private marked = false;
  /** Line ends that the prompt itself has, and those still to be skipped after a mark. */
  private ownLineEnds = 0;
  private toSkip = 0;
  /** Whether a line end has come since a line was sent: a mark before it is not the answer to the line. */
  private echoed = true;

  constructor(private readonly options: InnerShellOptions) {
    this.reader = new OutputReader(options.nonce);
  }

  get phase(): Phase {
    return this.state;
  }

  /** Exit code of what ran before the present prompt. */
  get exitCode(): number | undefined {
    return this.lastExitCode;
  }

  /** A piece of the outer command's output. */
  feed(chunk: string): void {
    for (const event of this.reader.read(chunk)) {
      if (event.kind === 'lineEnd') this.lineEnd();
      else this.prompt(event.exitCode);
    }
    if (this.state === 'starting') this.look();
    else if (this.state === 'marking' && this.marked) this.settle();
  }

  /** The container may have begun to run. */
  look(): void {
    if (this.state !== 'starting') return;
    clearTimeout(this.timer);
    if (!this.options.containerRuns()) return;
    this.deadline ??= Date.now() + this.options.timings.prompt;
    const { quiet } = this.options.timings;
    const left = this.deadline - Date.now();
    this.timer = setTimeout(() => this.quietOver(), this.reader.endsWithPrompt ? quiet : Math.max(0, left));
  }

  /** Types a line. The phase is `busy` until the next prompt; a blind shell stays blind. */
  send(text: string): void {
    if (this.state === 'prompt') {
      this.echoed = false;
      this.become('busy');
    }
    this.options.send(text);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.changes.dispose();
  }

  private quietOver(): void {
    if (!this.reader.endsWithPrompt) {
      this.become('blind');
      return;
    }
    this.echoed = false;
    this.become('marking');
    this.options.send(markCommand(this.options.nonce));
    this.timer = setTimeout(() => this.become('blind'), this.options.timings.mark);
  }

  private lineEnd(): void {
    if (this.toSkip > 0) {
      this.toSkip--;
      return;
    }
    this.echoed = true;
    if (this.state === 'marking') this.ownLineEnds++;
    // Enter was pressed at the prompt by the person.
    else if (this.state === 'prompt') this.become('busy');
  }

  private prompt(exitCode: number): void {
    if (!this.echoed || this.state === 'starting') return;
    this.lastExitCode = exitCode;
    if (this.marked && this.state !== 'marking') {
      this.toSkip = this.ownLineEnds;
      this.become('prompt');
      return;
    }
    // What follows the first mark, until it is quiet, is the prompt itself: its line ends are learned. Shells that draw
    // their prompt twice print the mark twice.
    this.marked = true;
    this.become('marking');
    this.ownLineEnds = 0;
    this.settle();
  }

  private settle(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.become('prompt'), this.options.timings.quiet);
  }

  private become(phase: Phase): void {
    if (this.state === phase) return;
    this.state = phase;
    this.changes.fire();
  }
}
