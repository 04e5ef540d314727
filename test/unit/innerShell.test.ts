import { strict as assert } from 'node:assert';
import { InnerShell } from '../../src/ui/document/innerShell';
import { markCommand, OutputReader } from '../../src/ui/document/promptMark';

const nonce = 'a1b2';
const mark = (code: number) => `\u001b]7337;${nonce};${code}\u0007`;

describe('the mark of a prompt', () => {
  it('is found wherever the output is cut', () => {
    const output = `one\r\n${mark(3)}/ # `;
    for (let cut = 0; cut <= output.length; cut++) {
      const reader = new OutputReader(nonce);
      const events = [...reader.read(output.slice(0, cut)), ...reader.read(output.slice(cut))];
      assert.deepEqual(
        events.map(({ kind, exitCode }) => `${kind} ${exitCode}`),
        ['lineEnd 0', 'prompt 3'],
        `cut at ${cut}`,
      );
      assert.ok(reader.endsWithPrompt);
    }
  });

  it('cannot be forged without the nonce, nor by the echo of the line that asks for it', () => {
    const reader = new OutputReader(nonce);
    assert.deepEqual(reader.read('\u001b]7337;;0\u0007\u001b]7337;ffff;0\u0007' + markCommand(nonce)), []);
  });

  it('tells a prompt from output that is not finished', () => {
    const ends = (text: string) => {
      const reader = new OutputReader(nonce);
      reader.read(text);
      return reader.endsWithPrompt;
    };
    for (const text of ['/ # \u001b[6n', 'root@1:/# ', 'x\r\nbash-5.2$ ', '\u001b[?2004hme@a:~$ '])
      assert.equal(ends(text), true, text);
    for (const text of ['', 'Pulling from library', '/ # ls\r\n', 'Password: ', '> '])
      assert.equal(ends(text), false, text);
  });
});

describe('a shell inside a container', () => {
  let sent: string[];
  let runs: boolean;
  let shell: InnerShell;

  beforeEach(() => {
    sent = [];
    runs = true;
    shell = new InnerShell({
      nonce,
      send: (text) => sent.push(text),
      containerRuns: () => runs,
      timings: { quiet: 1, prompt: 30, mark: 30 },
    });
  });
  afterEach(() => shell.dispose());

  const becomes = (phase: string) =>
    new Promise<void>((resolve) => {
      if (shell.phase === phase) resolve();
      const subscription = shell.onDidChange(() => {
        if (shell.phase !== phase) return;
        subscription.dispose();
        resolve();
      });
    });

  async function ready(prompt = '/ # '): Promise<void> {
    shell.feed(prompt);
    await becomes('marking');
    shell.feed(`${sent[0]}\r\n${mark(0)}${prompt}`);
    await becomes('prompt');
  }

  it('is told to mark its prompt only when its container runs and the prompt is there', async () => {
    runs = false;
    shell.feed('a progress bar that looks like a prompt # ');
    assert.equal(shell.phase, 'starting');
    runs = true;
    shell.feed('\r\n/ # ');
    shell.look();
    await becomes('marking');
    assert.deepEqual(sent, [markCommand(nonce)]);
  });

  it('gives the exit code of each line, once the line was echoed', async () => {
    await ready();
    shell.send('false');
    shell.feed(mark(0)); // a prompt that was drawn again before the line was read
    assert.equal(shell.phase, 'busy');
    shell.feed(`false\r\n${mark(1)}/ # `);
    assert.deepEqual([shell.phase, shell.exitCode], ['prompt', 1]);
  });

  it('is busy from Enter on, also with what the person types', async () => {
    await ready();
    shell.feed('nc -lp 1');
    assert.equal(shell.phase, 'prompt');
    shell.feed('\r\n');
    assert.equal(shell.phase, 'busy');
    shell.feed(`${mark(0)}/ # `);
    assert.equal(shell.phase, 'prompt');
  });

  it('knows a prompt of two lines, and one that is drawn twice', async () => {
    shell.feed('top\r\n$ ');
    await becomes('marking');
    shell.feed(`${sent[0]}\r\n${mark(0)}top\r\n$ \r${mark(0)}top\r\n$ `);
    await becomes('prompt');
    shell.send('sleep 9');
    // Nothing that was begun while the prompt settled may end the line.
    await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(shell.phase, 'busy');
    shell.feed(`sleep 9\r\n${mark(4)}top\r\n$ `);
    assert.deepEqual([shell.phase, shell.exitCode], ['prompt', 4]);
  });

  it('goes on blindly without a prompt or without marks, and never hangs', async () => {
    shell.feed('a program that is no shell\r\n');
    await becomes('blind');
    shell.send('x');
    assert.deepEqual([shell.phase, sent], ['blind', ['x']]);
  });
});
