import type { Disposable } from '../../base/disposable';
import { Utf8Text } from '../../netcat/text';
import type { Transcript, TranscriptEntry } from '../../netcat/transcript';
import type { Entry, Status, ToPage } from '../../shared/protocol';

/** What a page is fed with. */
export interface FeedSource {
  readonly transcript: Transcript;
  status(): Status;
  /** Stops the flow into the transcript until the hold is disposed. */
  hold(): Disposable;
}

/** Milliseconds between batches; the first after a pause goes at once, and those of a backlog as fast as they are acknowledged. */
const interval = 30;
/** Bytes of the transcript in one batch. */
const batchSize = 128 * 1024;
/** Batches that may be on their way unacknowledged. */
const maxUnacknowledged = 4;
/** Bytes of the transcript that a page is given when it comes to life. */
const snapshotSize = 512 * 1024;
/** Bytes that may wait for the page before the connection is held, and those at which it goes on. */
const highWater = 1024 * 1024;
const lowWater = 256 * 1024;

/**
 * Keeps one page up to date: a snapshot when it says that it is ready, then batches of what came since. The transcript is the
 * only queue; a page that falls behind holds the connection, and one that is hidden or gone holds nothing.
 */
export class PageFeed implements Disposable {
  private live = false;
  /** Number of the next entry to send. */
  private cursor = 0;
  private batch = 0;
  private acknowledged = 0;
  /** Something is to be told that the page does not know. */
  private changes = false;
  private lastFlush = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;
  private held: Disposable | undefined;
  private decoders = new Map<string, { readonly text: Utf8Text; readonly run: TranscriptEntry }>();

  constructor(
    private readonly source: FeedSource,
    private readonly post: (message: ToPage) => void,
  ) {}

  /** The page is there, and knows nothing. */
  ready(): void {
    this.stop();
    this.live = true;
    this.acknowledged = this.batch;
    this.sendSnapshot();
  }

  /** The page is hidden or gone. */
  stop(): void {
    this.live = false;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.held?.dispose();
    this.held = undefined;
  }

  /** Something changed in the source. */
  changed(): void {
    if (!this.live) return;
    this.changes = true;
    this.regulate();
    this.schedule();
  }

  /** The page has taken in that batch, and those before it. */
  ack(batch: number): void {
    if (!this.live || batch > this.batch) return;
    this.acknowledged = Math.max(this.acknowledged, batch);
    if (this.changes) this.schedule();
  }

  dispose(): void {
    this.stop();
  }

  private schedule(): void {
    if (this.timer) return;
    const backlog = this.source.transcript.bytesFrom(this.cursor) >= batchSize;
    const wait = backlog ? 0 : this.lastFlush + interval - performance.now();
    // Even without a wait the flush is a turn later, so that what comes together goes together.
    this.timer = setTimeout(() => this.flush(), Math.max(0, wait));
  }

  private flush(): void {
    this.timer = undefined;
    if (!this.live || this.batch - this.acknowledged >= maxUnacknowledged) return;
    this.lastFlush = performance.now();
    const { transcript } = this.source;
    if (transcript.start > this.cursor) {
      this.sendSnapshot();
      return;
    }
    const status = this.source.status();
    const entries = this.take(transcript.read(this.cursor, batchSize));
    this.changes = transcript.end > this.cursor;
    if (!this.changes && status.phase === 'closed') entries.push(...this.leftovers());
    if (entries.length > 0) this.post({ type: 'append', batch: ++this.batch, status, entries });
    else this.post({ type: 'status', status });
    this.regulate();
    if (this.changes) this.schedule();
  }

  private sendSnapshot(): void {
    const { transcript } = this.source;
    this.decoders = new Map();
    this.changes = false;
    this.lastFlush = performance.now();
    const status = this.source.status();
    const entries = this.take(transcript.read(transcript.tail(snapshotSize)));
    if (status.phase === 'closed') entries.push(...this.leftovers());
    this.post({ type: 'snapshot', batch: ++this.batch, status, entries });
  }

  /** Makes readable entries and moves on behind them; runs of one direction become one. */
  private take(raw: readonly TranscriptEntry[]): Entry[] {
    const entries: Entry[] = [];
    let parts: string[] = [];
    let run: TranscriptEntry | undefined;
    const close = () => {
      const text = parts.join('');
      if (!run || text === '') return;
      const { direction, time, peer } = run;
      entries.push({ direction, time, text, ...(peer === undefined ? undefined : { peer }) });
    };
    for (const entry of raw) {
      if (run?.direction !== entry.direction || run.peer !== entry.peer) {
        close();
        run = entry;
        parts = [];
      }
      parts.push(this.decoder(entry).push(entry.bytes));
    }
    close();
    const last = raw.at(-1);
    this.cursor = last ? last.seq + 1 : this.source.transcript.end;
    return entries;
  }

  /** Beginnings of characters that nothing followed. */
  private leftovers(): Entry[] {
    return [...this.decoders.values()].flatMap(({ text, run: { direction, peer } }) => {
      const rest = text.flush();
      const entry = { direction, time: Date.now(), text: rest, ...(peer === undefined ? undefined : { peer }) };
      return rest === '' ? [] : [entry];
    });
  }

  private decoder(run: TranscriptEntry): Utf8Text {
    const key = `${run.direction} ${run.peer ?? ''}`;
    let decoder = this.decoders.get(key);
    if (!decoder) this.decoders.set(key, (decoder = { text: new Utf8Text(), run }));
    return decoder.text;
  }

  private regulate(): void {
    const waiting = this.source.transcript.bytesFrom(this.cursor);
    if (waiting > highWater) this.held ??= this.source.hold();
    else if (waiting < lowWater) {
      this.held?.dispose();
      this.held = undefined;
    }
  }
}
