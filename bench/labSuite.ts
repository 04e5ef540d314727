// What bench/lab.mjs measures, bundled as the extension is.
import { silentLog } from '../src/base/log';
import { EngineClient } from '../src/engine/client';
import { EngineConnection } from '../src/engine/connection';
import { defaultTimings } from '../src/engine/connectionTimings';
import { LabWatcher } from '../src/engine/labWatcher';
import type { EngineApi } from './engineApi.mjs';
import { FollowedTree } from './followedTree';
import { RawFollower } from './rawFollower';
import { SettlingSource } from './settlingSource';
import { shownByInspection } from './shownContainer';

export { FollowedTree, RawFollower, shownByInspection };

/** Times in ms. */
export interface Picture {
  readonly first: number;
  /** Until every container was inspected, too. */
  readonly complete: number;
  readonly containers: number;
}

/** The two lists that every picture of a lab needs, one after the other. */
export async function listRaw(api: EngineApi): Promise<number> {
  const begun = performance.now();
  await api.call('GET', '/containers/json?all=1');
  await api.call('GET', '/networks');
  return performance.now() - begun;
}

/** The same two at once. */
export async function listRawAtOnce(api: EngineApi): Promise<number> {
  const begun = performance.now();
  await Promise.all([api.call('GET', '/containers/json?all=1'), api.call('GET', '/networks')]);
  return performance.now() - begun;
}

/** Our first picture on a client that is connected. */
export async function picture(host: string): Promise<Picture> {
  const client = await EngineClient.connect({ host, source: 'setting' }, defaultTimings);
  const source = new SettlingSource(client);
  const watcher = new LabWatcher(source, silentLog);
  try {
    const begun = performance.now();
    const { size } = (await watcher.start()).containers;
    const first = performance.now() - begun;
    await source.settled(size);
    return { first, complete: performance.now() - begun, containers: size };
  } finally {
    watcher.dispose();
    client.dispose();
  }
}

/** From nothing to the first picture: the engine is found, asked for its versions and listed. In ms. */
export async function ready(host: string): Promise<number> {
  const connection = new EngineConnection({
    host: () => host,
    env: {},
    homedir: '/',
    platform: process.platform,
    log: silentLog,
  });
  try {
    const begun = performance.now();
    await connection.ready();
    return performance.now() - begun;
  } finally {
    connection.dispose();
  }
}
