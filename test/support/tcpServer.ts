import { EventEmitter, once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface TcpServer {
  readonly port: number;
  /** The connection of that number, counted from 0, once it is there. */
  socket(index: number): Promise<Socket>;
  /** Ends the server and its connections. */
  close(): Promise<void>;
}

/** A TCP server on a free port of 127.0.0.1; EOF of a client leaves the other direction open. */
export async function tcpServer(serve: (socket: Socket) => void, port = 0): Promise<TcpServer> {
  const sockets: Socket[] = [];
  const arrivals = new EventEmitter();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    serve(socket);
    arrivals.emit('socket');
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async socket(index) {
      for (;;) {
        const socket = sockets[index];
        if (socket) return socket;
        await once(arrivals, 'socket');
      }
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
