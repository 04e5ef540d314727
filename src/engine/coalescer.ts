import type { Disposable } from '../base/disposable';

/** Runs an action once for a burst of pokes: when none came for `quietMs`, and after `longestMs` even if they go on. */
export class Coalescer implements Disposable {
  private timer: NodeJS.Timeout | undefined;
  private latest = 0;

  constructor(
    private readonly quietMs: number,
    private readonly longestMs: number,
    private readonly action: () => void,
  ) {}

  poke(): void {
    const now = Date.now();
    if (this.timer) clearTimeout(this.timer);
    else this.latest = now + this.longestMs;
    this.timer = setTimeout(() => this.flush(), Math.max(0, Math.min(this.quietMs, this.latest - now)));
  }

  /** Runs the action now if it is due. */
  flush(): void {
    if (!this.timer) return;
    this.dispose();
    this.action();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
