import { strict as assert } from 'node:assert';
import { formatBytes } from '../../src/webview/console/formatBytes';
import { InputHistory } from '../../src/webview/console/inputHistory';
import { LineLog } from '../../src/webview/console/lineLog';

describe('console page', () => {
  describe('lines of the transcript', () => {
    const received = (text: string) => ({ direction: 'received', time: 0, text }) as const;
    const sent = (text: string) => ({ direction: 'sent', time: 0, text }) as const;
    const shown = (log: LineLog) =>
      log.take().map(({ direction, text }) => `${direction === 'sent' ? '>' : '<'}${text}`);

    it('joins what belongs to one line, and ends lines where they end', () => {
      const log = new LineLog(100);
      log.add([received('a'), received('b\n\nc'), sent('x\n'), received('d\n')]);
      assert.deepEqual(shown(log), ['<ab', '<', '<c', '>x', '<d']);
    });

    it('lets the last line grow after it was drawn', () => {
      const log = new LineLog(100);
      log.add([received('na')]);
      const [line] = log.take();
      log.add([received('me: ')]);
      assert.equal(line?.text, 'name: ');
      assert.equal(log.waiting, 0);
    });

    it('keeps only the newest, however much comes before it is drawn', () => {
      const log = new LineLog(10);
      log.add([received(Array.from({ length: 1000 }, (_, index) => `${index}\n`).join(''))]);
      assert.deepEqual(
        shown(log),
        Array.from({ length: 10 }, (_, index) => `<${990 + index}`),
      );
    });

    it('breaks a line that does not end, between characters', () => {
      const log = new LineLog(100);
      const text = 'a' + '🐳'.repeat(6000);
      log.add([received(text), received('\nnext')]);
      const lines = log.take().map((line) => line.text);
      assert.equal(lines.slice(0, -1).join(''), text);
      assert.equal(lines.at(-1), 'next');
      for (const line of lines) assert.ok(line.length <= 4001 && !/^[\udc00-\udfff]/.test(line));
    });

    it('does not add an empty line after a line that is just as long as one may be', () => {
      const log = new LineLog(100);
      log.add([received(`${'x'.repeat(4000)}\ny\n`)]);
      assert.deepEqual(
        log.take().map(({ text }) => text.length),
        [4000, 1],
      );
    });
  });

  describe('history of the input', () => {
    it('walks up to older lines and down to the draft', () => {
      const history = new InputHistory(['one', 'two']);
      assert.equal(history.older('draft'), 'two');
      assert.equal(history.older('two'), 'one');
      assert.equal(history.older('one'), undefined);
      assert.equal(history.newer(), 'two');
      assert.equal(history.newer(), 'draft');
      assert.equal(history.newer(), undefined);
    });

    it('keeps what was sent, not the empty line and not the same twice in a row', () => {
      const history = new InputHistory([], 3);
      for (const line of ['a', 'a', '', 'b', 'a', 'c']) history.add(line);
      assert.deepEqual(history.all, ['b', 'a', 'c']);
      assert.equal(history.older(''), 'c');
    });
  });

  it('writes sizes for people', () => {
    assert.deepEqual([0, 999, 1000, 1500, 9_960, 999_600, 209_715_200, 5e12].map(formatBytes), [
      '0 B',
      '999 B',
      '1.0 kB',
      '1.5 kB',
      '10 kB',
      '1.0 MB',
      '210 MB',
      '5.0 TB',
    ]);
  });
});
