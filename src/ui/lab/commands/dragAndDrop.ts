import vscode = require('vscode');
import { dragType } from './draggedRows';
import { namesOf } from '../names';
import { planDrop, type Dragged } from './dropPlan';
import type { LabContext } from './labContext';
import type { LabNode } from '../tree/labNode';
import { connect, disconnect, move } from './connections';
import { throwFailure } from './together';
import { containersOf, isLabNode } from './labNodes';
import { messageText } from '../../messageText';
import { literalText } from '../literalText';

/**
 * Does what dropping rows on a row of Networks, or on its empty space, means.
 * @throws UserError when the engine refuses
 */
export async function drop(target: LabNode | undefined, data: vscode.DataTransfer, context: LabContext): Promise<void> {
  const rows = await draggedFrom(data);
  const networkId = target?.kind === 'network' || target?.kind === 'endpoint' ? target.networkId : undefined;
  const { lab } = context.engine;
  const plan = planDrop(draggedOf(rows, context), networkId, lab);
  switch (plan.kind) {
    case 'connect':
      throwFailure(await connect(plan.containers, plan.networkId, { aliases: [] }, context));
      return;
    case 'disconnect':
      return disconnect(plan.endpoints, context);
    case 'ask': {
      const { endpoints, networkId: to } = plan;
      const name = literalText(lab.networks.get(to)?.name ?? '');
      const left = [...new Set(endpoints.map((one) => one.networkId))].flatMap((id) => lab.networks.get(id) ?? []);
      const choices = [
        { label: `Also connect to ${name}`, detail: literalText(`Stays on ${namesOf(left)}.`), value: 'connect' },
        { label: `Move to ${name}`, detail: literalText(`Leaves ${namesOf(left)}.`), value: 'move' },
      ] as const;
      const choice = await vscode.window.showQuickPick(choices, {
        title: `Drop on Network ${name}`,
        placeHolder: 'Choose what is meant',
      });
      if (choice?.value === 'move') return move(endpoints, to, context);
      if (!choice) return;
      const ids = endpoints.map(({ containerId }) => containerId);
      throwFailure(await connect(ids, to, { aliases: [] }, context));
      return;
    }
    case 'nothing':
      if (plan.why !== undefined) void vscode.window.showInformationMessage(messageText(plan.why));
  }
}

function draggedOf(rows: readonly LabNode[], { tree }: LabContext): Dragged {
  const whole = rows.filter(({ kind }) => kind === 'container' || kind === 'group');
  return {
    containers: containersOf(whole, tree),
    endpoints: rows.flatMap((row) => (row.kind === 'endpoint' ? [row] : [])),
  };
}

/** From another tree VS Code hands over an empty item of the type as well. */
async function draggedFrom(data: vscode.DataTransfer): Promise<LabNode[]> {
  const items = [...data].filter(([type]) => type === dragType);
  const texts = await Promise.all(items.map(([, item]) => item.asString()));
  return texts.map(readRows).find((rows) => rows.length > 0) ?? [];
}

/** Whoever drags something of this type, it is data from outside. */
function readRows(text: string): LabNode[] {
  try {
    const rows: unknown = JSON.parse(text);
    return Array.isArray(rows) ? rows.filter(isLabNode) : [];
  } catch {
    return [];
  }
}
