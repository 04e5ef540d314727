import { strict as assert } from 'node:assert';
import { readCommands } from '../../src/tutorial/commands/readCommands';
import { readRst } from '../../src/tutorial/document/rst';
import { parseCommandLine } from '../../src/tutorial/shell/commandLine';
import { plan } from '../../src/tutorial/plan/plan';

function block(language: string, ...lines: string[]): string {
  return [`.. code-block:: ${language}`, '', ...lines.map((line) => (line === '' ? '' : `   ${line}`)), '', ''].join(
    '\n',
  );
}
const read = (...blocks: string[]) => readCommands(readRst(blocks.join('')).blocks);
const commands = (...blocks: string[]) => read(...blocks).map((reading) => reading.commands.map(({ text }) => text));

describe('telling commands from output', () => {
  it('takes what follows a prompt for the command, and the rest for output', () => {
    const [reading] = read(block('shell', '$ docker port foo  ', '8043/tcp -> 0.0.0.0:32768', '', '$ ls'));
    assert.deepEqual(
      reading?.commands.map(({ line, column, text, output }) => ({
        line,
        column,
        text,
        output: output.map((o) => o.text),
      })),
      [
        { line: 2, column: 5, text: 'docker port foo', output: ['8043/tcp -> 0.0.0.0:32768', ''] },
        { line: 5, column: 5, text: 'ls', output: [] },
      ],
    );
  });

  it('takes # for a prompt in sessions and for a comment in scripts', () => {
    assert.deepEqual(commands(block('console', '# docker ps', 'CONTAINER ID')), [['docker ps']]);
    assert.deepEqual(commands(block('bash', '# docker ps', 'docker ps -a  # all')), [['docker ps -a  # all']]);
  });

  it('knows the prompts of shells in containers and of users on hosts', () => {
    assert.deepEqual(
      commands(
        block(
          'console',
          '/ # ip addr',
          '1: lo',
          'root@1a2b3c4d5e6f:/# ls',
          'me@host:~/x$ pwd',
          '/etc # ls',
          '/bin/sh # no',
        ),
      ),
      [['ip addr', 'ls', 'pwd', 'ls', 'no']],
    );
  });

  it('does not take a variable or a substitution for a prompt', () => {
    assert.deepEqual(commands(block('sh', '$(docker ps -q)', '$CMD run')), [['$(docker ps -q)', '$CMD run']]);
  });

  it('joins continued lines: backslashes, quotes, here-documents, operators, > prompts', () => {
    assert.deepEqual(
      commands(
        block(
          ...['console', '$ docker run \\', '>   -ti \\', '    busybox', "$ echo 'one", "> two'", 'one', 'two'],
          ...['$ cat <<EOF', 'a $ b', '> EOF', 'a $ b', '$ true &&', '> ls |', '> cat', '$ done'],
        ),
      ),
      [
        [
          'docker run \\\n  -ti \\\n    busybox',
          "echo 'one\ntwo'",
          'cat <<EOF\na $ b\nEOF',
          'true &&\nls |\ncat',
          'done',
        ],
      ],
    );
  });

  it('takes a quote that never closes for an apostrophe', () => {
    assert.deepEqual(commands(block('console', "$ echo don't", 'output', '$ ls')), [["echo don't", 'ls']]);
  });

  it('takes an unprompted block for output where blocks of its language carry prompts', () => {
    assert.deepEqual(
      read(
        block('shell', '$ docker network ls'),
        block('shell', 'NETWORK ID  NAME', '89ff83a4a99f  bridge'),
        block('shell', 'docker ps'),
      ).map(({ runnable }) => runnable),
      [true, false, true],
    );
  });

  it('takes a block without language for commands only when it carries prompts, and other languages never', () => {
    assert.deepEqual(
      readCommands(
        readRst('a::\n\n  docker ps\n\nb::\n\n  $ docker ps\n\n' + block('python', '$ docker ps')).blocks,
      ).map(({ runnable }) => runnable),
      [false, true, false],
    );
  });

  it('reads here-documents into files, gaps to fill in, and redirections apart', () => {
    const block = (...lines: readonly string[]) => plan(['```bash', ...lines, '```'].join('\n'), 'markdown').blocks[0];
    for (const line of ['cat <<EOF > run.sh', 'sudo tee x <<EOF > /dev/null', "cat << 'EOF' > f", 'cat > f <<EOF']) {
      const steps = block(line, 'docker rm -f web', 'ping host', 'EOF', 'chmod +x run.sh')?.steps ?? [];
      assert.deepEqual(
        steps.map(({ text }) => text),
        [`${line}\ndocker rm -f web\nping host\nEOF`, 'chmod +x run.sh'],
      );
    }
    assert.equal(block('nc localhost 80 <req.txt > reply.txt')?.steps[0]?.effect.kind, 'none');
    assert.equal(block('docker exec -it <container id> sh')?.steps[0]?.effect.kind, 'opensShell');
  });

  it('reads what PowerShell and cmd continue', () => {
    const steps = (language: string, ...lines: readonly string[]) =>
      plan(['```' + language, ...lines, '```'].join('\n'), 'markdown').blocks.flatMap((one) => one.steps);
    const [first, second] = steps(
      'powershell',
      'PS C:\\> docker run -it `',
      '>>   --name web `',
      '>>   alpine',
      'PS C:\\> docker ps',
    );
    assert.deepEqual([first?.text, first?.opens?.name], ['docker run -it `\n  --name web `\n  alpine', 'web']);
    assert.equal(second?.text, 'docker ps');
    assert.equal(steps('bat', 'C:\\> docker run -it ^', '  --name web alpine')[0]?.opens?.name, 'web');
  });

  it('tells what commands show from commands, also where it begins like one', () => {
    const texts = (...lines: readonly string[]) =>
      plan(['```bash', ...lines, '```'].join('\n'), 'markdown').blocks.flatMap(({ steps }) =>
        steps.map(({ text }) => text),
      );
    const one = (...lines: readonly string[]) => assert.deepEqual(texts(...lines), lines.slice(0, 1));
    one('docker run --rm --link db:db alpine env', 'HOSTNAME=1a2b', 'DB_PORT=tcp://172.17.0.5:5432', 'HOME=/root');
    one('docker exec web traceroute 8.8.8.8', 'traceroute to 8.8.8.8 (8.8.8.8), 30 hops max, 46 byte packets');
    one('docker exec web which ping', '/bin/ping');
    one('docker logs web', 'nginx entered RUNNING state');
    assert.deepEqual(texts('env', 'docker ps', 'A=b docker ps'), ['env', 'docker ps', 'A=b docker ps']);
  });

  it('takes what a client of the block before reads for input', () => {
    const blocks = (client: string, ...lines: readonly string[]) =>
      plan(['```bash', client, '```', '', '```bash', ...lines, '```'].join('\n'), 'markdown').blocks.map(
        ({ runnable }) => runnable,
      );
    assert.deepEqual(blocks('docker exec -it r redis-cli', 'set a b', 'get a'), [true, false]);
    assert.deepEqual(blocks('docker exec -it db psql -U me', 'select 1;'), [true, false]);
    assert.deepEqual(blocks('docker exec -it db psql -U me', 'docker ps'), [true, true]);
    assert.deepEqual(blocks('docker exec -it r redis-cli', 'ls -l'), [true, true]);
  });

  it('runs each line of a block that a mark runs', () => {
    const texts = (fence: string, ...lines: readonly string[]) =>
      plan(['<!-- network-lab: run=yes -->', '```' + fence, ...lines, '```'].join('\n'), 'markdown').blocks.flatMap(
        ({ steps }) => steps.map(({ text }) => text),
      );
    assert.deepEqual(texts('text', 'docker ps', 'Start-Lab up', 'labtool: up'), [
      'docker ps',
      'Start-Lab up',
      'labtool: up',
    ]);
    assert.deepEqual(texts('{parsed-literal}', '$ docker ps', 'CONTAINER ID'), ['docker ps']);
  });

  it('knows what a shell waits for', () => {
    for (const text of ['a \\', 'a |', 'a &&', "a 'b", 'a "b', 'a $(b', 'cat <<A\nx', 'cat <<-A\n\tx', 'a `b']) {
      assert.equal(parseCommandLine(text).open.kind !== 'closed', true, text);
    }
    for (const text of [
      'a',
      'a \'b\' "c"',
      "a # don't",
      'a $(b "c")',
      'cat <<A\nx\nA',
      'cat <<-A\n\tA',
      'a <<< b',
      'a \\\\',
      'a &',
      'a ${b#c}',
      'a;',
    ]) {
      assert.equal(parseCommandLine(text).open.kind !== 'closed', false, text);
    }
  });
});
