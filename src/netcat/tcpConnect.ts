import { connect, type Socket } from 'node:net';
import { closedByUs, ConnectionError, reasonOfError, type CloseReason } from './closeReason';
import type { Connection, Route, Traffic, Transport } from './transport';

export interface TcpTarget {
  /** Name or address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** Another address of the same listener, tried when `host` refuses or cannot be reached. */
  readonly alternative?: string;
  /** Set when an engine publishes the port: what is behind it, for a person (`port 8001 of simplerelay`). */
  readonly published?: string;
  /** Milliseconds until a connection that is not there yet is given up; 10 s unless told. */
  readonly connectTimeout?: number;
}

/** A published port whose connection ends within so many milliseconds without a byte has nobody behind it. */
const atOnce = 1000;

/** Connects by TCP, as `nc HOST PORT` does: EOF of either side leaves the other direction open. */
export class TcpConnect implements Transport {
  readonly target: string;

  constructor(private readonly to: TcpTarget) {
    this.target = joinHostPort(to.host, to.port);
  }

  async open(signal: AbortSignal): Promise<Connection> {
    const socket = await this.firstOf(signal);
    const { published } = this.to;
    const route = routeOf(socket);
    if (published === undefined) return { stream: socket, route };
    return { stream: socket, route, explain: (seen, traffic) => explainPublished(published, seen, traffic) };
  }

  private async firstOf(signal: AbortSignal): Promise<Socket> {
    const { host, alternative } = this.to;
    try {
      return await this.connected(host, signal);
    } catch (error) {
      if (alternative === undefined || !['refused', 'noRoute'].includes(reasonOfError(error).kind)) throw error;
      return this.connected(alternative, signal);
    }
  }

  private connected(host: string, signal: AbortSignal): Promise<Socket> {
    const { port, connectTimeout = 10_000 } = this.to;
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(new ConnectionError(closedByUs));
        return;
      }
      // A name with several addresses: each is tried until it fails. Racing them could leave a half-made connection
      // behind, which a listener for one client would take for its client.
      const autoSelectFamilyAttemptTimeout = Math.max(10, connectTimeout);
      const socket = connect({ host, port, allowHalfOpen: true, noDelay: true, autoSelectFamilyAttemptTimeout });
      const settle = (reason?: CloseReason, cause?: unknown) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        socket.off('connect', opened).off('error', failed);
        if (!reason) {
          resolve(socket);
          return;
        }
        socket.on('error', () => {}).destroy();
        reject(new ConnectionError(reason, { cause }));
      };
      const opened = () => settle();
      const failed = (error: Error) => settle(reasonOfError(error), error);
      const abort = () => settle(closedByUs);
      const timer = setTimeout(() => settle(reasonOfError(timeoutError())), connectTimeout);
      signal.addEventListener('abort', abort, { once: true });
      socket.once('connect', opened).once('error', failed);
    });
  }
}

/** `host:port`, with IPv6 addresses in brackets. */
export function joinHostPort(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function routeOf(socket: Socket): Route {
  const end = (host: string | undefined, port: number | undefined) => joinHostPort(host ?? '?', port ?? 0);
  const local = end(socket.localAddress, socket.localPort);
  const remote = end(socket.remoteAddress, socket.remotePort);
  return { description: `TCP ${local} → ${remote}`, local, remote };
}

/**
 * The engine's proxy accepts before it knows whether the container does, then closes what it cannot join.
 * Our first bytes may already be on their way then, which turns the close into a reset.
 */
function explainPublished(published: string, seen: CloseReason, traffic: Traffic): CloseReason {
  const ended = seen.kind === 'byPeer' || seen.kind === 'reset';
  if (!ended || traffic.received > 0 || traffic.openFor > atOnce) return seen;
  return {
    kind: 'nobodyListens',
    message: 'opened and closed at once: nobody listens behind this port',
    hint: `The engine's proxy took the connection and found no listener at ${published}. Start one there, then reconnect.`,
  };
}

function timeoutError(): Error {
  return Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' });
}
