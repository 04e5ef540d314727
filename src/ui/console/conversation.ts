import { toDisposable, type Disposable } from '../../base/disposable';
import { Emitter } from '../../base/event';
import type { Log } from '../../base/log';
import { UserError } from '../../base/userError';
import { ConnectionError, type CloseReason } from '../../netcat/closeReason';
import { Session, type SessionState } from '../../netcat/session';
import { Transcript } from '../../netcat/transcript';
import type { Traffic, Transport } from '../../netcat/transport';

/** A way to the target as it is now. */
export interface Destination {
  /** For a person: `simplerelay 127.0.0.1:8001 → 8001/tcp`. */
  readonly label: string;
  readonly transport: Transport;
}

/** How long the last bytes of a container that stopped may take, in milliseconds, before its connection is closed. */
const lastBytes = 1000;
/** A connection that ended so shortly (milliseconds) before its container stopped ended because of that. */
const sameMoment = 3000;
const noTraffic: Traffic = { sent: 0, received: 0, openFor: 0 };

/** Talks to one target: a session, after it others if the person reconnects, and one transcript of them all. */
export class Conversation implements Disposable {
  private readonly changeEmitter = new Emitter<undefined>();
  private readonly receivedEmitter = new Emitter<number>();
  private readonly holds = new Set<{ inner: Disposable | undefined }>();
  private session: Session | undefined;
  private shownState: SessionState = { kind: 'connecting' };
  private closedAt = 0;
  private gone: CloseReason | undefined;
  private patience: NodeJS.Timeout | undefined;
  private disposed = false;

  readonly transcript = new Transcript();
  /** The state changed, or bytes went either way. */
  readonly onDidChange = this.changeEmitter.event;
  /** Bytes arrived: how many. */
  readonly onDidReceive = this.receivedEmitter.event;
  label: string;

  /**
   * @param locate finds the target each time it is connected to; it may have come back elsewhere.
   * @param label of the target until it is located.
   */
  constructor(
    private readonly locate: () => Destination | UserError,
    label: string,
    private readonly log: Log,
  ) {
    this.label = label;
  }

  get state(): SessionState {
    return this.shownState;
  }

  /** Of the connection that is there, or was there last. */
  get traffic(): Traffic {
    return this.session?.traffic ?? noTraffic;
  }

  /** Connects anew where the other side has ended; a connection that both sides use stays. */
  reconnect(): void {
    const state = this.session?.state;
    if (state?.kind === 'halfClosed' && state.by === 'peer') this.session?.close();
    this.connect();
  }

  /** Connects, if it is not connected or connecting. How that goes is seen in {@link state}. */
  connect(): void {
    if (this.disposed || (this.session && this.session.state.kind !== 'closed')) return;
    this.forget();
    const destination = this.locate();
    if (destination instanceof UserError) {
      this.show({ kind: 'closed', reason: { kind: 'targetGone', message: destination.message } });
      return;
    }
    this.label = destination.label;
    this.log.info(`console ${this.label}: connecting to ${destination.transport.target}`);
    const session = this.follow(new Session(destination.transport));
    this.show(session.state);
    void session.open();
  }

  /** @throws ConnectionError when it is not open for sending, or closes on the way. */
  async send(bytes: Uint8Array): Promise<void> {
    await this.opened().send(bytes);
  }

  /** Sends EOF. @throws ConnectionError when it is not open for sending. */
  async end(): Promise<void> {
    await this.opened().end();
  }

  disconnect(): void {
    this.session?.close();
  }

  /** Stops reading from the connection, this one and later ones, until the hold is disposed. */
  hold(): Disposable {
    const hold = { inner: this.session?.hold() };
    this.holds.add(hold);
    return toDisposable(() => {
      this.holds.delete(hold);
      hold.inner?.dispose();
    });
  }

  /** Tells that what is talked to is not there any more: the reason for an end that has just come, or is about to. */
  targetGone(reason: CloseReason): void {
    if (this.gone) return;
    this.gone = reason;
    const { state } = this;
    if (state.kind === 'closed') {
      const unexplained = ['byPeer', 'reset', 'bothEnded', 'nobodyListens'].includes(state.reason.kind);
      if (unexplained && performance.now() - this.closedAt < sameMoment) this.show({ kind: 'closed', reason });
    } else if (state.kind === 'halfClosed' && state.by === 'peer') {
      this.session?.close(reason);
    } else {
      this.patience = setTimeout(() => this.session?.close(reason), lastBytes);
    }
  }

  dispose(): void {
    this.disposed = true;
    this.forget();
    this.changeEmitter.dispose();
    this.receivedEmitter.dispose();
  }

  private follow(session: Session): Session {
    this.session = session;
    for (const hold of this.holds) hold.inner = session.hold();
    session.onDidReceive((bytes) => {
      this.transcript.append('received', bytes, Date.now());
      this.receivedEmitter.fire(bytes.length);
      this.changeEmitter.fire(undefined);
    });
    session.onDidSend((bytes) => {
      this.transcript.append('sent', bytes, Date.now());
      this.changeEmitter.fire(undefined);
    });
    session.onDidChangeState((state) => this.sessionChanged(session, state));
    return session;
  }

  private sessionChanged(session: Session, state: SessionState): void {
    if (this.gone && state.kind === 'halfClosed' && state.by === 'peer') {
      session.close(this.gone);
      return;
    }
    if (state.kind !== 'closed') {
      this.show(state);
      return;
    }
    clearTimeout(this.patience);
    this.closedAt = performance.now();
    const reason = this.gone && state.reason.kind !== 'byUs' ? this.gone : state.reason;
    this.log.info(`console ${this.label}: ${reason.message}`);
    this.show({ kind: 'closed', reason });
  }

  private show(state: SessionState): void {
    this.shownState = state;
    this.changeEmitter.fire(undefined);
  }

  private opened(): Session {
    if (!this.session) throw new ConnectionError({ kind: 'failed', message: 'not connected' });
    return this.session;
  }

  private forget(): void {
    clearTimeout(this.patience);
    this.gone = undefined;
    this.session?.dispose();
    this.session = undefined;
  }
}
