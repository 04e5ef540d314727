import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { Session } from '../../src/netcat/session';
import { TcpConnect, type TcpTarget } from '../../src/netcat/tcpConnect';
import { Transcript } from '../../src/netcat/transcript';
import { tcpServer, type TcpServer } from '../support/tcpServer';
import { until } from '../support/until';

describe('netcat session over TCP', () => {
  const servers: TcpServer[] = [];
  const sessions: Session[] = [];

  afterEach(async () => {
    for (const session of sessions.splice(0)) session.dispose();
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function serve(handler: (socket: Socket) => void): Promise<TcpServer> {
    const server = await tcpServer(handler);
    servers.push(server);
    return server;
  }

  function connectTo(target: Partial<TcpTarget> & { port: number }): Session {
    const session = new Session(new TcpConnect({ host: '127.0.0.1', ...target }));
    sessions.push(session);
    return session;
  }

  const reached = (session: Session, kind: string) =>
    until(
      session.onDidChangeState,
      () => session.state.kind === kind,
      () => JSON.stringify(session.state),
    );

  function reason(session: Session) {
    assert.equal(session.state.kind, 'closed');
    return session.state.reason;
  }

  it('connects, names the route, sends and receives exact bytes', async () => {
    const server = await serve((socket) => socket.pipe(socket));
    const session = connectTo({ port: server.port });
    const received: Uint8Array[] = [];
    session.onDidReceive((bytes) => received.push(bytes));
    await session.open();
    assert.equal(session.state.kind, 'open');
    assert.equal(session.state.route.remote, `127.0.0.1:${server.port}`);
    const all = Uint8Array.from({ length: 256 }, (_, index) => index);
    await session.send(all);
    const size = () => received.reduce((sum, bytes) => sum + bytes.length, 0);
    await until(
      session.onDidReceive,
      () => size() === 256,
      () => `${size()} bytes`,
    );
    assert.deepEqual([...Buffer.concat(received)], [...all]);
    assert.equal(session.traffic.sent, 256);
    assert.equal(session.traffic.received, 256);
  });

  it('sends EOF and goes on receiving', async () => {
    let heard = '';
    const server = await serve((socket) => {
      socket.on('data', (bytes: Buffer) => (heard += bytes.toString()));
      socket.on('end', () => socket.write(`heard ${heard}`));
    });
    const session = connectTo({ port: server.port });
    let received = '';
    session.onDidReceive((bytes) => (received += Buffer.from(bytes).toString()));
    await session.open();
    await session.send(Buffer.from('all'));
    await session.end();
    assert.deepEqual([session.state.kind, 'by' in session.state && session.state.by], ['halfClosed', 'us']);
    await until(
      session.onDidReceive,
      () => received === 'heard all',
      () => received,
    );
    await assert.rejects(session.send(Buffer.from('more')), /EOF was sent already/);
    (await server.socket(0)).end();
    await reached(session, 'closed');
    assert.equal(reason(session).kind, 'bothEnded');
  });

  it('goes on sending after the other side sent EOF', async () => {
    const server = await serve((socket) => socket.end('that is all'));
    const session = connectTo({ port: server.port });
    let received = '';
    session.onDidReceive((bytes) => (received += Buffer.from(bytes).toString()));
    await session.open();
    await reached(session, 'halfClosed');
    assert.equal(received, 'that is all');
    const socket = await server.socket(0);
    await session.send(Buffer.from('still here'));
    const [heard] = (await once(socket, 'data')) as [Buffer];
    assert.equal(heard.toString(), 'still here');
    await session.end();
    await reached(session, 'closed');
  });

  it('says that it was refused', async () => {
    const server = await serve(() => {});
    await server.close();
    const session = connectTo({ port: server.port });
    await session.open();
    assert.equal(reason(session).kind, 'refused');
    assert.match(reason(session).hint ?? '', /Nothing listens/);
    await assert.rejects(session.send(Buffer.from('x')), /connection refused/);
  });

  it('tries the other address of a listener when the first refuses', async () => {
    const server = await serve(() => {});
    const session = connectTo({ host: '127.0.0.2', alternative: '127.0.0.1', port: server.port });
    await session.open();
    assert.equal(session.state.kind, 'open');
    assert.equal(session.state.route.remote, `127.0.0.1:${server.port}`);
  });

  it('says that it was reset', async () => {
    const server = await serve((socket) => socket.write('x'));
    const session = connectTo({ port: server.port });
    let received = 0;
    session.onDidReceive((bytes) => (received += bytes.length));
    await session.open();
    await until(
      session.onDidReceive,
      () => received > 0,
      () => 'nothing came',
    );
    (await server.socket(0)).resetAndDestroy();
    await reached(session, 'closed');
    assert.equal(reason(session).kind, 'reset');
  });

  it('says that there is no such name', async () => {
    const session = connectTo({ host: 'no-such-name.invalid', port: 1 });
    await session.open();
    assert.equal(reason(session).kind, 'noSuchName');
  });

  it('keeps sending to a listener behind a published port that ends its own side at once', async () => {
    const chunks: Buffer[] = [];
    let ended: () => void;
    const over = new Promise<void>((resolve) => (ended = resolve));
    const server = await serve((socket) => {
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      socket.on('end', () => ended());
      socket.end();
    });
    const session = connectTo({ port: server.port, published: 'port 9000/tcp of sink' });
    await session.open();
    await reached(session, 'halfClosed');
    await session.send(Buffer.from('still '));
    await session.send(Buffer.from('read'));
    await session.end();
    await over;
    assert.equal(Buffer.concat(chunks).toString(), 'still read');
  });

  it('tells a proxy that has nobody behind it from a peer that says goodbye', async () => {
    const server = await serve((socket) => socket.destroy());
    const nobody = connectTo({ port: server.port, published: 'port 8001/tcp of simplerelay' });
    await nobody.open();
    // It may also be a listener that only reads, so the connection stays until sending tells.
    await reached(nobody, 'halfClosed');
    await nobody.send(Buffer.from('anybody?')).catch(() => {});
    await nobody.send(Buffer.from('anybody?')).catch(() => {});
    await reached(nobody, 'closed');
    assert.equal(reason(nobody).kind, 'nobodyListens');
    assert.match(reason(nobody).hint ?? '', /8001\/tcp of simplerelay/);

    const talker = await serve((socket) => socket.end('bye'));
    const spoken = connectTo({ port: talker.port, published: 'port 8001/tcp of simplerelay' });
    await spoken.open();
    await reached(spoken, 'halfClosed');
  });

  it('is closed by us, also while it connects', async () => {
    const server = await serve(() => {});
    const session = connectTo({ port: server.port });
    const opening = session.open();
    session.close();
    await opening;
    assert.equal(reason(session).kind, 'byUs');

    const second = await serve(() => {});
    const other = connectTo({ port: second.port });
    await other.open();
    const socket = await second.socket(0);
    other.close();
    socket.resume();
    await once(socket, 'end');
    assert.equal(reason(other).kind, 'byUs');
  });

  it('waits with sending while the other side does not read, and rejects what waits when it closes', async () => {
    const server = await serve((socket) => socket.pause());
    const session = connectTo({ port: server.port });
    await session.open();
    let done = false;
    const sending = session.send(new Uint8Array(64 * 1024 * 1024)).then(() => (done = true));
    const failed = assert.rejects(sending, /disconnected by you/);
    const sent = () => session.traffic.sent;
    let last = -1;
    await until(
      session.onDidSend,
      () => sent() > 0,
      () => 'nothing sent',
    );
    while (last !== sent()) {
      last = sent();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.equal(done, false);
    assert.ok(last < 32 * 1024 * 1024, `${last} bytes were taken`);
    session.close();
    await failed;
  });

  it('does not read while it is held', async () => {
    const server = await serve((socket) => socket.pause());
    const session = connectTo({ port: server.port });
    const first = session.hold();
    const second = session.hold();
    await session.open();
    const socket = await server.socket(0);
    const size = 64 * 1024 * 1024;
    socket.end(new Uint8Array(size));
    first.dispose();
    assert.equal(session.traffic.received, 0);
    assert.ok(socket.writableLength > 0);
    second.dispose();
    await until(
      session.onDidReceive,
      () => session.traffic.received === size,
      () => `${session.traffic.received} bytes`,
      30_000,
    );
  });

  it('echoes 50 MB to a slow reader: every byte, in bounded memory', async function () {
    this.timeout(60_000);
    const server = await serve((socket) => socket.pipe(socket));
    const session = connectTo({ port: server.port });
    const transcript = new Transcript(4 * 1024 * 1024);
    const size = 50 * 1024 * 1024;
    const sentHash = createHash('sha256');
    const receivedHash = createHash('sha256');
    const before = process.memoryUsage().rss;
    let peak = 0;
    let sinceHold = 0;
    session.onDidSend((bytes) => transcript.append('sent', bytes, 0));
    session.onDidReceive((bytes) => {
      receivedHash.update(bytes);
      transcript.append('received', bytes, 0);
      peak = Math.max(peak, process.memoryUsage.rss());
      sinceHold += bytes.length;
      if (sinceHold < 1024 * 1024) return;
      sinceHold = 0;
      const hold = session.hold();
      setTimeout(() => hold.dispose(), 5);
    });
    await session.open();
    let state = 1;
    for (let at = 0; at < size; at += 1024 * 1024) {
      const piece = Buffer.allocUnsafeSlow(1024 * 1024);
      for (let index = 0; index < piece.length; index += 4) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        piece.writeUInt32LE(state, index);
      }
      sentHash.update(piece);
      await session.send(piece);
    }
    await session.end();
    await until(
      session.onDidReceive,
      () => session.traffic.received === size,
      () => `${session.traffic.received} bytes`,
      30_000,
    );
    assert.equal(receivedHash.digest('hex'), sentHash.digest('hex'));
    assert.ok(transcript.bytes().length <= 4 * 1024 * 1024);
    assert.equal(transcript.dropped + transcript.bytes().length, 2 * size);
    const growth = (peak - before) / 1024 / 1024;
    assert.ok(growth < 64, `memory grew by ${growth.toFixed(0)} MB`);
  });
});
