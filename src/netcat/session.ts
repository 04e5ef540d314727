import type { Duplex } from 'node:stream';
import { toDisposable, type Disposable } from '../base/disposable';
import { Emitter } from '../base/event';
import { bothEnded, closedByPeer, closedByUs, ConnectionError, reasonOfError, type CloseReason } from './closeReason';
import type { Connection, Route, Traffic, Transport } from './transport';

export type SessionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open'; readonly route: Route }
  /** One side sent EOF; the other direction still works. */
  | {
      readonly kind: 'halfClosed';
      readonly by: 'us' | 'peer';
      readonly route: Route;
      /** What the other side's EOF means if that side is gone altogether, which only sending tells. */
      readonly doubt?: CloseReason;
    }
  | { readonly kind: 'closed'; readonly reason: CloseReason };

/** Written at a time; the transcript and whoever follows it see a large send grow in such steps. */
const pieceSize = 64 * 1024;

/**
 * One connection from its opening to its end. Bytes go through as they are, back-pressure reaches both ways:
 * {@link send} waits while the other side does not read, and nothing is read while somebody {@link hold}s.
 */
export class Session implements Disposable {
  private readonly stateEmitter = new Emitter<SessionState>();
  private readonly receivedEmitter = new Emitter<Uint8Array>();
  private readonly sentEmitter = new Emitter<Uint8Array>();
  private readonly opening = new AbortController();
  private readonly holds = new Set<object>();
  private current: SessionState = { kind: 'connecting' };
  private connection: Connection | undefined;
  private openedAt = 0;
  private sentBytes = 0;
  private receivedBytes = 0;
  private weEnded = false;
  private peerEnded = false;
  private doubt: CloseReason | undefined;
  /** Resolves when all that was handed in so far is on its way: sends never mix. */
  private queue: Promise<unknown> = Promise.resolve();

  readonly onDidChangeState = this.stateEmitter.event;
  /** Bytes as they arrive. The listener may keep them, and must not change them. */
  readonly onDidReceive = this.receivedEmitter.event;
  /** Bytes as they are handed to the connection. The listener may keep them, and must not change them. */
  readonly onDidSend = this.sentEmitter.event;

  constructor(private readonly transport: Transport) {}

  get state(): SessionState {
    return this.current;
  }

  get traffic(): Traffic {
    const openFor = this.openedAt === 0 ? 0 : performance.now() - this.openedAt;
    return { sent: this.sentBytes, received: this.receivedBytes, openFor };
  }

  /** Connects. Called once; a failure is the state `closed` with its reason, not an exception. */
  async open(): Promise<void> {
    try {
      const connection = await this.transport.open(this.opening.signal);
      if (this.current.kind === 'closed') connection.stream.on('error', () => {}).destroy();
      else this.opened(connection);
    } catch (error) {
      this.finish(reasonOfError(error));
    }
  }

  /**
   * Sends bytes, after those of earlier calls. The caller must not change them any more.
   * Resolves when the system has taken them all.
   * @throws ConnectionError when the session is not open for sending, or closes on the way.
   */
  send(bytes: Uint8Array): Promise<void> {
    return this.inTurn(async (stream) => {
      for (let at = 0; at < bytes.length; at += pieceSize) {
        this.assertSending();
        const piece = bytes.subarray(at, at + pieceSize);
        this.sentBytes += piece.length;
        this.sentEmitter.fire(piece);
        await this.write(stream, piece);
      }
    });
  }

  /**
   * Sends EOF after what was sent before; the other direction stays open.
   * @throws ConnectionError when the session is not open for sending.
   */
  end(): Promise<void> {
    return this.inTurn((stream) => {
      this.weEnded = true;
      stream.end();
      this.halfClosed('us');
    });
  }

  /** Ends the connection at once. Harmless when it is closed. @param reason disconnected by us, unless told. */
  close(reason: CloseReason = closedByUs): void {
    this.finish(reason);
  }

  /** Nothing is read from the connection until every hold is disposed; what is read already still comes. */
  hold(): Disposable {
    const token = {};
    this.holds.add(token);
    this.connection?.stream.pause();
    return toDisposable(() => {
      this.holds.delete(token);
      if (this.holds.size === 0 && this.current.kind !== 'closed') this.connection?.stream.resume();
    });
  }

  dispose(): void {
    this.close();
    this.stateEmitter.dispose();
    this.receivedEmitter.dispose();
    this.sentEmitter.dispose();
  }

  private opened(connection: Connection): void {
    this.connection = connection;
    this.openedAt = performance.now();
    this.setState({ kind: 'open', route: connection.route });
    const { stream } = connection;
    stream.on('data', (bytes: Uint8Array) => {
      this.receivedBytes += bytes.length;
      this.receivedEmitter.fire(bytes);
    });
    stream.on('end', () => this.endOfPeer());
    stream.on('error', (error) => this.finish(this.explained(this.broken(error))));
    stream.on('close', () => this.finish(this.explained(closedByPeer)));
    if (this.holds.size > 0) stream.pause();
  }

  private endOfPeer(): void {
    this.peerEnded = true;
    const meaning = this.explained(closedByPeer);
    if (meaning.kind !== 'byPeer') this.doubt = meaning;
    this.halfClosed('peer');
  }

  private halfClosed(by: 'us' | 'peer'): void {
    if (!this.connection || this.current.kind === 'closed') return;
    if (this.weEnded && this.peerEnded) this.finishWhenFlushed(this.connection.stream);
    else {
      const { route } = this.connection;
      this.setState({ kind: 'halfClosed', by, route, ...(by === 'peer' && this.doubt && { doubt: this.doubt }) });
    }
  }

  /** Our last bytes and our EOF may still wait for the other side to read. */
  private finishWhenFlushed(stream: Duplex): void {
    if (stream.writableFinished) this.finish(bothEnded);
    else stream.once('finish', () => this.finish(bothEnded));
  }

  /** A reset after the other side's EOF says that it had not only stopped sending. */
  private broken(error: unknown): CloseReason {
    const reason = reasonOfError(error);
    return this.peerEnded && reason.kind === 'reset' ? (this.doubt ?? closedByPeer) : reason;
  }

  private explained(reason: CloseReason): CloseReason {
    return this.connection?.explain?.(reason, this.traffic) ?? reason;
  }

  private inTurn(step: (stream: Duplex) => Promise<void> | void): Promise<void> {
    const turn = this.queue.then(() => step(this.assertSending()));
    this.queue = turn.catch(() => {});
    return turn;
  }

  private assertSending(): Duplex {
    if (this.current.kind === 'closed') throw new ConnectionError(this.current.reason);
    if (!this.connection) throw new ConnectionError({ kind: 'failed', message: 'not connected yet' });
    if (this.weEnded) throw new ConnectionError({ kind: 'failed', message: 'EOF was sent already' });
    return this.connection.stream;
  }

  /** Resolves when the stream has passed the bytes on, rejects when the session closes before. */
  private write(stream: Duplex, piece: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      const closed = this.onDidChangeState((state) => {
        if (state.kind === 'closed') settle(new ConnectionError(state.reason));
      });
      const settle = (error?: Error | null) => {
        closed.dispose();
        if (error) reject(error instanceof ConnectionError ? error : new ConnectionError(this.broken(error)));
        else resolve();
      };
      stream.write(piece, settle);
    });
  }

  private finish(reason: CloseReason): void {
    if (this.current.kind === 'closed') return;
    this.setState({ kind: 'closed', reason });
    this.opening.abort();
    this.connection?.stream.destroy();
  }

  private setState(state: SessionState): void {
    this.current = state;
    this.stateEmitter.fire(state);
  }
}
