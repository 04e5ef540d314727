// What bench/tree.mjs measures, bundled as the extension is.
import type { ContainerReading } from '../src/engine/mapping';
import { diffLabs } from '../src/model/diff';
import { emptyLab, type Lab } from '../src/model/lab';
import type { LabNode } from '../src/ui/lab/tree/labNode';
import { LabTree, type LabView } from '../src/ui/lab/tree/labTree';
import { rowText } from '../src/ui/lab/tree/rowText';
import { modelReadings } from './modelLab';

/** A screen of rows. */
const screenful = 60;

/** What happens to one container, as a reading of it before and after. */
const happenings: Readonly<Record<string, (reading: ContainerReading) => ContainerReading>> = {
  'is paused (its state)': ({ container, endpoints }) => ({ container: { ...container, state: 'paused' }, endpoints }),
  'gets another address': ({ container, endpoints }) => ({
    container,
    endpoints: endpoints.map((one, at) => (at === 0 ? { ...one, ipv4: '10.200.0.2' } : one)),
  }),
  'stops (state and addresses)': ({ container, endpoints }) => ({
    container: { ...container, state: 'exited', exitCode: 0 },
    endpoints: endpoints.map(({ containerId, networkId, networkName, aliases }) => ({
      containerId,
      networkId,
      networkName,
      aliases,
      dnsNames: [],
    })),
  }),
  'is renamed': ({ container, endpoints }) => ({ container: { ...container, name: 'another-name' }, endpoints }),
};

/** Rows that are told to refresh: how many, or all of a tree. */
export type Told = number | 'the whole tree';

export interface HappeningFigures {
  readonly containers: Told;
  readonly networks: Told;
  /** How many rows VS Code then asks for, when all are unfolded: those that were told, with what is under them. */
  readonly rowsAgain: number;
  /** From a new reading to a new lab, in ms: making it, and comparing it with the one before. */
  readonly model: readonly number[];
  /** `LabTree.update`, in ms. */
  readonly update: readonly number[];
  /** Drawing the rows again, in ms. */
  readonly redraw: readonly number[];
}

export interface TreeFigures {
  readonly happenings: Readonly<Record<string, HappeningFigures>>;
  /** In ms, by what was built. */
  readonly built: Readonly<
    Record<'floor' | 'screen' | 'topContainers' | 'topNetworks' | 'inNetwork' | 'all', number[]>
  >;
  readonly topRows: number;
  readonly rowsInNetwork: number;
  readonly allRows: number;
}

/** The one place that knows how the trees are made and asked. */
function makeTree(lab: Lab) {
  const tree = new LabTree();
  // One list of them all, the longest that there can be.
  tree.choose({ grouping: 'none' });
  const told = (stale: 'root' | readonly LabNode[]): Told => (stale === 'root' ? 'the whole tree' : stale.length);
  const under = (node: LabNode) => tree.children(node);
  const withChildren = (view: LabView, stale: 'root' | readonly LabNode[]) =>
    (stale === 'root' ? tree.roots(view) : stale).flatMap((node) => [node, ...under(node)]);
  tree.update(lab, diffLabs(emptyLab, lab));
  return {
    update(next: Lab, diff: ReturnType<typeof diffLabs>) {
      const { containers, networks } = tree.update(next, diff);
      return () => ({
        containers: told(containers),
        networks: told(networks),
        again: [...withChildren('containers', containers), ...withChildren('networks', networks)],
      });
    },
    top: (view: LabView) => tree.roots(view),
    under,
    /** What a row's `TreeItem` is made of. Gives a number, so that nothing of it can be left out. */
    draw: (node: LabNode): number => {
      const { label, description, spoken, context } = rowText(node, tree);
      const folds = tree.hasChildren(node) && tree.isUnfolded(node);
      return label.length + description.length + spoken.length + context.length + Number(folds);
    },
  };
}

type BenchTree = ReturnType<typeof makeTree>;
type Mutable<Figures> = { [Name in keyof Figures]: Figures[Name] extends readonly number[] ? number[] : Figures[Name] };

/** Times `rounds` rounds, each a turn of every work, after some that do not count because Node still compiles. */
export function measure(containers: number, networks: number, rounds: number): TreeFigures {
  const { all, readings } = modelReadings(containers, networks);
  let lab = readings.toLab();
  const tree = makeTree(lab);

  const figures: Record<string, Mutable<HappeningFigures>> = {};
  const happen = (name: string, reading: ContainerReading, counts: boolean) => {
    const begun = performance.now();
    readings.setContainer(reading);
    const next = readings.toLab();
    const diff = diffLabs(lab, next);
    const compared = performance.now();
    const change = tree.update(next, diff);
    const updated = performance.now();
    const { again, ...told } = change();
    again.forEach(tree.draw);
    const drawn = performance.now();
    lab = next;
    if (!counts) return;
    const figure = (figures[name] ??= { ...told, rowsAgain: again.length, model: [], update: [], redraw: [] });
    if (figure.containers !== told.containers || figure.networks !== told.networks)
      throw new Error(`“${name}” tells other rows from one time to the next: ${JSON.stringify([figure, told])}`);
    figure.model.push(compared - begun);
    figure.update.push(updated - compared);
    figure.redraw.push(drawn - updated);
  };

  const network = tree.top('networks')[0];
  if (!network) throw new Error('the networks are not there');
  const works = buildings(
    tree,
    network,
    [...lab.containers.values()].map(({ name }) => name),
  );
  const built = Object.fromEntries(Object.keys(works).map((name) => [name, [] as number[]]));
  const onOneNetwork = all.filter(({ endpoints }) => endpoints.length === 1);
  for (let round = -10; round < rounds; round++) {
    const reading = onOneNetwork[(round + 10) % onOneNetwork.length];
    if (!reading) throw new Error('no container is on one network alone');
    for (const [name, change] of Object.entries(happenings)) {
      happen(name, change(reading), round >= 0);
      happen(name, reading, false);
    }
    for (const [name, work] of Object.entries(works)) {
      const begun = performance.now();
      work();
      const elapsed = performance.now() - begun;
      if (round >= 0) built[name]?.push(elapsed);
    }
  }
  const sizes = { topRows: tree.top('containers').length, rowsInNetwork: tree.under(network).length };
  return { happenings: figures, built: built as TreeFigures['built'], ...sizes, allRows: drawAll(tree).length };
}

function buildings(tree: BenchTree, network: LabNode, names: readonly string[]) {
  return {
    floor: () => [...names].sort().map((name, at) => ({ kind: 'row', id: `row:${at}`, name })),
    screen: () => tree.top('containers').slice(0, screenful).map(tree.draw),
    topContainers: () => tree.top('containers').map(tree.draw),
    topNetworks: () => tree.top('networks').map(tree.draw),
    inNetwork: () => tree.under(network).map(tree.draw),
    all: () => drawAll(tree),
  };
}

/** Every row of both trees, as when all of them are unfolded. */
function drawAll(tree: BenchTree): number[] {
  const walk = (nodes: readonly LabNode[]): number[] =>
    nodes.flatMap((node) => [tree.draw(node), ...walk(tree.under(node))]);
  return [...walk(tree.top('containers')), ...walk(tree.top('networks'))];
}
