import { strict as assert } from 'node:assert';
import type { DocumentFormat } from '../../src/tutorial/document/readDocument';
import { placeLabel } from '../../src/tutorial/plan/place';
import { plan } from '../../src/tutorial/plan/plan';

/** `terminal where: text`, a line a command. */
function planned(format: DocumentFormat, ...lines: readonly string[]): string[] {
  return plan(lines.join('\n'), format).blocks.flatMap(({ steps }) =>
    steps.map((step) => `${step.terminal} ${placeLabel(step.place)}: ${step.text}`),
  );
}

/** A Markdown document of fences, each below a paragraph. */
const markdown = (...parts: readonly (readonly [prose: string, ...block: string[]])[]) =>
  planned('markdown', ...parts.flatMap(([prose, ...block]) => [prose, '', '```bash', ...block, '```', '']));

const twoShells = [
  ['Start.', 'docker run -it --name one busybox'],
  ['In another terminal:', 'docker run -it --name two busybox'],
] as const;

describe('evidence of where a command runs', () => {
  it('takes a mark before anything else, in both formats', () => {
    assert.deepEqual(
      planned(
        'restructuredtext',
        ...[
          'Inside ``two``:',
          '',
          '.. network-lab: where=one terminal=b',
          '',
          '.. code:: console',
          '',
          '   $ docker ps',
          '',
        ],
        ...['.. code:: console', '', '   $ ls', ''],
        ...['.. network-lab: where=host terminal=A', '', '.. code:: console', '', '   $ ls', ''],
        ...['.. network-lab: terminal=B', '', '.. code:: console', '', '   $ date'],
      ),
      ['1 one: docker ps', '1 one: ls', '2 host: ls', '1 one: date'],
    );
    assert.deepEqual(
      planned(
        'markdown',
        ...['<!-- network-lab: where="web" -->', '', '```', '$ ls', '```', ''],
        ...['```python network-lab="run=yes where=host"', 'date', '```', ''],
        ...['```bash network-lab="run=no"', 'docker ps', '```'],
      ),
      ['1 web: ls', '2 host: date'],
    );
  });

  it('says what is wrong with a mark, where it stands, and plans without it', () => {
    const { problems, blocks } = plan('.. network-lab: place=one\n\n::\n\n  $ ls\n', 'restructuredtext');
    assert.deepEqual(
      problems.map(({ line, column, endColumn, message }) => ({ line, column, endColumn, message })),
      [
        {
          line: 0,
          column: 0,
          endColumn: 25,
          message: '“place=one” is no setting of a network-lab mark: there are where=, terminal= and run=yes|no.',
        },
      ],
    );
    assert.equal(blocks[0]?.steps.length, 1);
  });

  it('follows the names in prompts: containers, their ids, machines', () => {
    assert.deepEqual(
      planned(
        'markdown',
        ...[
          '```',
          '$ docker run -it --name web -h www alpine',
          'root@www:/# ls',
          '$ docker run -it alpine',
          'root@0123456789ab:/# ls',
        ],
        ...[
          'root@www:/# date',
          'root@0123456789ab:/# date',
          'host1$ docker ps',
          'host2$ docker ps',
          'host1$ ls',
          '```',
        ],
      ),
      [
        ...[
          '1 host: docker run -it --name web -h www alpine',
          '1 web: ls',
          '2 host: docker run -it alpine',
          '2 container@4: ls',
        ],
        ...['1 web: date', '2 container@4: date', '3 host1: docker ps', '4 host2: docker ps', '3 host1: ls'],
      ],
    );
  });

  it('knows a root prompt in a container, and the host by its own', () => {
    assert.deepEqual(
      planned(
        'markdown',
        '```console',
        '$ docker exec -it web sh',
        '# ls /',
        'bin',
        '$ docker ps',
        '# Look around',
        '# date',
        '```',
      ),
      ['1 host: docker exec -it web sh', '1 web: ls /', '2 host: docker ps', '1 web: date'],
    );
  });

  it('reads labels: comments, headings, captions and tabs', () => {
    assert.deepEqual(
      markdown(...twoShells, [
        'Go.',
        '# in one',
        'hostname',
        '',
        '# on the host',
        'hostname',
        '',
        '# two',
        'hostname',
      ]).slice(2),
      ['1 one: hostname', '3 host: hostname', '2 two: hostname'],
    );
    assert.deepEqual(
      planned(
        'markdown',
        ...[
          '## Terminal 1',
          '```sh',
          'nc -l 80',
          '```',
          '## Terminal 2',
          '```sh',
          'nc localhost 80',
          '```',
          '## Terminal 1',
          '```sh',
          'date',
          '```',
        ],
      ),
      ['1 host: nc -l 80', '2 host: nc localhost 80', '1 host: date'],
    );
    assert.deepEqual(
      planned(
        'restructuredtext',
        ...[
          '.. code:: sh',
          '',
          '   docker run -d --name client busybox sleep 1000',
          '   docker run -d --name server busybox sleep 1000',
          '',
        ],
        ...[
          '.. tabs::',
          '',
          '   .. tab:: Client',
          '',
          '      .. code:: sh',
          '',
          '         ls',
          '',
          '   .. tab:: Server',
          '',
          '      .. code:: sh',
          '',
          '         ls',
        ],
      ).slice(2),
      ['2 client: ls', '3 server: ls'],
    );
  });

  it('follows machines that the text names, and what was left open on them', () => {
    assert.deepEqual(
      markdown(
        ['On `manager`, begin:', 'docker swarm init'],
        ['On the `worker-1` node:', 'docker swarm join', 'docker run -it --name inside busybox'],
        ['On `manager`:', 'docker node ls'],
        ['Back on `worker-1`, look:', 'hostname'],
      ),
      [
        ...[
          '1 manager: docker swarm init',
          '2 worker-1: docker swarm join',
          '2 worker-1: docker run -it --name inside busybox',
        ],
        ...['1 manager: docker node ls', '2 inside: hostname'],
      ],
    );
  });

  it('leaves what the text says is left: Ctrl+C, exit, the keys of detaching', () => {
    assert.deepEqual(
      markdown(
        ['Go.', 'docker run -it --name web busybox', 'ping localhost'],
        ['Press <kbd>Ctrl</kbd>+<kbd>C</kbd> to stop.', 'date'],
        ['Detach with CTRL-p CTRL-q.', 'docker ps'],
        ['Attach again.', 'docker attach web', 'ls'],
        ['Type `exit`.', 'docker ps', 'docker exec -it web sh'],
      ),
      [
        ...['1 host: docker run -it --name web busybox', '1 web: ping localhost', '1 web: date', '1 host: docker ps'],
        // The shell was the container's own: there is nothing to exec into any more.
        ...['1 host: docker attach web', '1 web: ls', '1 host: docker ps', '1 host: docker exec -it web sh'],
      ],
    );
  });

  it('detaches from what is to go on, and takes no other terminal for what goes on in the background', () => {
    assert.deepEqual(
      markdown(
        ['Start.', 'docker run -it --name one busybox'],
        ['Detach from `one` and leave it running with CTRL-p CTRL-q.', 'docker ps'],
      ),
      ['1 host: docker run -it --name one busybox', '1 host: docker ps'],
    );
    assert.deepEqual(
      markdown(['Start.', 'docker run -d --name one x'], ['This will keep the container running. Look:', 'docker ps']),
      ['1 host: docker run -d --name one x', '1 host: docker ps'],
    );
    assert.deepEqual(
      markdown(['Start.', 'docker run -it --name one busybox'], ['Leave the container running. Look:', 'docker ps']),
      ['1 host: docker run -it --name one busybox', '2 host: docker ps'],
    );
  });

  it('knows servers of the author by what they are called, and no client by three dots below it', () => {
    const blocking = (...lines: readonly string[]) =>
      plan(['```console', ...lines, '```'].join('\n'), 'markdown').blocks[0]?.steps[0]?.effect.kind;
    for (const server of [
      './tcp_server 80',
      'cargo run --bin server',
      'go run ./cmd/server',
      'python3 /src/udp_server.py',
    ])
      assert.equal(blocking(`$ ${server}`), 'blocks', server);
    for (const other of ['./make-server-keys', 'cargo run --bin client', './server -d', 'python3 check.py'])
      assert.equal(blocking(`$ ${other}`), 'none', other);
    assert.equal(blocking('$ docker run -it --rm netshoot nmap 10.0.0.1', '', '...', 'Discovered'), 'none');
  });

  it('ends what listings, Compose and --rm end, and nothing else', () => {
    const shell = ['Start.', 'docker run -it --name a alpine sh'] as const;
    const fails = ['1 host: docker run -it --name a alpine sh', '2 host: docker exec -it a sh', '2 host: ls'];
    for (const all of [
      'docker stop $(docker ps -a -q)',
      'docker rm -f `docker ps --all --quiet`',
      'docker ps -aq | xargs docker rm -f',
      'docker kill $(docker container ls -q)',
    ]) {
      const plans = markdown(shell, ['End.', all, 'docker exec -it a sh', 'ls']);
      assert.deepEqual(
        plans.map((step) => step.replace(/^\d /, '')),
        [fails[0], `x host: ${all}`, ...fails.slice(1)].map((step) => step?.replace(/^\w /, '')),
      );
    }
    for (const other of [
      'docker stop $(docker ps -q --filter ancestor=nginx)',
      'docker rm -f $(docker ps -aq --filter name=b)',
      'docker compose stop web',
      'docker compose down',
    ]) {
      const plans = markdown(
        ['Start.', 'docker run -dit --name a alpine sh'],
        ['End.', other, 'docker exec -it a sh', 'ls'],
      );
      assert.equal(plans.at(-1), '1 a: ls', other);
    }
    assert.equal(
      markdown(['Start.', 'docker run --rm -it --name a alpine', 'exit', 'docker start -ai a', 'ls']).at(-1),
      '1 host: ls',
    );
    assert.equal(
      markdown(['Start.', 'docker run -it --name a alpine', 'exit', 'docker start -ai a', 'ls']).at(-1),
      '1 a: ls',
    );
    assert.equal(
      markdown(['Start.', 'docker create -it --name a alpine', 'docker start -ai a', 'ls']).at(-1),
      '1 a: ls',
    );
    assert.equal(
      markdown(['Start.', 'docker exec -it c sh', 'exit', 'docker attach c', 'hostname']).at(-1),
      '1 c: hostname',
    );
  });

  it('follows shells that scripts, other users and namespaces leave, and what ends them', () => {
    for (const opener of [
      'docker run -it --name a ubuntu bash -c "apt-get update && bash"',
      "docker run -it --name a alpine sh -c 'apk add curl; exec sh'",
      'docker exec -it a su - postgres',
      'docker run -it --rm --name a --pid=host alpine nsenter -t 1 -m -n sh',
      'docker exec -it a env X=1 bash',
    ])
      assert.deepEqual(markdown(['Start.', opener, 'ls', 'apk add x; exit', 'docker ps']).slice(1), [
        '1 a: ls',
        '1 a: apk add x; exit',
        '1 host: docker ps',
      ]);
    assert.equal(markdown(['Start.', 'docker run -it --name a alpine sh', 'cd x || exit', 'ls']).at(-1), '1 a: ls');
    assert.equal(
      markdown(['Start.', 'kubectl run tmp --rm -it --image=busybox -- sh', 'ls', 'exit', 'docker ps']).at(1),
      '1 tmp: ls',
    );
    assert.deepEqual(
      markdown(['Start.', 'docker run -it --name b alpine sh', 'docker ps', 'exit', 'docker rm b']).slice(1),
      ['2 host: docker ps', '1 b: exit', '1 host: docker rm b'],
    );
  });

  it('takes a root prompt for a container, whether one was opened or not, and a user at a host for that host', () => {
    const session = (...lines: readonly string[]) => planned('markdown', '```console', ...lines, '```');
    assert.deepEqual(session('/ # ping -c1 db', '/ # ls'), ['1 container@2: ping -c1 db', '1 container@2: ls']);
    assert.deepEqual(session('$ docker run -d --name web nginx', '/ # ls'), [
      '1 host: docker run -d --name web nginx',
      '2 web: ls',
    ]);
    assert.deepEqual(session('/ # docker ps', '/ # ls'), ['1 host: docker ps', '1 host: ls']);
    assert.deepEqual(
      session('$ docker run -it --name a alpine', '/ # ls', 'me@laptop:~$ ip a', '/ # ls').map((step) => step.slice(2)),
      ['host: docker run -it --name a alpine', 'a: ls', 'host: ip a', 'a: ls'],
    );
    assert.deepEqual(
      session('$ docker run -it --name a alpine', '/ # nc -lp 1234', 'hello', '/ # ls', '/ # exit', '$ docker ps'),
      ['1 host: docker run -it --name a alpine', '1 a: nc -lp 1234', '1 a: ls', '1 a: exit', '1 host: docker ps'],
    );
  });

  it('types what hosts and containers both have into the shell that was just opened', () => {
    assert.deepEqual(markdown(['Start.', 'docker exec -it ovs bash', 'ovs-vsctl add-br br0', 'brctl show']).slice(1), [
      '1 ovs: ovs-vsctl add-br br0',
      '1 ovs: brctl show',
    ]);
    assert.equal(
      markdown(['Start.', 'docker exec -it ovs bash'], ['Look:', 'brctl show']).at(-1),
      '2 host: brctl show',
    );
  });

  it('says which evidence decided, in a sentence that is true', () => {
    const whys = (...lines: readonly string[]) =>
      plan(lines.join('\n'), 'markdown').blocks.flatMap(({ steps }) => steps.map(({ why }) => why));
    assert.deepEqual(whys('```bash', 'ip netns exec red bash', 'ping -c1 x', 'ls', '```'), [
      'A document begins on the host.',
      'The command before left its terminal there.',
      'The command before left its terminal there.',
    ]);
    assert.deepEqual(whys('On node1 and node2:', '', 'On node2:', '', '```bash', 'docker ps', '```'), [
      "Docker commands are the host's, and the text before says “On node2”.",
    ]);
    assert.match(
      whys('<!-- network-lab: terminal=x -->', '', '```bash', 'docker ps', '```')[0] ?? '',
      /a mark says “terminal=x”/,
    );
  });

  it('knows a container that was made in a substitution, and a container of a mark whatever its capitals', () => {
    assert.deepEqual(
      markdown(['Start.', 'CID=$(docker run -d nginx)', 'docker exec -it $CID sh', 'ip a']).at(-1),
      '1 container@4: ip a',
    );
    assert.deepEqual(
      planned(
        'markdown',
        '```bash',
        'docker run -dit --name client x',
        '```',
        '<!-- network-lab: where=Client -->',
        '```',
        '$ ls',
        '```',
      ).at(-1),
      '2 client: ls',
    );
    assert.deepEqual(
      planned(
        'markdown',
        ...['node1', 'node2'].flatMap((name) => [`<!-- network-lab: where=${name} -->`, '```bash', 'docker ps', '```']),
      ),
      ['1 node1: docker ps', '2 node2: docker ps'],
    );
  });

  it('does not leave what might be left', () => {
    assert.deepEqual(
      markdown(['Go.', 'docker run -it --name web busybox'], ['If you exit the container, it is gone.', 'ls']).at(-1),
      '1 web: ls',
    );
  });

  it('opens nothing where nothing runs', () => {
    for (const made of [
      'docker run -d --name web busybox',
      'docker create --name web busybox',
      'docker run --name web busybox true',
    ]) {
      assert.deepEqual(markdown(['Go.', made, 'docker exec -it web sh', 'ls']).at(-1), '1 host: ls', made);
    }
  });

  it('takes what is typed into a program that is no shell for input', () => {
    assert.deepEqual(
      markdown(
        [
          'Go.',
          'docker run -d --name db redis',
          'docker exec -it db redis-cli',
          'SET a 1',
          'GET a',
          'exit',
          'docker ps',
        ],
        ['Talk.', 'nc localhost 6379', 'hello there'],
        ['Else.', 'docker run --rm -it redis redis-cli -h db', 'set b 2'],
      ),
      [
        ...['1 host: docker run -d --name db redis', '1 host: docker exec -it db redis-cli', '1 host: docker ps'],
        ...['1 host: nc localhost 6379', '2 host: docker run --rm -it redis redis-cli -h db'],
      ],
    );
  });

  it('takes nothing below a server for input, whatever language it is written in', () => {
    for (const server of [
      'python3 -m http.server 8000',
      'python3 app.py',
      'node server.js',
      'docker exec -it web python3 -m http.server 80',
    ])
      assert.equal(markdown(['Serve:', server, 'curl localhost:8000']).at(-1), '2 host: curl localhost:8000', server);
    assert.deepEqual(markdown(['Calculate:', 'python3', 'print(1)']), ['1 host: python3']);
    for (const watcher of ['kubectl get pods --watch', 'minikube tunnel', 'mosquitto_sub -t x', 'curl -N http://x'])
      assert.equal(markdown(['Watch:', watcher, 'docker ps']).at(-1), '2 host: docker ps', watcher);
    assert.equal(markdown(['Watch:', 'docker events --until 10s', 'docker ps']).at(-1), '1 host: docker ps');
  });

  it('sees a client with a prompt of two words left by what is typed into it', () => {
    const lines = [
      'redis-cli -h 10.0.3.32',
      'redis 10.0.3.32:6379> get a',
      '"b"',
      'redis 10.0.3.32:6379> exit',
      'docker ps',
    ];
    assert.deepEqual(markdown(['Ask:', ...lines]), ['1 host: redis-cli -h 10.0.3.32', '1 host: docker ps']);
  });

  it('speaks more languages than one', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['Ouvrez un autre terminal et regardez dans le conteneur :', '2 web: ls'],
      ['Auf dem Host:', '2 host: ls'],
      ['En otra terminal, en el host:', '2 host: ls'],
      ['在另一个终端里，在容器中执行：', '2 web: ls'],
      ['別のターミナルを開き、ホスト側で実行します。', '2 host: ls'],
      ['В другом терминале, на хосте:', '2 host: ls'],
    ];
    for (const [prose, expected] of cases)
      assert.equal(markdown(['x', 'docker run -it --name web busybox'], [prose, 'ls']).at(-1), expected, prose);
  });

  it('gives up on command lines that are nested beyond reading', () => {
    for (const line of [
      `echo ${'"$('.repeat(300)}${')"'.repeat(300)}`,
      `echo ${'$('.repeat(4000)}`,
      `echo ${'$(('.repeat(400)}`,
    ])
      assert.equal(markdown(['x', line]).length, 1);
    assert.deepEqual(markdown(['x', 'docker run -ti --name= busybox', 'ls']).at(-1), '1 container@4: ls');
  });

  it('is not led astray by hostile names', () => {
    for (const name of ['a(b', '[x]', '$(reboot)', '`id`', 'a'.repeat(5000), '.*', '\\u0000'])
      assert.doesNotThrow(() => markdown(['x', `docker run -it --name '${name}' busybox`], [`In ${name}:`, 'ls']));
  });
});
