import { strict as assert } from 'node:assert';
import { promptOf } from '../../src/tutorial/commands/prompt';
import { plan } from '../../src/tutorial/plan/plan';

const commandsOf = (language: string, ...lines: readonly string[]) =>
  plan(['````' + language, ...lines, '````'].join('\n'), 'markdown').blocks.flatMap(({ steps }) =>
    steps.map(({ text }) => text),
  );

describe('prompts', () => {
  const hostPrompts = [
    ...[
      '$ ',
      '(venv) $ ',
      'user@host:~/dir$ ',
      'root@web-1:/# ',
      '[user@host dir]$ ',
      '[root@host ~]# ',
      'user@mac ~ % ',
      'me@host ~> ',
    ],
    ...[
      'host1$ ',
      'host:~ me$ ',
      'host1:~# ',
      '(host1)$ ',
      '(outside_host): $ ',
      '🐳  → ',
      '[host1]$ ',
      '[host1 ~]# ',
      'node-1 $ ',
      'root@freebsd:~ # ',
      '(base) me@host:~$ ',
    ],
    ...[
      'PS C:\\Users\\me> ',
      'PS> ',
      'PS /home/me> ',
      'C:\\Users\\me> ',
      'C:\\>',
      '➜  ~ ',
      '➜  dir git:(main) ✗ ',
      '❯ ',
      '~/dir ❯ ',
      'λ ',
      '└─$ ',
      '╰─➤ ',
      '» ',
    ],
  ];
  const containerPrompts = [
    '/ # ',
    '/# ',
    '/ $ ',
    '/etc/nginx # ',
    '~ # ',
    'root@1a2b3c:/# ',
    'root@0123456789ab:/app# ',
    '[root@0123456789ab /]# ',
    'bash-5.1# ',
    'sh-4.2$ ',
    '94ca64e60a00 / # ',
  ];

  for (const text of [...hostPrompts, ...containerPrompts]) {
    it(`knows ${text}`, () => {
      for (const kind of ['session', 'script', 'unmarked'] as const) {
        const prompt = promptOf(`${text}docker ps`, kind);
        assert.equal(prompt?.text, text, kind);
        assert.equal(prompt.place, containerPrompts.includes(text) ? 'container' : 'unknown', kind);
      }
    });
  }

  it('are told from variables, substitutions, comments, quotations and code', () => {
    for (const line of [
      ...[
        '$(docker ps -q)',
        '$HOME/bin/x',
        '$VAR run',
        '# a comment',
        '> quoted',
        '% remark',
        'docker ps',
        './run.sh',
        'echo $',
        'a $ b',
        'FOO=$ bar',
      ],
      ...[
        'if [ $# -gt 1 ]; then',
        'test "$1" # why',
        'https://host:8080/#top',
        'image@sha256:0123',
        'user@host.example',
        'key: value # why',
      ],
    ])
      assert.equal(promptOf(line, 'script'), undefined, line);
  });

  it('of programs that are no shells are none', () => {
    for (const line of [
      ...[
        '>>> import os',
        'mysql> select 1;',
        'postgres=# \\l',
        'postgres=> \\d',
        'redis:6379> GET a',
        '127.0.0.1:6379> PING',
        'redis 172.17.0.2:6379> PING',
      ],
      ...[
        'MariaDB [(none)]> use x',
        'sqlite> .tables',
        'In [1]: x',
        'irb(main):001:0> x',
        '(gdb) run',
        'A:admin@sros# show',
        'R1(config)# ip',
        'mongo> show dbs',
      ],
    ])
      for (const kind of ['session', 'script', 'unmarked'] as const)
        assert.equal(promptOf(line, kind), undefined, line);
  });

  it('of one sign alone count where a program stands behind them', () => {
    assert.deepEqual(
      commandsOf('console', '# docker ps', '# Look at the list', '% ls', '> docker images', '> 3 of 4'),
      ['docker ps', 'ls', 'docker images'],
    );
    assert.deepEqual(commandsOf('', '% docker ps', 'CONTAINER ID'), ['docker ps']);
    assert.deepEqual(commandsOf('', '% complete'), []);
  });

  it('of a picture and an arrow stand at any indentation; an arrow alone needs a program behind it', () => {
    assert.deepEqual(commandsOf('', '🐳  → docker ps', 'a → b', '  🐳 → docker rm x', ' → docker ps', '→ see below'), [
      'docker ps',
      'docker rm x',
      'docker ps',
    ]);
  });

  it('that an author put before the own one of a shell belong to it', () => {
    const text = '```\n$ docker run -ti ubuntu bash\n$ root@4c01db0b339c:/# env\n```';
    const steps = plan(text, 'markdown').blocks.flatMap((block) => block.steps);
    assert.deepEqual(
      steps.map(({ text: typed, place, column }) => [typed, place.kind, column]),
      [
        ['docker run -ti ubuntu bash', 'host', 2],
        ['env', 'container', 23],
      ],
    );
  });

  it('of root count before a variable and a program, and whatever a comment behind that says', () => {
    const lines = [
      '$ docker exec -ti a bash',
      '# LOG=debug serve',
      '# ping b  # to see the other one',
      '# see the above',
    ];
    assert.deepEqual(commandsOf('', ...lines), [
      'docker exec -ti a bash',
      'LOG=debug serve',
      'ping b  # to see the other one',
    ]);
  });

  it('of two lines belong together', () => {
    assert.deepEqual(
      commandsOf(
        '',
        '[node1] (local) root@192.168.0.13 ~',
        '$ docker ps',
        '┌──(kali㉿kali)-[~]',
        '└─$ ls',
        'a  b',
        'me@pc MINGW64 ~/x (main)',
        '$ date',
      ),
      ['docker ps', 'ls', 'date'],
    );
  });
});

