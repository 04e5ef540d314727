import { strict as assert } from 'node:assert';
import { Emitter } from '../../src/base/event';
import { Transcript } from '../../src/netcat/transcript';
import type { Status, ToPage } from '../../src/shared/protocol';
import { PageFeed } from '../../src/ui/console/pageFeed';
import { until } from '../support/until';

type Batch = Extract<ToPage, { batch: number }>;

/** A page that acknowledges only when it is told to, and a source that says whether it is held. */
function stage(limit?: number) {
  const transcript = new Transcript(limit);
  const posted = new Emitter<ToPage>();
  const messages: ToPage[] = [];
  let holds = 0;
  let phase: Status['phase'] = 'open';
  const feed = new PageFeed(
    {
      transcript,
      status: () => ({ target: 't', phase, text: phase, sent: 0, received: 0, dropped: transcript.dropped }),
      hold: () => {
        holds++;
        return { dispose: () => holds-- };
      },
    },
    (message) => {
      messages.push(message);
      posted.fire(message);
    },
  );
  const batches = () => messages.filter((message): message is Batch => 'batch' in message);
  return {
    transcript,
    feed,
    messages,
    batches,
    held: () => holds > 0,
    text: () =>
      batches()
        .flatMap(({ entries }) => entries.map(({ text }) => text))
        .join(''),
    receive: (text: string | Uint8Array) => {
      transcript.append('received', typeof text === 'string' ? Buffer.from(text) : text, 0);
      feed.changed();
    },
    close: () => {
      phase = 'closed';
      feed.changed();
    },
    posts: (condition: () => boolean) => until(posted.event, condition, () => `${messages.length} messages`),
  };
}

describe('feed of a page', () => {
  it('says nothing until the page is ready, then all at once, then what comes', async () => {
    const { feed, messages, receive, posts, text } = stage();
    receive('before\n');
    assert.equal(messages.length, 0);
    feed.ready();
    assert.equal(messages[0]?.type, 'snapshot');
    feed.ack(1);
    receive('after\n');
    await posts(() => text() === 'before\nafter\n');
    assert.equal(messages.at(-1)?.type, 'append');
    feed.dispose();
  });

  it('puts what comes together into one message', async () => {
    const { feed, batches, receive, posts, text } = stage();
    feed.ready();
    for (let index = 0; index < 500; index++) receive('x');
    await posts(() => text().length === 500);
    assert.equal(batches().length, 2);
    assert.equal(batches()[1]?.entries.length, 1);
    feed.dispose();
  });

  it('holds the connection while the page does not keep up, and lets it go when it does', async () => {
    const { feed, batches, receive, posts, held, transcript } = stage();
    feed.ready();
    const piece = new Uint8Array(64 * 1024).fill(0x61);
    let sent = 0;
    while (!held()) {
      receive(piece);
      sent += piece.length;
      assert.ok(sent < 8 * 1024 * 1024, 'never held');
    }
    await posts(() => batches().length === 4);
    assert.ok(held());
    let seen = batches().length;
    while (transcript.bytesFrom(0) > 0 && held()) {
      feed.ack(seen);
      await posts(() => batches().length > seen);
      seen = batches().length;
    }
    assert.equal(held(), false);
    feed.dispose();
  });

  it('holds nothing for a page that is hidden, and gives it the newest when it is back', async () => {
    const { feed, batches, receive, held, transcript } = stage();
    feed.ready();
    while (!held()) receive(new Uint8Array(64 * 1024).fill(0x61));
    feed.stop();
    assert.equal(held(), false);
    receive('the newest');
    assert.equal(held(), false);
    feed.ready();
    const snapshot = batches().at(-1);
    assert.equal(snapshot?.type, 'snapshot');
    const shown = snapshot.entries.map(({ text }) => text).join('');
    assert.ok(shown.endsWith('the newest'));
    assert.ok(shown.length < transcript.bytes().length);
    feed.dispose();
    await Promise.resolve();
  });

  it('does not split a character between batches, and shows what is left of one at the end', async () => {
    const { feed, receive, posts, text, close } = stage();
    const whale = Buffer.from('🐳');
    feed.ready();
    receive(whale.subarray(0, 2));
    receive('');
    receive(whale.subarray(2));
    receive(whale.subarray(0, 3));
    await posts(() => text().includes('🐳'));
    assert.equal(text(), '🐳');
    close();
    await posts(() => text() === '🐳⟨f0⟩⟨9f⟩⟨90⟩');
    feed.dispose();
  });

  it('starts again from a snapshot when the transcript let go what the page has not seen', async () => {
    const { feed, batches, receive, posts } = stage(100_000);
    feed.ready();
    for (let index = 0; index < 50; index++) receive(new Uint8Array(10_000).fill(0x61));
    await posts(() => batches().length > 1);
    assert.equal(batches().at(-1)?.type, 'snapshot');
    feed.dispose();
  });

  it('tells a change of state without text', async () => {
    const { feed, messages, posts, close } = stage();
    feed.ready();
    close();
    await posts(() => messages.some((message) => message.type === 'status' && message.status.phase === 'closed'));
    feed.dispose();
  });
});
