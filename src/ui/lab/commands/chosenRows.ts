import { views } from '../../../contributions';
import type { CommandArguments, LabContext } from './labContext';
import type { LabNode } from '../tree/labNode';
import { isLabNode } from './labNodes';

/**
 * The rows that a command is meant for: from a menu the one that was clicked, or all that are selected if it is among them; from a key
 * the selection of the view that it names. `undefined` from the palette: there the person is asked.
 */
export function chosenRows(args: CommandArguments, context: LabContext): readonly LabNode[] | undefined {
  const [first, all] = args;
  if (isLabNode(first)) {
    const rows = Array.isArray(all) ? all.filter(isLabNode) : [];
    return rows.some((row) => row.id === first.id) ? rows : [first];
  }
  const view = (['containers', 'networks'] as const).find((name) => views[name] === first);
  return view && context.views[view].selection;
}
