import { silentLog } from '../src/base/log';
import { EngineClient } from '../src/engine/client';
import { defaultTimings } from '../src/engine/connectionTimings';
import { LabWatcher } from '../src/engine/labWatcher';
import { diffLabs } from '../src/model/diff';
import { emptyLab } from '../src/model/lab';
import { LabTree } from '../src/ui/lab/tree/labTree';
import { SettlingSource } from './settlingSource';
import { shownInTree, Showings } from './shownContainer';

/** An engine that is followed as the extension does it, down to the rows of the trees. */
export class FollowedTree {
  private readonly tree = new LabTree();
  private watched: { readonly id: string; readonly showings: Showings } | undefined;

  private constructor(
    private readonly client: EngineClient,
    private readonly watcher: LabWatcher,
  ) {}

  /** Resolves once all is read. */
  static async start(host: string): Promise<FollowedTree> {
    const client = await EngineClient.connect({ host, source: 'setting' }, defaultTimings);
    const source = new SettlingSource(client);
    const watcher = new LabWatcher(source, silentLog);
    const followed = new FollowedTree(client, watcher);
    const lab = await watcher.start();
    followed.tree.update(lab, diffLabs(emptyLab, lab));
    watcher.onDidChangeLab(({ lab: next, diff }) => {
      followed.tree.update(next, diff);
      followed.look(Date.now());
    });
    await source.settled(lab.containers.size);
    return followed;
  }

  /** Writes down from now on what is shown of a container, now and after each change. */
  watch(id: string): Showings {
    const showings = new Showings();
    this.watched = { id, showings };
    this.look(Date.now());
    return showings;
  }

  dispose(): void {
    this.watcher.dispose();
    this.client.dispose();
  }

  private look(at: number): void {
    if (this.watched) this.watched.showings.add(at, shownInTree(this.tree, this.watched.id));
  }
}
