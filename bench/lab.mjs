// A lab of 300 containers on 20 networks in an engine of its own: how soon it is seen beside the two lists that any picture needs, and
// how soon the trees are right after something has happened, with how many calls.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testEngine } from '../scripts/lib/layers/testEngine.mjs';
import { Lifetime } from '../scripts/lib/lifetime.mjs';
import { step } from '../scripts/lib/steps.mjs';
import { CountingRelay } from './countingRelay.mjs';
import { EngineApi } from './engineApi.mjs';
import { makeContainers, makeNetworks } from './engineLab.mjs';
import { aim, line, percentile, row } from './figures.mjs';
import { countCalls, happenings, timeHappenings } from './labEvents.mjs';
import { loadSuite } from './loadSuite.mjs';
import { median } from './median.mjs';

/** @typedef {typeof import('./labSuite')} Suite */

const few = 30;
const many = 300;
const rounds = 31;
/** Turns of the trees and of the floor, and containers of each turn. */
const [turns, perTurn] = [4, 10];
const counted = 5;

export const lab = () =>
  new Lifetime().run(async (lifetime) => {
    const suite = /** @type {Suite} */ (await loadSuite('labSuite'));
    const engine = testEngine('');
    lifetime.onEnd('Stop the Docker engine', () => engine.stop());
    const { host } = await engine.get();
    const folder = await mkdtemp(join(tmpdir(), 'docker-network-lab-bench-'));
    lifetime.onEnd('Remove what was in between', () => rm(folder, { recursive: true, force: true }));
    const api = new EngineApi(host.replace('unix://', ''));
    const relay = new CountingRelay(api.socket, join(folder, 'relay.sock'));
    await relay.open();

    const networks = await makeNetworks(api, 20);
    // Nobody is on it but who is just being connected.
    const guests = networks.pop() ?? '';
    const running = await step(`Make ${few} containers that run`, (progress) =>
      makeContainers(api, networks, { from: 0, to: few, running: true }, progress),
    );
    const sample = running.slice(0, counted);
    const callsOfFew = await step(`Count calls with ${few} containers`, () =>
      countCalls(suite, api, relay, sample, guests),
    );
    await step(`Make ${many - few} more, which do not run`, (progress) =>
      makeContainers(api, networks, { from: few, to: many, running: false }, progress),
    );
    const callsOfMany = await step(`Count calls with ${many} containers`, () =>
      countCalls(suite, api, relay, sample, guests),
    );
    relay.close();
    const pictures = await step('Time the first picture', () => timePictures(suite, api, host));
    const latencies = await step('Time what happens', (progress) =>
      timeEvents(suite, api, host, running, guests, progress),
    );
    api.close();
    console.log(
      [...describePictures(pictures), ...describeLatencies(latencies), ...describeCalls(callsOfFew, callsOfMany)].join(
        '\n',
      ),
    );
  });

/**
 * @param {Suite} suite
 * @param {EngineApi} api
 * @param {string} host
 */
async function timePictures(suite, api, host) {
  /** @type {Record<'floor' | 'atOnce' | 'first' | 'complete' | 'ready', number[]>} */
  const times = { floor: [], atOnce: [], first: [], complete: [], ready: [] };
  const works = [
    async () => times.floor.push(await suite.listRaw(api)),
    async () => times.atOnce.push(await suite.listRawAtOnce(api)),
    async () => {
      const { first, complete, containers } = await suite.picture(host);
      if (containers !== many) throw new Error(`the picture has ${containers} containers`);
      times.first.push(first);
      times.complete.push(complete);
    },
    async () => times.ready.push(await suite.ready(host)),
  ];
  const cold = await suite.ready(host);
  for (let round = 0; round < rounds; round++)
    for (let turn = 0; turn < works.length; turn++) {
      // What the one before has asked for and not waited for is answered meanwhile.
      await suite.listRaw(api);
      await works[(round + turn) % works.length]?.();
    }
  return { ...times, cold };
}

/**
 * The trees and the floor take turns, so that a busy moment meets both.
 * @param {Suite} suite
 * @param {EngineApi} api
 * @param {string} host
 * @param {readonly string[]} running
 * @param {string} guests
 * @param {(text: string) => void} progress
 */
