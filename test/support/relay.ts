import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { engineHost } from './engine';

/**
 * A way to the engine that can be cut: what a proxy or a network does, and an engine that is well cannot be made to do. A second address
 * of the engine, too; with TLS options one that wants TLS.
 */
export class Relay {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private port = 0;

  constructor(private readonly tls?: TlsOptions) {}

  async open(): Promise<string> {
    const serve = (near: Socket) => {
      const far = connect(engineHost().replace('unix://', ''));
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => this.sockets.delete(socket));
      }
      near.pipe(far).pipe(near);
    };
    this.server = this.tls ? createTlsServer(this.tls, serve) : createServer(serve);
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    if (address && typeof address === 'object') this.port = address.port;
    return `tcp://127.0.0.1:${this.port}`;
  }

  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  close(): void {
    this.server?.close();
    this.cut();
  }
}
