import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeLabel } from '../../src/tutorial/plan/place';
import { plan, type Plan } from '../../src/tutorial/plan/plan';
import { planTable, reportPlan } from '../../src/tutorial/plan/planReport';
import { writtenPlan } from '../support/expectedPlan';

const root = join(__dirname, '..', '..');
const planFile = (...path: string[]) => plan(readFileSync(join(root, ...path), 'utf8'), 'restructuredtext');
const planText = (...lines: string[]) => plan(lines.join('\n'), 'restructuredtext');

const signs = { none: '', nests: ' [nested shell]', blocks: ' [blocks]', opensShell: ' [shell]', endsShell: ' [exit]' };

/** `terminal where: text [effect]`, a line a command. */
function lines(planned: Plan): string[] {
  return planned.blocks.flatMap(({ steps }) =>
    steps.map((step) => `${step.terminal} ${placeLabel(step.place)}: ${step.text}${signs[step.effect.kind]}`),
  );
}

/** A document of blocks, each after a paragraph. */
function document(...parts: readonly (readonly [prose: string, ...commands: string[]])[]): Plan {
  return planText(
    ...parts.flatMap(([prose, ...commands]) => [
      prose,
      '',
      '.. code-block:: console',
      '',
      ...commands.map((c) => `   $ ${c}`),
      '',
    ]),
  );
}

