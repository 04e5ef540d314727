// What happens to a container of the lab, how long it takes until somebody who follows the engine shows it rightly, and how many
// calls that costs.
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from './engineLab.mjs';

/** @typedef {typeof import('./labSuite')} Suite */
/** @typedef {{ watch(id: string): import('./shownContainer').Showings }} Follower */
/**
 * @typedef {object} Happened
 * @property {number} sinceEvent until it is shown, in ms
 * @property {number} sinceAnswer the same from the answer of the call that made it happen
 * @property {number} events how many the engine sent of the container for it
 */
/** @typedef {{ calls: string[], events: number }} Cost the calls of a follower, ID in the place of the container's id */

/**
 * In the order in which they are done to a container that runs: afterwards it is as before. Each with its event, by which it is timed.
 * @type {Readonly<Record<string, { event: string, run: (api: import('./engineApi.mjs').EngineApi, id: string, network: string) => Promise<unknown> }>>}
 */
export const happenings = {
  connect: { event: 'network connect', run: (api, id, network) => connect(api, network, id, ['guest']) },
  disconnect: {
    event: 'network disconnect',
    run: (api, id, network) => api.call('POST', `/networks/${network}/disconnect`, { Container: id }),
  },
  die: { event: 'container die', run: (api, id) => api.call('POST', `/containers/${id}/kill`) },
  start: { event: 'container start', run: (api, id) => api.call('POST', `/containers/${id}/start`) },
};

/** What comes late of one happening is over before the next one: longer than events are gathered, in ms. */
const pause = 200;

/**
 * Lets something happen and waits until the follower shows the container as the engine, asked anew, says it is.
 * @param {Suite} suite
 * @param {import('./engineApi.mjs').EngineApi} api
 * @param {Follower} follower
 * @param {string} id of a container
 * @param {string} network that it is not on
 * @param {(typeof happenings)[string]} happening
 * @returns {Promise<Happened>}
 */
export async function happen(suite, api, follower, id, network, { event, run }) {
  const showings = follower.watch(id);
  const begun = Date.now();
  await run(api, id, network);
  const answered = Date.now();
  const wanted = suite.shownByInspection(await api.call('GET', `/containers/${id}/json`));
  const shown = await showings.since(wanted);
  await delay(pause);
  // The record is read afterwards: nothing else is to be done while we measure.
  const record = (await api.events(begun / 1000 - 1, Date.now() / 1000)).filter(
    ({ Actor, timeNano }) => (Actor.ID === id || Actor.Attributes['container'] === id) && timeNano / 1e6 >= begun - 1,
  );
  const last = record.findLast(({ Type, Action }) => `${Type} ${Action}` === event);
  if (!last) throw new Error(`the engine recorded no ${event} of ${id}`);
  return { sinceEvent: shown - last.timeNano / 1e6, sinceAnswer: shown - answered, events: record.length };
}

/**
 * Times all happenings on several containers.
 * @param {Suite} suite
 * @param {import('./engineApi.mjs').EngineApi} api
 * @param {Follower} follower
 * @param {readonly string[]} ids
 * @param {string} network that none of them is on
 * @param {Record<string, Happened[]>} into by the name of the happening
 */
export async function timeHappenings(suite, api, follower, ids, network, into) {
  for (const id of ids)
    for (const [name, happening] of Object.entries(happenings))
      (into[name] ??= []).push(await happen(suite, api, follower, id, network, happening));
}

/**
 * The calls that each happening costs a follower behind a relay.
 * @param {Suite} suite
 * @param {import('./engineApi.mjs').EngineApi} api past the relay
 * @param {import('./countingRelay.mjs').CountingRelay} relay
 * @param {readonly string[]} ids
 * @param {string} network
 * @returns {Promise<Record<string, Cost[]>>} by the name of the happening, of each time
 */
export async function countCalls(suite, api, relay, ids, network) {
  const follower = await suite.FollowedTree.start(`unix://${relay.socket}`);
  /** @type {Record<string, Cost[]>} */
  const counts = {};
  try {
    // What the engine repeats of the last seconds to one that has just come is over.
    await delay(pause);
    for (const id of ids)
      for (const [name, happening] of Object.entries(happenings)) {
        relay.calls.length = 0;
        const { events } = await happen(suite, api, follower, id, network, happening);
        (counts[name] ??= []).push({ calls: relay.calls.map((call) => call.replace(id, 'ID')), events });
      }
  } finally {
    follower.dispose();
  }
  return counts;
}
