export type Direction = 'sent' | 'received';

/** Bytes that went one way at one moment. */
export interface TranscriptEntry {
  /** Counts from 0 over everything that was ever appended; entries that were dropped keep their numbers. */
  readonly seq: number;
  readonly direction: Direction;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** How many bytes were ever appended before these. */
  readonly offset: number;
  /** At most {@link pieceSize} bytes, never none. */
  readonly bytes: Uint8Array;
  /** `host:port` of the other side, where there are several. */
  readonly peer?: string;
}

/** Longer runs are kept as several entries, so that whoever reads on can take small steps. */
const pieceSize = 64 * 1024;
/** What an entry costs beside its bytes; counted, so that a million entries of one byte stay within the bound too. */
const entryCost = 128;

/** Keeps the newest bytes of a conversation, exactly and in order of arrival. Appending is O(1), amortised. */
export class Transcript {
  private entries: (TranscriptEntry | undefined)[] = [];
  /** Index in `entries` of the oldest that is kept. */
  private head = 0;
  private cost = 0;
  private nextSeq = 0;
  private total = 0;
  private droppedSoFar = 0;

  /** @param limit bytes to keep, the cost of keeping them included. */
  constructor(readonly limit = 8 * 1024 * 1024) {}

  /** Number of the oldest entry that is kept; equals {@link end} when none is. */
  get start(): number {
    return this.nextSeq - (this.entries.length - this.head);
  }

  /** Number that the next entry will have. */
  get end(): number {
    return this.nextSeq;
  }

  /** Bytes that were dropped to keep within the limit. */
  get dropped(): number {
    return this.droppedSoFar;
  }

  /** Takes `bytes` over: the caller must not change them afterwards. */
  append(direction: Direction, bytes: Uint8Array, time: number, peer?: string): void {
    for (let at = 0; at < bytes.length; at += pieceSize) {
      const piece = own(bytes.subarray(at, at + pieceSize));
      this.entries.push({
        seq: this.nextSeq++,
        direction,
        time,
        offset: this.total,
        bytes: piece,
        ...(peer === undefined ? undefined : { peer }),
      });
      this.total += piece.length;
      this.cost += piece.length + entryCost;
      this.evict();
    }
  }

  /** Kept entries from number `seq` on (or from the oldest, if that one was dropped), at least one and then up to `maxBytes`. */
  read(seq: number, maxBytes = Number.POSITIVE_INFINITY): TranscriptEntry[] {
    const found: TranscriptEntry[] = [];
    let size = 0;
    for (let index = this.head + Math.max(0, seq - this.start); index < this.entries.length; index++) {
      const entry = this.entries[index];
      if (!entry) continue;
      size += entry.bytes.length;
      if (found.length > 0 && size > maxBytes) break;
      found.push(entry);
    }
    return found;
  }

  /** How many kept bytes the entries from number `seq` on hold. */
  bytesFrom(seq: number): number {
    const first = this.entries[this.head + Math.max(0, seq - this.start)];
    return first ? this.total - first.offset : 0;
  }

  /** Number of the oldest entry such that those from it on hold at most `maxBytes`. */
  tail(maxBytes: number): number {
    let seq = this.nextSeq;
    while (seq > this.start && this.bytesFrom(seq - 1) <= maxBytes) seq--;
    return seq;
  }

  /** The kept bytes of one direction, or of both in order of arrival, in one piece. */
  bytes(direction?: Direction): Uint8Array {
    const chosen = this.read(this.start).filter((entry) => direction === undefined || entry.direction === direction);
    const all = new Uint8Array(chosen.reduce((size, entry) => size + entry.bytes.length, 0));
    let at = 0;
    for (const { bytes } of chosen) {
      all.set(bytes, at);
      at += bytes.length;
    }
    return all;
  }

  private evict(): void {
    while (this.cost > this.limit && this.head < this.entries.length - 1) {
      const oldest = this.entries[this.head];
      this.entries[this.head++] = undefined;
      if (!oldest) continue;
      this.cost -= oldest.bytes.length + entryCost;
      this.droppedSoFar += oldest.bytes.length;
    }
    if (this.head > 1024 && this.head * 2 > this.entries.length) {
      this.entries = this.entries.slice(this.head);
      this.head = 0;
    }
  }
}

/** A few bytes that are a window on a large buffer would keep all of it alive. */
function own(bytes: Uint8Array): Uint8Array {
  return bytes.buffer.byteLength > 2 * bytes.byteLength ? new Uint8Array(bytes) : bytes;
}