describe('planning', () => {
  it('plans the built-in tutorial line by line', () => {
    const add = '--add-host=host.docker.internal:host-gateway';
    const port = String.raw`"$(docker port dynamic 8043/tcp | sed -n 's/^0\.0\.0\.0://p')"`;
    assert.deepEqual(lines(planFile('walkthroughs', 'networking.rst')), [
      '1 host: docker run -ti --rm --name simplerelay -p 8001:8001 -p 8002:8002 busybox sh [shell]',
      '1 simplerelay: nc -lp 8001 | nc -lp 8002 [blocks]',
      '2 host: nc 127.0.0.1 8001 [blocks]',
      '3 host: nc 127.0.0.1 8002 [blocks]',
      `4 host: docker run -ti --rm --name throwaway ${add} busybox sh [shell]`,
      '4 throwaway: nc host.docker.internal 8001 [blocks]',
      '5 host: docker rm -f simplerelay throwaway',
      '5 host: docker run -d -ti --name dynamic -p 8043 -p 8044 busybox sh',
      '5 host: docker port dynamic',
      '5 host: docker exec -ti dynamic sh [shell]',
      '5 dynamic: nc -lp 8043 [blocks]',
      `4 host: nc 127.0.0.1 ${port} [blocks]`,
      '3 host: docker rm -f dynamic',
      '3 host: docker run -ti --rm --name foo -p 1234:1234 busybox sh [shell]',
      '3 foo: nc -lp 1234 [blocks]',
      `4 host: docker run -ti --rm --name bar ${add} busybox sh [shell]`,
      '4 bar: nc host.docker.internal 1234 [blocks]',
      '5 host: docker rm -f foo bar',
      '5 host: docker run -ti --rm --name linked-server busybox sh [shell]',
      '5 linked-server: nc -lp 1234 [blocks]',
      '4 host: docker run -ti --rm --name linked-client --link linked-server busybox sh [shell]',
      '4 linked-client: cat /etc/hosts',
      '4 linked-client: nc linked-server 1234 [blocks]',
      '3 host: docker rm -f linked-client linked-server',
      '3 host: docker network ls',
      '3 host: docker network create example',
      '3 host: docker run -ti --rm --name server --network example busybox sh [shell]',
      '3 server: nc -lp 1234 [blocks]',
      '4 host: docker run -ti --rm --name client --network example busybox sh [shell]',
      '4 client: nc server 1234 [blocks]',
      '5 host: docker kill server',
      '5 host: docker run -ti --rm --name server --network example busybox sh [shell]',
      '5 server: nc -lp 1234 [blocks]',
      '4 client: nc server 1234 [blocks]',
      '3 host: docker rm -f server client',
      '3 host: docker network rm example',
    ]);
  });

  it('plans an older tutorial with addresses of a docker machine, a missing image and a table', () => {
    const planned = planFile('test', 'fixtures', 'documents', 'relay.rst');
    assert.deepEqual(lines(planned), [
      '1 host: docker run --name relay -ti -p 9001:9001 -p 9002:9002 ubuntu bash [shell]',
      '1 relay: nc -lp 9001 | nc -lp 9002 [blocks]',
      '2 host: nc 192.168.99.100 9001 [blocks]',
      '3 host: nc 192.168.99.100 9002 [blocks]',
      '4 host: docker run -ti --rm ubuntu:14.04 bash [shell]',
      '5 host: docker run --name one -d -ti -p 9043 -p 9044 ubuntu',
      '5 host: docker port one',
      '5 host: docker run -ti --rm --name one -p 1234:1234 ubuntu:14.04 bash [shell]',
      '5 one: nc -lp 1234 [blocks]',
      '6 host: docker run -ti --rm --name two ubuntu:14.04 bash [shell]',
      '6 two: nc 192.168.99.100 1234 [blocks]',
      '7 host: docker run -ti --rm --name inner ubuntu:14.04 bash [shell]',
      '7 inner: nc -lp 1234 [blocks]',
      '8 host: docker run -ti --rm --link inner --name outer [shell]',
      '8 outer: nc inner 1234 [blocks]',
      '9 host: docker network create example',
      '9 host: docker run -ti --rm --name server --net=example ubuntu:14.04 bash [shell]',
      '9 server: nc -lp 1234 [blocks]',
    ]);
    const table = planned.blocks.find(({ block }) => block.lines[0]?.text.startsWith('NETWORK ID'));
    assert.equal(table?.runnable, false);
  });

  const shared = join(root, '..', 'shared', 'docs', 'networking.rst');
  it('plans the tutorial it was written after, line by line', function () {
    if (!existsSync(shared)) this.skip();
    const expected = readFileSync(join(root, 'test', 'fixtures', 'plans', 'networking.gold'), 'utf8');
    assert.deepEqual(writtenPlan(shared), expected.trimEnd().split('\n'));
  });

  it('names an unnamed container by the line that made it', () => {
    const planned = document(
      ['Go.', 'docker run -ti busybox', 'ip addr'],
      ['Another one.', 'docker run -ti busybox', 'ip route'],
    );
    assert.deepEqual(lines(planned).slice(1), [
      '1 container@5: ip addr',
      '2 host: docker run -ti busybox [shell]',
      '2 container@12: ip route',
    ]);
  });

  it('goes back to the shell that the prose names', () => {
    const planned = document(
      ['Two of them.', 'docker run -ti --name a busybox'],
      ['And', 'docker run -ti --name b busybox'],
      ['Inside `a`, look:', 'hostname'],
      ['Now in the **b** container:', 'hostname'],
      ['From the host:', 'hostname'],
      ['Back inside the a container:', 'hostname'],
    );
    assert.deepEqual(lines(planned).slice(2), ['1 a: hostname', '2 b: hostname', '3 host: hostname', '1 a: hostname']);
  });

  it('does not take a mention of a container or of the host for a place', () => {
    const planned = document(
      ['Go.', 'docker run -ti --name server busybox'],
      ['This uses the port of the host network, and the server listens:', 'nc -lp 80'],
    );
    assert.deepEqual(lines(planned).slice(1), ['1 server: nc -lp 80 [blocks]']);
  });

  it('frees terminals as life does: exit, a stopped container, the clients of one', () => {
    const planned = document(
      ['Go.', 'docker run -ti --rm --name a busybox', 'nc -lp 80'],
      ['In another terminal', 'docker run -ti --name b busybox', 'nc a 80'],
      ['Stop it.', 'docker stop a'],
      ['In the `b` container', 'exit', 'hostname'],
      ['It is over.', 'docker exec -ti b sh', 'hostname'],
    );
    assert.deepEqual(lines(planned).slice(4), [
      '3 host: docker stop a',
      '2 b: exit [exit]',
      '2 host: hostname',
      '2 host: docker exec -ti b sh',
      '2 host: hostname',
    ]);
  });

  it('leaves the shell of docker exec without ending the container', () => {
    const planned = document([
      'Go.',
      'docker run -d -ti --name a busybox',
      'docker exec -ti a sh',
      'hostname',
      'exit',
      'docker exec -ti a sh',
      'ls',
    ]);
    assert.deepEqual(lines(planned).slice(1), [
      ...['1 host: docker exec -ti a sh [shell]', '1 a: hostname', '1 a: exit [exit]'],
      ...['1 host: docker exec -ti a sh [shell]', '1 a: ls'],
    ]);
  });

  it('knows a line inside a container by its prompt', () => {
    const planned = planText(
      ...[
        '.. code-block:: console',
        '',
        '   $ docker run -ti --name a busybox',
        '   / # docker ps',
        '   / # exit',
        '   $ ls',
      ],
    );
    assert.deepEqual(lines(planned).slice(1), ['1 a: docker ps', '1 a: exit [exit]', '1 host: ls']);
  });

  it('says why, in a sentence, of every step', () => {
    const planned = planFile('walkthroughs', 'networking.rst');
    for (const { steps } of planned.blocks) for (const { why } of steps) assert.match(why, /^[A-Z“][^\n]{8,}\.$/);
    const relay = planned.blocks[1]?.steps[0];
    assert.equal(relay?.why, 'The text before says “in the shell of the simplerelay container”.');
  });

  it('is ours only with a docker or podman command', () => {
    assert.equal(document(['Go.', 'ls']).isOurs, false);
    assert.equal(document(['Go.', 'podman ps']).isOurs, true);
  });

  it('is printed as data with lines from 1, and as a table', () => {
    const planned = planText('Go::', '', '   $ docker run -ti \\', '   >   busybox', '   $ nc -lp 1  ', '   out');
    assert.deepEqual(reportPlan(planned), {
      blocks: [
        {
          ...{ line: 3, endLine: 6, language: '', runnable: true },
          commands: [
            {
              ...{
                line: 3,
                text: 'docker run -ti \\\n  busybox',
                where: 'host',
                terminal: 1,
                blocking: false,
                changes: [],
              },
              why: "Docker commands are the host's.",
            },
            {
              ...{ line: 5, text: 'nc -lp 1', where: 'container@3', terminal: 1, blocking: true, changes: [] },
              why: 'The command before left its terminal there.',
            },
          ],
        },
      ],
    });
    assert.match(planTable(planned), / 5 {5}1 {2}container@3 {2}nc -lp 1 {2}\(blocks\)\n/);
  });
});