async function timeEvents(suite, api, host, running, guests, progress) {
  /** @type {Record<'trees' | 'floor', Record<string, import('./labEvents.mjs').Happened[]>>} */
  const latencies = { trees: {}, floor: {} };
  for (let turn = 0; turn < turns; turn++) {
    progress(`turn ${turn + 1} of ${turns}`);
    const ids = Array.from({ length: perTurn }, (_, at) => running[(turn * perTurn + at) % running.length] ?? '');
    const trees = await suite.FollowedTree.start(host);
    await timeHappenings(suite, api, trees, ids, guests, latencies.trees).finally(() => trees.dispose());
    const floor = await suite.RawFollower.start(api);
    await timeHappenings(suite, api, floor, ids, guests, latencies.floor).finally(() => floor.dispose());
  }
  return latencies;
}

/** @param {Awaited<ReturnType<typeof timePictures>>} times */
function describePictures({ floor, atOnce, first, complete, ready, cold }) {
  const ratio = (/** @type {number[]} */ values) => median(values) / median(floor);
  const beside = (/** @type {number[]} */ values) => `${ratio(values).toFixed(2)} × floor`;
  return [
    `${many} containers on 20 networks, ${few} of them running, ${rounds} rounds`,
    row('floor: both lists, one after the other', floor),
    row('both lists at once', atOnce, beside(atOnce)),
    row(
      'first picture, of a client that is connected',
      first,
      `${beside(first)}  ${aim('at most 1.5', ratio(first) <= 1.5)}`,
    ),
    row('first picture, with versions and connection', ready, beside(ready)),
    line('  the very first, which also loads the client', `       ${cold.toFixed(1).padStart(7)} ms`),
    row('every container inspected, too', complete, beside(complete)),
  ];
}

/** @param {Awaited<ReturnType<typeof timeEvents>>} latencies */
function describeLatencies({ trees, floor }) {
  const at = (/** @type {readonly number[]} */ values, /** @type {number} */ share) =>
    percentile(values, share).toFixed(0).padStart(4);
  const spread = (/** @type {readonly number[]} */ values) =>
    `p50 ${at(values, 0.5)}  p95 ${at(values, 0.95)}  max ${at(values, 1)} ms`;
  const lines = [`From the engine's event to the right rows in both trees, ${turns * perTurn} times each`];
  for (const name of Object.keys(happenings)) {
    const [ours = [], raw = []] = [trees[name], floor[name]];
    const sinceEvent = ours.map((one) => one.sinceEvent);
    lines.push(
      line(name, spread(sinceEvent), aim('p95 at most 100', percentile(sinceEvent, 0.95) <= 100)),
      line('  floor: inspected at once upon each event', spread(raw.map((one) => one.sinceEvent))),
      line('  from the answer of the call that did it', spread(ours.map((one) => one.sinceAnswer))),
    );
  }
  return lines;
}

/**
 * One event of the container costs at most one call, however many containers there are.
 * @param {Record<string, import('./labEvents.mjs').Cost[]>} ofFew
 * @param {Record<string, import('./labEvents.mjs').Cost[]>} ofMany
 */
function describeCalls(ofFew, ofMany) {
  /** @param {readonly number[]} all */
  const spread = (all) => [...new Set([Math.min(...all), Math.max(...all)])].join(' to ');
  /** @param {import('./labEvents.mjs').Cost[]} costs */
  const text = (costs) =>
    `${spread(costs.map(({ calls }) => calls.length))} for ${spread(costs.map(({ events }) => events))} events`;
  const lines = [`API calls that each costs who follows, ${counted} times each, counted at the socket`];
  for (const name of Object.keys(happenings)) {
    const [withFew = [], withMany = []] = [ofFew[name], ofMany[name]];
    const all = [...withFew, ...withMany];
    const kinds = [...new Set(all.flatMap(({ calls }) => calls))].sort();
    const met = all.every(({ calls, events }) => calls.length <= events) && kinds.every((kind) => kind.includes('ID'));
    lines.push(
      line(
        name,
        `${few}: ${text(withFew)}, ${many}: ${text(withMany)}, ${kinds.join(', ')}`,
        aim('one an event, of that container alone', met),
      ),
    );
  }
  return lines;
}
