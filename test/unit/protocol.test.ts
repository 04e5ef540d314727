import { strict as assert } from 'node:assert';
import { isToHost, isToPage, type ToHost, type ToPage } from '../../src/shared/protocol';

const status = {
  target: 'simplerelay 127.0.0.1:8001 → 8001/tcp',
  phase: 'open',
  text: 'Connected',
  sent: 1,
  received: 2,
  dropped: 0,
} as const;
const entries = [{ direction: 'sent', time: 5, text: 'hello\n' }] as const;

describe('messages between host and page', () => {
  it('lets every message of the protocol pass', () => {
    const toPage: readonly ToPage[] = [
      { type: 'snapshot', batch: 1, status, entries },
      { type: 'append', batch: 2, status: { ...status, hint: 'so', route: 'TCP' }, entries: [] },
      { type: 'status', status },
      { type: 'answer', id: 3 },
      { type: 'answer', id: 3, error: 'no' },
    ];
    const toHost: readonly ToHost[] = [
      { type: 'ready' },
      { type: 'ack', batch: 1 },
      { type: 'send', id: 1, text: '', ending: 'crlf' },
      { type: 'end', id: 2 },
      { type: 'connect', id: 3 },
      { type: 'disconnect', id: 4 },
      { type: 'failed', message: 'x' },
    ];
    // What crosses is a copy: nothing may depend on identity or prototypes.
    for (const message of toPage) assert.ok(isToPage(structuredClone(message)), JSON.stringify(message));
    for (const message of toHost) assert.ok(isToHost(JSON.parse(JSON.stringify(message))), JSON.stringify(message));
  });

  it('refuses everything else', () => {
    const wrong: readonly unknown[] = [
      undefined,
      null,
      'ready',
      [],
      {},
      { type: 'toString' },
      { type: '__proto__' },
      { type: ['ready'] },
      { type: 'ack' },
      { type: 'ack', batch: Number.NaN },
      { type: 'ack', batch: -1 },
      { type: 'ack', batch: '1' },
      { type: 'send', id: 1, text: 'x', ending: 'nl' },
      { type: 'send', id: 1, text: { toString: 'x' }, ending: 'lf' },
      { type: 'send', text: 'x', ending: 'lf' },
      { type: 'snapshot', batch: 1, status, entries: 'x' },
      { type: 'snapshot', batch: 1, status, entries: [{ direction: 'up', time: 1, text: '' }] },
      { type: 'append', batch: 1, status: { ...status, phase: 'odd' }, entries },
      { type: 'append', batch: 1, status: { ...status, hint: 7 }, entries },
      { type: 'append', batch: 1, entries },
      { type: 'answer', id: 1, error: new Error('x') },
    ];
    for (const message of wrong) {
      assert.equal(isToHost(message), false, JSON.stringify(message));
      assert.equal(isToPage(message), false, JSON.stringify(message));
    }
  });
});
