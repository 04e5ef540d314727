import { views } from '../../../contributions';
import type { LabNode } from '../tree/labNode';
import type { CommandArguments, LabContext } from './labContext';
import { isLabNode } from './labNodes';

/**
 * The rows that a command for several things is meant for: from a menu the one that was clicked, or all that are selected if it is
 * among them; from a key the selection of the view that it names. `undefined` from the palette: there the person is asked.
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

/** The row that a command for one thing is meant for: the one that was clicked, whatever else is selected. */
export function chosenRow(args: CommandArguments, context: LabContext): LabNode | undefined {
  const [first] = args;
  return isLabNode(first) ? first : chosenRows(args, context)?.[0];
}
