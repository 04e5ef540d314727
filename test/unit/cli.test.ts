import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

function cli(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  return { status, stdout, stderr };
}

describe('the command line', function () {
  this.timeout(20_000);

  it('prints a plan as a table and as JSON', () => {
    const table = cli('plan', 'walkthroughs/networking.rst');
    assert.equal(table.status, 0);
    assert.match(table.stdout, /^Line {2}Term {2}Where/);
    const json = JSON.parse(cli('plan', '--json', 'walkthroughs/networking.rst').stdout) as {
      readonly blocks: readonly { readonly commands: readonly { readonly where: string }[] }[];
    };
    assert.equal(json.blocks[1]?.commands[0]?.where, 'simplerelay');
  });

  it('says in one line what is wrong, with code 2', () => {
    for (const args of [
      ['plan', 'no/such.rst'],
      ['plan', '.'],
      ['plan'],
      ['plan', 'a', 'b'],
      ['plan', '--what', 'a'],
      ['dance'],
    ]) {
      const { status, stdout, stderr } = cli(...args);
      assert.equal(status, 2, args.join(' '));
      assert.equal(stdout, '');
      assert.match(stderr, /^[^\n]+\n$/, args.join(' '));
    }
  });

  it('reads what VS Code reads, and tells what is no text', () => {
    const folder = mkdtempSync(join(tmpdir(), 'network-lab-'));
    try {
      const text = '```sh\ndocker ps\n```\n';
      const write = (name: string, content: string | Buffer) => {
        writeFileSync(join(folder, name), content);
        return join(folder, name);
      };
      const big = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
      for (const file of [
        write('8.md', `\ufeff${text}`),
        write('16le.md', Buffer.from(`\ufeff${text}`, 'utf16le')),
        write('16be.md', big),
      ])
        assert.match(cli('plan', file).stdout, /docker ps/, file);
      const binary = cli('plan', write('binary.rst', Buffer.from([1, 0, 2])));
      assert.deepEqual([binary.status, binary.stderr.endsWith('is no text\n')], [2, true]);
      const hostile = cli(
        'plan',
        write('hostile.md', '```sh\ndocker run --name \u001b]0;x\u0007z \u009b2J x\n```\n'),
      ).stdout;
      // eslint-disable-next-line no-control-regex -- they are what must not be there
      assert.doesNotMatch(hostile, /[\0-\x09\x0b-\x1f\x7f-\x9f]/);
      assert.match(hostile, /\ufffd\]0;x\ufffdz/);
      const long = cli('plan', write('long.md', `\`\`\`sh\n${'docker ps\n'.repeat(130_000)}\`\`\`\n`));
      assert.equal(long.status, 0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('ends quietly when nobody reads on', () => {
    const { stderr } = spawnSync(
      'sh',
      ['-c', '"$0" --import tsx src/cli/main.ts plan --json walkthroughs/networking.rst | head -c 1', process.execPath],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );
    assert.equal(stderr, '');
  });

  it('helps', () => {
    const { status, stdout } = cli('--help');
    assert.equal(status, 0);
    assert.match(stdout, /plan FILE/);
  });
});
