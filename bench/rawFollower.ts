import type { IncomingMessage } from 'node:http';
import { JsonLines } from '../src/engine/jsonLines';
import type { EngineApi, EngineRecord } from './engineApi.mjs';
import { shownByInspection, Showings } from './shownContainer';

/** The floor: the event stream by plain HTTP, and at each event of a container one inspection of it, at once. Nobody can know sooner. */
export class RawFollower {
  private watched: { readonly id: string; readonly showings: Showings } | undefined;

  private constructor(
    private readonly api: EngineApi,
    private readonly stream: IncomingMessage,
  ) {}

  static async start(api: EngineApi): Promise<RawFollower> {
    const stream = await api.open('GET', '/events');
    const follower = new RawFollower(api, stream);
    const lines = new JsonLines();
    stream.on('data', (chunk: Buffer) => {
      for (const event of lines.push(chunk)) follower.receive(event as EngineRecord);
    });
    // It is destroyed at the end.
    stream.on('error', () => undefined);
    return follower;
  }

  watch(id: string): Showings {
    const showings = new Showings();
    this.watched = { id, showings };
    return showings;
  }

  dispose(): void {
    this.watched = undefined;
    this.stream.destroy();
  }

  private receive({ Actor }: EngineRecord): void {
    const { watched } = this;
    if (!watched || (Actor.ID !== watched.id && Actor.Attributes['container'] !== watched.id)) return;
    void this.api.call('GET', `/containers/${watched.id}/json`).then(
      (json) => watched.showings.add(Date.now(), shownByInspection(json)),
      () => undefined,
    );
  }
}
