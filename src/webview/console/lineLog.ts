import type { Entry } from '../../shared/protocol';

export interface Line {
  readonly direction: Entry['direction'];
  /** Milliseconds since 1970. */
  readonly time: number;
  text: string;
  /** Its line feed has come. */
  ended: boolean;
}

/** Longer lines are broken, for a line without an end must not become an element without an end. In UTF-16 units. */
const longestLine = 4000;

/** Cuts entries into lines, and keeps those that are not drawn yet: the newest `limit` of them. */
export class LineLog {
  private fresh: Line[] = [];
  private last: Line | undefined;

  constructor(private readonly limit: number) {}

  add(entries: readonly Entry[]): void {
    for (const entry of entries) this.addText(entry);
    if (this.fresh.length > this.limit) this.fresh = this.fresh.slice(-this.limit);
  }

  /** The oldest `count` of the lines that were not taken yet. The very last one may grow after it was taken. */
  take(count = this.fresh.length): Line[] {
    return this.fresh.splice(0, count);
  }

  /** How many lines were not taken yet. */
  get waiting(): number {
    return this.fresh.length;
  }

  clear(): void {
    this.fresh = [];
    this.last = undefined;
  }

  private addText({ direction, time, text }: Entry): void {
    for (let at = 0; at < text.length;) {
      if (text[at] === '\n') {
        this.lineFor(direction, time, longestLine + 2).ended = true;
        at++;
        continue;
      }
      const line = this.lineFor(direction, time, longestLine);
      const feed = text.indexOf('\n', at);
      let until = Math.min(feed === -1 ? text.length : feed, at + longestLine - line.text.length);
      // A character outside the basic plane is not cut in two.
      if (/[\ud800-\udbff]/.test(text.charAt(until - 1))) until++;
      line.text += text.slice(at, until);
      at = until;
    }
  }

  /** The line that goes on, if it is shorter than `room`; else a new one. */
  private lineFor(direction: Entry['direction'], time: number, room: number): Line {
    const { last } = this;
    if (last && !last.ended && last.direction === direction && last.text.length < room) return last;
    const line = { direction, time, text: '', ended: false };
    this.last = line;
    this.fresh.push(line);
    return line;
  }
}
