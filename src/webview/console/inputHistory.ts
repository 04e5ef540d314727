/** Lines that were sent before, walked through as in a shell: up to older ones, down to newer ones and to the draft. */
export class InputHistory {
  /** Index into `lines` of the line that is shown; their number when it is the draft. */
  private at: number;
  private draft = '';

  /** @param lines oldest first. */
  constructor(
    private lines: readonly string[],
    private readonly limit = 200,
  ) {
    this.at = lines.length;
  }

  /** Oldest first. */
  get all(): readonly string[] {
    return this.lines;
  }

  add(line: string): void {
    if (line !== '' && line !== this.lines.at(-1)) this.lines = [...this.lines, line].slice(-this.limit);
    this.at = this.lines.length;
    this.draft = '';
  }

  /** The line to show instead of `shown`, undefined where there is no older one. */
  older(shown: string): string | undefined {
    if (this.at === 0) return undefined;
    if (this.at === this.lines.length) this.draft = shown;
    return this.lines[--this.at];
  }

  newer(): string | undefined {
    if (this.at >= this.lines.length) return undefined;
    this.at++;
    return this.at === this.lines.length ? this.draft : this.lines[this.at];
  }
}
