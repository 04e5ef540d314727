import { silentLog } from '../../src/base/log';
import { EngineClient } from '../../src/engine/client';
import { EngineConnection } from '../../src/engine/connection';
import { defaultTimings } from '../../src/engine/connectionTimings';
import { readLab } from '../../src/engine/labWatcher';
import { docker } from '../support/docker';
import { engineHost } from '../support/engine';
import { labText } from '../support/labText';
import { chooseSeed, Random } from '../support/random';
import { Relay } from '../support/relay';
import { until } from '../support/until';

const prefix = 'random-';
const names = ['random-a', 'random-b', 'random-c', 'random-d', 'random-e'] as const;
const networks = ['random-n', 'random-m', 'random-o', 'bridge'] as const;
const rounds = 25;
const operationsInRound = 10;

/** What a person may do to a lab next, whether it can be done or not. */
function operation(random: Random): string[] {
  const name = random.pick(names);
  const network = random.pick(networks);
  const create = (verb: readonly string[], command: readonly string[]) => [
    ...verb,
    ...[
      '--name',
      name,
      '--net',
      network,
      '--label',
      `round=${random.below(3)}`,
      '--expose',
      `${9000 + random.below(3)}`,
    ],
    ...(random.chance(0.3) ? ['-p', `127.0.0.1::${8000 + random.below(3)}/${random.pick(['tcp', 'udp'])}`] : []),
    ...(random.chance(0.2) && network !== 'bridge' ? ['--network-alias', random.pick(['web', 'db'])] : []),
    ...(random.chance(0.2) ? ['--health-cmd', random.pick(['true', 'false']), '--health-interval', '1h'] : []),
    ...['busybox', ...command],
  ];
  return random.pick([
    () => create(['create'], ['sleep', '1000']),
    () => create(['run', '-d'], ['sleep', '1000']),
    () => create(['run', '-d'], ['sleep', '1000']),
    () => create(['run', '-d', '--rm'], ['sleep', '1000']),
    () => create(['run'], ['sh', '-c', `exit ${random.below(3)}`]),
    () => ['start', name],
    () => ['stop', '-t', '0', name],
    () => ['kill', name],
    () => ['restart', '-t', '0', name],
    () => ['pause', name],
    () => ['unpause', name],
    () => ['rename', name, random.pick(names)],
    () => ['rm', '-f', name],
    () => ['network', 'create', ...(random.chance(0.3) ? ['--internal'] : []), network],
    () => ['network', 'create', network],
    () => ['network', 'rm', network],
    () => ['network', 'connect', ...(random.chance(0.5) ? ['--alias', random.pick(['x', 'y'])] : []), network, name],
    () => ['network', 'connect', network, name],
    () => ['network', 'disconnect', network, name],
    () => ['exec', name, 'true'],
  ])();
}

describe('the model of a lab in which things happen by chance', function () {
  this.timeout(600_000);
  const seed = chooseSeed();
  const relay = new Relay();
  let client: EngineClient;
  let connection: EngineConnection;

  const clean = async () => {
    const containers = (await docker('ps', '-aq', '--filter', `name=^/?${prefix}`)).split(/\s+/).filter(Boolean);
    if (containers.length > 0) await docker('rm', '-fv', ...containers);
    const left = (await docker('network', 'ls', '-q', '--filter', `name=${prefix}`)).split(/\s+/).filter(Boolean);
    if (left.length > 0) await docker('network', 'rm', ...left);
  };

  beforeEach(async () => {
    client = await EngineClient.connect({ host: engineHost(), source: 'DOCKER_HOST' }, defaultTimings);
    await clean();
    const host = await relay.open();
    // What the engine sends no event of is looked for, here more often than usual.
    const timings = { steadyMs: 0, firstBackOffMs: 20, lookAgainMs: 250 };
    const options = { env: {}, homedir: '/nonexistent', platform: process.platform, log: silentLog, timings };
    connection = new EngineConnection({ ...options, host: () => host });
    await connection.ready();
  });

  afterEach(async () => {
    connection.dispose();
    relay.close();
    client.dispose();
    await clean();
  });

  /** Some operations at once, some after each other; what the engine refuses is refused. */
  const go = async (random: Random, cuts: boolean) => {
    const done: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const lanes: Promise<unknown>[] = [];
      for (let at = 0; at < operationsInRound; at++) {
        const words = operation(random);
        done.push(words.join(' '));
        if (cuts && random.chance(0.15)) relay.cut();
        const ending = docker(...words).catch(() => undefined);
        if (random.chance(0.4)) lanes.push(ending);
        else await ending;
      }
      await Promise.all(lanes);
      const expected = labText(await readLab(client), prefix);
      await until(
        connection.onDidChangeLab,
        () => labText(connection.lab, prefix) === expected,
        () =>
          [
            `NETWORK_LAB_SEED=${seed}, round ${round}`,
            ...done.slice(-operationsInRound),
            `--- the model:\n${labText(connection.lab, prefix)}`,
            `--- a fresh reading:\n${expected}`,
          ].join('\n'),
        20_000,
      );
    }
  };

  it(`is what a fresh reading says, after each round (NETWORK_LAB_SEED=${seed})`, () => go(new Random(seed), false));

  it(`is so, too, when the stream of events is cut at any moment (NETWORK_LAB_SEED=${seed})`, () =>
    go(new Random(seed + 1), true));
});
