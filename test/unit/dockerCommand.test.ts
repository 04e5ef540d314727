import { strict as assert } from 'node:assert';
import { parseCommandLine } from '../../src/tutorial/shell/commandLine';
import { isOn, parseDocker } from '../../src/tutorial/shell/dockerCommand';
import { effectOf } from '../../src/tutorial/shell/effect';
import { readCommand } from '../../src/tutorial/shell/reading';

const dockerCommands = (text: string) =>
  parseCommandLine(text).commands.flatMap((command) => parseDocker(command) ?? []);

function parsed(text: string) {
  const [command] = dockerCommands(text);
  return command && { verb: command.verb, flags: Object.fromEntries(command.flags), args: command.args };
}
const effect = (text: string) => effectOf(readCommand(text), { known: () => undefined, shellFollows: false }).kind;

describe('docker command lines', () => {
  it('are parsed as the docker CLI parses them', () => {
    assert.deepEqual(
      parsed('docker run -itd --name=a --net b -p80:80 -p 81:81/udp -e A=1 ubuntu:14.04 bash -c "x -d"'),
      {
        verb: 'run',
        flags: {
          ...{ interactive: ['true'], tty: ['true'], detach: ['true'], name: ['a'], network: ['b'] },
          ...{ publish: ['80:80', '81:81/udp'], env: ['A=1'] },
        },
        args: ['ubuntu:14.04', 'bash', '-c', 'x -d'],
      },
    );
    assert.deepEqual(parsed('sudo -E docker -H tcp://x:1 container run --rm -u0 --init img'), {
      verb: 'run',
      flags: { rm: ['true'], user: ['0'], init: ['true'] },
      args: ['img'],
    });
    assert.deepEqual(parsed('docker network create -d overlay --attachable net'), {
      verb: 'network create',
      flags: { driver: ['overlay'], attachable: ['true'] },
      args: ['net'],
    });
    assert.deepEqual(parsed('docker network connect --alias a net foo')?.args, ['net', 'foo']);
    assert.deepEqual(parsed('docker stop foo -t 3'), { verb: 'stop', flags: { timeout: ['3'] }, args: ['foo'] });
    assert.equal(parsed('docker compose -f x.yml up -d')?.verb, 'compose up');
    assert.equal(parsed('docker-compose exec web sh')?.verb, 'compose exec');
    assert.equal(parsed('podman run -ti alpine')?.verb, 'run');
    assert.equal(parsed('dockerd --debug'), undefined);
    const [command] = dockerCommands('docker run -t=false --interactive=false x');
    assert.ok(command && !isOn(command, 'tty') && !isOn(command, 'interactive'));
  });

  it('are found behind assignments, pipes, operators and line ends', () => {
    const verbs = (text: string) => dockerCommands(text).map(({ verb }) => verb);
    assert.deepEqual(verbs('A=1 docker ps | grep x && docker rm -f x; echo docker'), ['ps', 'rm']);
    assert.deepEqual(verbs('docker run \\\n  -ti \\\n  busybox 2>&1 > log'), ['run']);
    assert.deepEqual(parsed('docker exec c ls 2> /dev/null')?.args, ['c', 'ls']);
    assert.deepEqual(verbs('docker run <image> sh && docker stop <container id>'), ['run', 'stop']);
    assert.deepEqual(parsed('docker run –name one img')?.flags, { name: ['one'] });
  });

  it('open a shell only where one would come up', () => {
    for (const text of [
      ...['docker run -ti ubuntu bash', 'docker run -it busybox', 'docker run -i -t --entrypoint /bin/sh nginx'],
      ...[
        'docker exec -ti web /bin/bash -l',
        'docker start -ai foo',
        'docker attach foo',
        'docker run -ti --rm --name x',
      ],
    ]) {
      assert.equal(effect(text), 'opensShell', text);
    }
    for (const text of [
      ...[
        'docker run -dti ubuntu bash',
        'docker run ubuntu bash',
        'docker run -ti busybox sh -c "ls"',
        'docker start foo',
      ],
      ...[
        'echo ls | docker run -i busybox sh',
        'docker exec web ls',
        'docker run --rm busybox ping -c 1 x',
        'docker port foo',
      ],
      'docker run -d nginx',
    ]) {
      assert.equal(effect(text), 'none', text);
    }
  });

  it('block, as other programs do, when they keep the terminal', () => {
    for (const text of [
      ...[
        'nc -lp 8001 | nc -lp 8002',
        'nc server 1234',
        'ping foo',
        'docker run nginx',
        'docker logs -f x',
        'docker compose up',
      ],
      ...[
        'docker run --rm busybox ping x',
        'docker exec -ti web ping x',
        'tail -f x',
        'python3 -m http.server',
        'iperf3 -s',
      ],
      ...['ping -n 10.0.0.2', 'ping -Iwlan0 x', 'ssh -N -L 80:a:80 me@b', 'dmesg -w', 'docker compose watch'],
      ...['echo x | nc -l 80', 'sh -c "nc -l 80"', 'while true; do date; done', 'docker run -ti nginx'],
    ]) {
      assert.equal(effect(text), 'blocks', text);
    }
    for (const text of [
      'nc -z foo 80',
      'echo hi | nc foo 80',
      'ping -c3 foo',
      'nc -lp 80 &',
      'docker logs x',
      'iperf3 -c x',
      'sleep 3',
      'sleep 60',
      'ping -n 4 10.0.0.2',
      'docker run -it --rm curlimages/curl http://x',
      'docker run --rm -it alpine/git clone x',
    ]) {
      assert.equal(effect(text), 'none', text);
    }
  });

  it('are read whatever words stand in them, and however many', () => {
    for (const word of ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__'])
      for (const text of [word, `docker ${word}`, `docker run --${word} x`, `ssh ${word}`, `${word} ssh`])
        assert.doesNotThrow(() => effect(text), text);
    for (const words of ['busybox ', 'env ', 'chroot a ', 'nsenter -t 1 ', 'ip netns exec a ', '-e a ', 'xargs ']) {
      const text = `docker exec -it a ${words.repeat(5000)} sh`;
      assert.doesNotThrow(() => effect(text), words);
      assert.doesNotThrow(() => effect(words.repeat(5000)), words);
    }
    assert.equal(parsed(`docker run ${'-e a '.repeat(70_000)} x`)?.args[0], 'x');
    assert.equal(parsed(`docker run x ${'a '.repeat(150_000)}`)?.args.length, 150_001);
  });

  it('tell what containers they make and end, and what ports they publish', () => {
    assert.deepEqual(readCommand('docker run --rm -p 127.0.0.1:8001:1/tcp -p 8002:2 -p 3 --name a img').makes, [
      {
        name: 'a',
        image: 'img',
        hostPorts: ['8001', '8002'],
        removedAtEnd: true,
        detached: false,
        shell: false,
        brief: false,
        running: true,
      },
    ]);
    assert.deepEqual(readCommand('docker rm -f a b && docker kill c').ends, ['a', 'b', 'c']);
  });
});
