import { strict as assert } from 'node:assert';
import { Transcript } from '../../src/netcat/transcript';

const bytes = (text: string) => Buffer.from(text);

describe('transcript', () => {
  it('keeps exact bytes of both directions in order of arrival', () => {
    const transcript = new Transcript();
    transcript.append('sent', bytes('hello\n'), 1);
    transcript.append('received', Uint8Array.of(0, 255, 128), 2);
    transcript.append('sent', bytes('bye'), 3, '10.0.0.2:9');
    assert.deepEqual(
      transcript.read(0).map(({ direction, time, peer }) => [direction, time, peer]),
      [
        ['sent', 1, undefined],
        ['received', 2, undefined],
        ['sent', 3, '10.0.0.2:9'],
      ],
    );
    assert.equal(Buffer.from(transcript.bytes('sent')).toString(), 'hello\nbye');
    assert.deepEqual([...transcript.bytes('received')], [0, 255, 128]);
    assert.equal(transcript.bytes().length, 12);
  });

  it('lets the oldest go to stay within its bound, and says how much', () => {
    const transcript = new Transcript(10_000);
    for (let index = 0; index < 100; index++) transcript.append('received', new Uint8Array(1000).fill(index), index);
    const kept = transcript.bytes();
    assert.ok(kept.length >= 8000 && kept.length <= 10_000, `${kept.length} bytes are kept`);
    assert.equal(kept.at(-1), 99);
    assert.equal(transcript.dropped + kept.length, 100_000);
    assert.equal(transcript.end, 100);
    assert.equal(transcript.read(0)[0]?.seq, transcript.start);
  });

  it('counts what a million entries of one byte cost, and appends them fast', () => {
    const transcript = new Transcript(1024 * 1024);
    const before = performance.now();
    for (let index = 0; index < 1_000_000; index++) transcript.append('sent', Uint8Array.of(index & 255), 0);
    assert.ok(performance.now() - before < 5000);
    assert.ok(transcript.end - transcript.start <= (1024 * 1024) / 100);
    assert.equal(transcript.dropped + transcript.bytes().length, 1_000_000);
  });

  it('does not keep a large buffer alive for a few bytes of it', () => {
    const transcript = new Transcript();
    transcript.append('received', new Uint8Array(1024 * 1024).subarray(10, 20), 0);
    assert.equal(transcript.read(0)[0]?.bytes.buffer.byteLength, 10);
  });

  it('is read on in small steps, however large the pieces were that were appended', () => {
    const transcript = new Transcript();
    const sent = Buffer.alloc(1_000_000, 'abcdefghij');
    transcript.append('sent', sent, 0);
    const read: Uint8Array[] = [];
    let cursor = 0;
    while (cursor < transcript.end) {
      assert.equal(transcript.bytesFrom(cursor), sent.length - read.reduce((size, one) => size + one.length, 0));
      const entries = transcript.read(cursor, 100_000);
      assert.ok(entries.reduce((size, entry) => size + entry.bytes.length, 0) <= 100_000);
      read.push(...entries.map((entry) => entry.bytes));
      cursor = (entries.at(-1)?.seq ?? 0) + 1;
    }
    assert.ok(Buffer.concat(read).equals(sent));
    assert.equal(transcript.bytesFrom(cursor), 0);
  });

  it('finds where the newest bytes begin', () => {
    const transcript = new Transcript();
    for (let index = 0; index < 10; index++) transcript.append('sent', new Uint8Array(100), 0);
    assert.equal(transcript.tail(350), 7);
    assert.equal(transcript.tail(10_000), 0);
    assert.equal(transcript.tail(5), 10);
  });
});
