import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

function cli(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
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

  it('helps', () => {
    const { status, stdout } = cli('--help');
    assert.equal(status, 0);
    assert.match(stdout, /plan FILE/);
  });
});
