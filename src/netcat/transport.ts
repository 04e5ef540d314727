import type { Duplex } from 'node:stream';
import type { CloseReason } from './closeReason';

/** The way that a connection took. */
export interface Route {
  /** For a person: `TCP 127.0.0.1:40312 → 127.0.0.1:8001`. */
  readonly description: string;
  /** `host:port` on our side, where there is such a thing. */
  readonly local?: string;
  /** `host:port` on the other side. */
  readonly remote?: string;
}

/** What is known about a connection when it ends or breaks. */
export interface Traffic {
  /** Bytes. */
  readonly sent: number;
  /** Bytes. */
  readonly received: number;
  /** Milliseconds since the connection was opened. */
  readonly openFor: number;
}

/** An open way to a port. Whoever opened it destroys `stream`. */
export interface Connection {
  /** Bytes both ways. `end()` sends EOF and leaves the other direction open; its `end` event is the other side's EOF. */
  readonly stream: Duplex;
  readonly route: Route;
  /**
   * What only this kind of way can know about an end: given the reason that was seen, a better one.
   * `byPeer` stands for an EOF from the other side; a different reason makes that EOF the end of the connection.
   */
  explain?(seen: CloseReason, traffic: Traffic): CloseReason;
}

/** A way to reach a port: TCP, and whatever else yields a duplex stream. Holds nothing until it is opened. */
export interface Transport {
  /** For a person: `127.0.0.1:8001`. */
  readonly target: string;
  /**
   * Opens a connection, each call a new one. Never called only to learn whether something listens: `nc -l` serves one client.
   * @throws ConnectionError with the reason, also when `signal` is aborted.
   */
  open(signal: AbortSignal): Promise<Connection>;
}