describe('blocks tagged as shell that are none, and output between commands', () => {
  const none = {
    YAML: ['version: "3"', 'services:', '  web:', '    image: nginx', '    ports:', '      - "80:80"'],
    JSON: ['[', '  {', '    "Name": "bridge"', '  }', ']'],
    'a tree': ['project', '├── Dockerfile', '└── app.py'],
    'a Dockerfile': ['FROM ubuntu:22.04', 'RUN apt-get update', 'CMD ["bash"]'],
    'a table': ['NETWORK ID     NAME      DRIVER    SCOPE', '89ff83a4a99f   bridge    bridge    local'],
    ping: ['PING web (172.18.0.2): 56 data bytes', '64 bytes from 172.18.0.2: seq=0 ttl=64 time=0.1 ms'],
    addresses: ['1: lo: <LOOPBACK,UP> mtu 65536', '    inet 127.0.0.1/8 scope host lo'],
    'an error': ['docker: Error response from daemon: Conflict.', "See 'docker run --help'."],
    'a drawing': ['+------+      +------+', '| web  | ---> | db   |', '+------+      +------+'],
    HTTP: ['HTTP/1.1 200 OK', 'Server: nginx/1.27'],
    'a sentence': ['Create a container first.'],
  };
  for (const [what, lines] of Object.entries(none))
    it(`takes ${what} for no script`, () => assert.deepEqual(commandsOf('bash', ...lines), []));

  it('tells output from commands without prompts', () => {
    assert.deepEqual(
      commandsOf(
        'bash',
        ...[
          'docker network ls',
          'NETWORK ID     NAME      DRIVER    SCOPE',
          '89ff83a4a99f   bridge    bridge    local',
          '',
        ],
        ...[
          '# Which port?',
          'docker port web',
          '80/tcp -> 0.0.0.0:32768',
          'curl localhost:32768',
          '<html>',
          'hello',
          '</html>',
        ],
        ...[
          'mytool --now',
          'export A=1',
          'A=2 ./run',
          'cat /etc/resolv.conf',
          'nameserver 127.0.0.11',
          'options ndots:0',
        ],
      ),
      [
        'docker network ls',
        'docker port web',
        'curl localhost:32768',
        'mytool --now',
        'export A=1',
        'A=2 ./run',
        'cat /etc/resolv.conf',
      ],
    );
  });

  it('keeps loops, functions and here-documents whole', () => {
    const loop = ['for i in 1 2; do', '  docker run -d --name c$i nginx', 'done'];
    const file = ["cat > docker-compose.yml <<'EOF'", 'services:', '  web:', '    image: nginx', 'EOF'];
    assert.deepEqual(commandsOf('sh', ...loop, ...file, 'docker compose up -d'), [
      loop.join('\n'),
      file.join('\n'),
      'docker compose up -d',
    ]);
  });
});
