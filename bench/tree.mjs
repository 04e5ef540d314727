// The trees of a lab of 3,000 containers, without an engine and without VS Code: what a change of one container costs, and how long
// the rows take that VS Code asks for, beside sorting as many names and making as many objects in the same run.
import { aim, line, row } from './figures.mjs';
import { loadSuite } from './loadSuite.mjs';
import { median } from './median.mjs';

const containers = 3_000;
const networks = 50;
const rounds = 51;
/** In ms: at 60 a second. */
const frame = 16;

export async function tree() {
  const suite = /** @type {typeof import('./treeSuite')} */ (await loadSuite('treeSuite'));
  const { happenings, built, topRows, rowsInNetwork, allRows } = suite.measure(containers, networks, rounds);
  const lines = [`${containers} containers on ${networks} networks, ${rounds} rounds. One that is on one network …`];
  for (const [name, figures] of Object.entries(happenings)) {
    const { containers: left, networks: right, rowsAgain, model, update, redraw } = figures;
    const told = left === right ? `${left} in each tree` : `Containers ${left}, Networks ${right}`;
    const isState = name.includes('its state');
    lines.push(
      line(`… ${name}: told to refresh`, told, isState ? aim('1 in each', left === 1 && right === 1) : ''),
      row('    new lab, compared with the one before', model),
      row('    the tree takes it', update),
      row(`    they and what is under them, ${rowsAgain} rows`, redraw),
    );
  }
  const times = (/** @type {number[]} */ values) => `${(median(values) / median(built.floor)).toFixed(1)} × floor`;
  const within = (/** @type {number[]} */ values) =>
    `${times(values)}  ${aim(`under ${frame} ms`, median(values) < frame)}`;
  lines.push(
    'Rows with their texts, as VS Code asks for them',
    row(`floor: sort ${containers} names, make ${containers} objects`, built.floor),
    row('a screen: top of Containers sorted, 60 drawn', built.screen, within(built.screen)),
    row(`top of Containers, all ${topRows} drawn`, built.topContainers, times(built.topContainers)),
    row(`top of Networks, all ${networks} drawn`, built.topNetworks, within(built.topNetworks)),
    row(`a network unfolded, ${rowsInNetwork} drawn`, built.inNetwork, within(built.inNetwork)),
    row(`both trees unfolded, all ${allRows} drawn`, built.all, times(built.all)),
  );
  console.log(lines.join('\n'));
}
