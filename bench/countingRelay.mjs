import { once } from 'node:events';
import { createServer, request } from 'node:http';

/** Stands between a client and an engine and writes down every call that passes. */
export class CountingRelay {
  /** Method and path of each, without the version and the query. */
  /** @type {string[]} */
  calls = [];

  /**
   * @param {string} engine path of the engine's socket
   * @param {string} socket path of the socket to listen on
   */
  constructor(engine, socket) {
    this.socket = socket;
    this.server = createServer((incoming, outgoing) => {
      const path = incoming.url ?? '';
      this.calls.push(`${incoming.method} ${path.replace(/^\/v[\d.]+/, '').replace(/\?.*/, '')}`);
      const { method, headers } = incoming;
      const call = request({ socketPath: engine, path, headers, ...(method !== undefined && { method }) }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        // The head of an event stream must not wait for the first event.
        outgoing.flushHeaders();
        answer.pipe(outgoing);
        answer.on('error', () => outgoing.destroy());
      });
      call.on('error', () => outgoing.destroy());
      outgoing.on('close', () => call.destroy());
      incoming.pipe(call);
    });
  }

  async open() {
    this.server.listen(this.socket);
    await once(this.server, 'listening');
  }

  close() {
    this.server.close();
    this.server.closeAllConnections();
  }
}
