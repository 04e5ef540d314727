import { strict as assert } from 'node:assert';
import type { Socket } from 'node:net';
import { silentLog } from '../../src/base/log';
import { UserError } from '../../src/base/userError';
import { TcpConnect } from '../../src/netcat/tcpConnect';
import { textOf } from '../../src/netcat/text';
import { Conversation } from '../../src/ui/console/conversation';
import { statusOf } from '../../src/ui/console/status';
import { tcpServer, type TcpServer } from '../support/tcpServer';
import { until } from '../support/until';

const stopped = { kind: 'targetGone', message: 'container web stopped' } as const;

describe('conversation of a console', () => {
  let server: TcpServer;
  let conversation: Conversation;

  async function serve(handler: (socket: Socket) => void): Promise<void> {
    server = await tcpServer(handler);
    const label = `web 127.0.0.1:${server.port} → 80/tcp`;
    const locate = () => ({ label, transport: new TcpConnect({ host: '127.0.0.1', port: server.port }) });
    conversation = new Conversation(locate, 'web:80', silentLog);
  }

  afterEach(async () => {
    conversation.dispose();
    await server.close();
  });

  const status = () => statusOf(conversation);
  const becomes = (condition: () => boolean) =>
    until(conversation.onDidChange, condition, () => JSON.stringify(status()));

  it('tells each of its states in words', async () => {
    await serve((socket) => socket.pipe(socket));
    conversation.connect();
    assert.equal(status().text, 'Connecting…');
    await becomes(() => status().phase === 'open');
    assert.match(status().route ?? '', new RegExp(`^TCP 127\\.0\\.0\\.1:\\d+ → 127\\.0\\.0\\.1:${server.port}$`));
    await conversation.send(Buffer.from('hello\n'));
    await becomes(() => status().received === 6);
    assert.equal(textOf(conversation.transcript.bytes()), 'hello\nhello\n');
    await conversation.end();
    await becomes(() => status().phase === 'closed');
    assert.equal(status().text, 'Closed: both sides sent EOF');
  });

  it('connects again when it is asked to, and goes on in the same transcript', async () => {
    await serve((socket) => socket.end('hi\n'));
    conversation.connect();
    await becomes(() => status().phase === 'peerEnded');
    conversation.disconnect();
    assert.equal(status().text, 'Closed: disconnected by you');
    conversation.connect();
    await becomes(() => status().phase === 'peerEnded');
    assert.equal(textOf(conversation.transcript.bytes('received')), 'hi\nhi\n');
    assert.equal(status().received, 3);
  });

  it('keeps holding over a reconnect', async () => {
    await serve((socket) => socket.end('hi\n'));
    const hold = conversation.hold();
    conversation.connect();
    await becomes(() => status().phase === 'open');
    assert.equal(status().received, 0);
    hold.dispose();
    await becomes(() => status().received === 3);
  });

  it('says why it cannot connect, and can when the target is back', async () => {
    await serve(() => {});
    let running = false;
    const transport = new TcpConnect({ host: '127.0.0.1', port: server.port });
    conversation = new Conversation(
      () => (running ? { label: 'web', transport } : new UserError('Container web is not running.')),
      'web:80',
      silentLog,
    );
    conversation.connect();
    assert.equal(status().text, 'Closed: Container web is not running.');
    await assert.rejects(conversation.send(Buffer.from('x')), /not connected/);
    running = true;
    conversation.connect();
    await becomes(() => status().phase === 'open');
  });

  it('names the container that stopped, whichever news is first: the end of the connection …', async () => {
    await serve((socket) => socket.end());
    conversation.connect();
    await becomes(() => status().phase === 'peerEnded');
    conversation.targetGone(stopped);
    assert.equal(status().text, 'Closed: container web stopped');
  });

  it('… a reset …', async () => {
    await serve((socket) => socket.resetAndDestroy());
    conversation.connect();
    await becomes(() => status().phase === 'closed');
    conversation.targetGone(stopped);
    assert.equal(status().text, 'Closed: container web stopped');
  });

  it('… or that it stopped', async () => {
    await serve(() => {});
    conversation.connect();
    await becomes(() => status().phase === 'open');
    conversation.targetGone(stopped);
    (await server.socket(0)).end('last words');
    await becomes(() => status().phase === 'closed');
    assert.equal(status().text, 'Closed: container web stopped');
    assert.equal(textOf(conversation.transcript.bytes('received')), 'last words');
  });

  it('closes a connection of which nothing is heard after its container stopped', async () => {
    await serve(() => {});
    conversation.connect();
    await becomes(() => status().phase === 'open');
    conversation.targetGone(stopped);
    await becomes(() => status().text === 'Closed: container web stopped');
  });

  it('does not blame the container for what the person did', async () => {
    await serve(() => {});
    conversation.connect();
    await becomes(() => status().phase === 'open');
    conversation.disconnect();
    conversation.targetGone(stopped);
    assert.equal(status().text, 'Closed: disconnected by you');
  });
});
