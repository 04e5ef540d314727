import { strict as assert } from 'node:assert';
import { encodeLine, textOf, Utf8Text } from '../../src/netcat/text';

describe('text over bytes', () => {
  it('reads the same text wherever the chunks are cut', () => {
    const text = 'naïve 日本 🐳🐳 \r\n end';
    const bytes = Buffer.from(text);
    for (let size = 1; size <= bytes.length; size++) {
      const reader = new Utf8Text();
      let read = '';
      for (let at = 0; at < bytes.length; at += size) read += reader.push(bytes.subarray(at, at + size));
      assert.equal(read + reader.flush(), text.replace('\r\n', '\n'), `in chunks of ${size}`);
    }
  });

  it('shows bytes that are not UTF-8, each of them', () => {
    assert.equal(textOf(Uint8Array.of(0x61, 0xff, 0xfe, 0x62)), 'a⟨ff⟩⟨fe⟩b');
    assert.equal(textOf(Uint8Array.of(0xc0, 0xaf)), '⟨c0⟩⟨af⟩', 'overlong');
    assert.equal(textOf(Uint8Array.of(0xed, 0xa0, 0x80)), '⟨ed⟩⟨a0⟩⟨80⟩', 'surrogate');
    assert.equal(textOf(Uint8Array.of(0xf4, 0x90, 0x80, 0x80)), '⟨f4⟩⟨90⟩⟨80⟩⟨80⟩', 'above U+10FFFF');
    assert.equal(textOf(Uint8Array.of(0xe2, 0x82, 0x41)), '⟨e2⟩⟨82⟩A', 'cut short');
  });

  it('agrees with the strict decoder of the platform on what is UTF-8', () => {
    let seed = 12345;
    const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
    const interesting = [0x41, 0x80, 0xbf, 0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f, 0xff];
    for (let round = 0; round < 20_000; round++) {
      const bytes = Uint8Array.from({ length: 1 + Math.floor(random() * 6) }, () =>
        Number(interesting[Math.floor(random() * interesting.length)]),
      );
      let strict: string | undefined;
      try {
        strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      } catch {
        strict = undefined;
      }
      const shown = textOf(bytes);
      assert.equal(/⟨[89a-f][0-9a-f]⟩/.test(shown), strict === undefined, Buffer.from(bytes).toString('hex'));
    }
  });

  it('keeps back the beginning of a character until its rest comes, and gives it up at the end', () => {
    const reader = new Utf8Text();
    assert.equal(reader.push(Uint8Array.of(0x61, 0xf0, 0x9f)), 'a');
    assert.equal(reader.push(Uint8Array.of(0x90)), '');
    assert.equal(reader.push(Uint8Array.of(0xb3)), '🐳');
    assert.equal(reader.push(Uint8Array.of(0xe2)), '');
    assert.equal(reader.flush(), '⟨e2⟩');
    assert.equal(reader.flush(), '');
  });

  it('shows what would act on a terminal or turn the text around', () => {
    assert.equal(textOf(Buffer.from('\u001b[31mred\u0000\u0007\u007f')), '⟨1b⟩[31mred⟨00⟩⟨07⟩⟨7f⟩');
    assert.equal(textOf(Buffer.from('a\u202eb\u2066c\u0085')), 'a⟨U+202E⟩b⟨U+2066⟩c⟨U+0085⟩');
    assert.equal(textOf(Buffer.from('one\ttwo\r\nthree\rfour')), 'one\ttwo\nthree⟨0d⟩four');
  });

  it('encodes a line with the ending that was chosen', () => {
    const hex = (ending: Parameters<typeof encodeLine>[1]) => Buffer.from(encodeLine('é', ending)).toString('hex');
    assert.deepEqual([hex('none'), hex('lf'), hex('cr'), hex('crlf')], ['c3a9', 'c3a90a', 'c3a90d', 'c3a90d0a']);
  });
});
