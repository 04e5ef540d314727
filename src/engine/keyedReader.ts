import type { Disposable } from '../base/disposable';

export interface KeyedReaderOptions<T> {
  /** Reads one; `undefined` when there is none of that key any more. */
  readonly read: (key: string) => Promise<T | undefined>;
  readonly apply: (key: string, value: T | undefined) => void;
  readonly onError: (key: string, error: unknown) => void;
  /** How many are read at once. */
  readonly concurrency: number;
}

/**
 * Reads things by key, a bounded number at once. One that is requested while it is being read is read again afterwards, since the
 * answer under way may be older than the request; any number of such requests is one.
 */
export class KeyedReader<T> implements Disposable {
  private readonly waiting = new Set<string>();
  private readonly underWay = new Map<string, symbol>();
  private disposed = false;

  constructor(private readonly options: KeyedReaderOptions<T>) {}

  /** Whether nothing is being read and nothing waits. */
  get idle(): boolean {
    return this.waiting.size === 0 && this.underWay.size === 0;
  }

  request(key: string): void {
    this.waiting.add(key);
    this.pump();
  }

  /** Drops what was requested, and the answer that is under way. */
  forget(key: string): void {
    this.waiting.delete(key);
    this.underWay.delete(key);
  }

  dispose(): void {
    this.disposed = true;
    this.waiting.clear();
    this.underWay.clear();
  }

  private pump(): void {
    for (const key of this.waiting) {
      if (this.disposed || this.underWay.size >= this.options.concurrency) return;
      if (this.underWay.has(key)) continue;
      this.waiting.delete(key);
      void this.readOne(key);
    }
  }

  private async readOne(key: string): Promise<void> {
    const token = Symbol(key);
    this.underWay.set(key, token);
    const wanted = () => this.underWay.get(key) === token;
    try {
      const value = await this.options.read(key);
      if (!wanted()) return;
      this.underWay.delete(key);
      this.options.apply(key, value);
    } catch (error) {
      if (!wanted()) return;
      this.underWay.delete(key);
      this.options.onError(key, error);
    } finally {
      this.pump();
    }
  }
}
