import vscode = require('vscode');
import { UserError } from '../../../base/userError';
import { commands, settings } from '../../../contributions';
import { endpointsOfContainer } from '../../../model/lab';
import { chosenRow } from './chosenRows';
import { chosenContainer } from './containerCommands';
import type { CommandArguments, LabContext } from './labContext';
import { groupings, type Grouping, type LabNode } from '../tree/labNode';
import { pickOne } from '../pick';
import { plainText } from '../plainText';

/** The filter of both trees, as commands change it. */
export interface FilterText {
  text: string;
}

/** Asks for a filter, which holds while it is typed; Escape brings back the one before. */
export async function askForFilter(filter: FilterText): Promise<void> {
  const before = filter.text;
  const input = vscode.window.createInputBox();
  input.title = 'Filter Containers and Networks';
  input.placeholder = 'Name, image, state, project, address, port, alias … several words narrow it down';
  input.prompt = 'Both views show what matches, while you type.';
  input.value = before;
  // A click on a row that was found is no Escape.
  input.ignoreFocusOut = true;
  const kept = await new Promise<boolean>((resolve) => {
    input.onDidChangeValue((value) => (filter.text = value));
    input.onDidAccept(() => resolve(true));
    input.onDidHide(() => resolve(false));
    input.show();
  });
  if (!kept) filter.text = before;
  input.dispose();
}

const groupingTexts: Readonly<Record<Grouping, readonly [label: string, icon: string]>> = {
  none: ['No Groups', 'list-flat'],
  project: ['Compose Project', 'layers'],
  network: ['Network', 'type-hierarchy'],
  image: ['Image', 'package'],
  state: ['State', 'circle-outline'],
};

export async function chooseGrouping(context: LabContext): Promise<void> {
  const now = context.tree.chosen.grouping;
  const choices = groupings.map((value) => {
    const [label, icon] = groupingTexts[value];
    return { label, iconPath: new vscode.ThemeIcon(icon), ...(value === now && { description: 'now' }), value };
  });
  const chosen = await pickOne(choices, {
    title: 'Group Containers By',
    placeHolder: 'Choose what they are grouped by',
  });
  if (chosen) await changeSetting(settings.groupBy, chosen);
}

export function showBuiltInNetworks(shown: boolean): Promise<void> {
  return changeSetting(settings.showBuiltIn, shown);
}

/** Where it is set already, else for the user. */
async function changeSetting(name: string, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  const workspace = configuration.inspect(name)?.workspaceValue !== undefined;
  await configuration.update(
    name,
    value,
    workspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global,
  );
}

/** Shows where a container stands among the networks. */
export async function revealInNetworks(args: CommandArguments, context: LabContext, filter: FilterText): Promise<void> {
  await context.engine.ready();
  const { lab } = context.engine;
  const row = chosenRow(args, context);
  if (row?.kind === 'endpoint') return revealEndpoint(row.containerId, row.networkId, context, filter);
  if (row?.kind === 'network') return revealNetwork(row.networkId, context, filter);
  if (row?.kind === 'group' && row.by === 'network') return revealNetwork(row.key, context, filter);
  const container = await chosenContainer(args, context, 'Show in Networks');
  if (!container) return;
  const endpoints = endpointsOfContainer(lab, container.id);
  if (endpoints.length === 0) throw new UserError(`Container ${plainText(container.name)} is on no network.`);
  const choices = endpoints.map(({ networkName, networkId, ipv4 }) => ({
    label: plainText(networkName),
    ...(ipv4 !== undefined && { description: ipv4 }),
    value: networkId,
  }));
  const question = { title: `Show ${plainText(container.name)} in Networks`, placeHolder: 'Choose a network' };
  const networkId = choices.length === 1 ? choices[0]?.value : await pickOne(choices, question);
  if (networkId !== undefined) await revealEndpoint(container.id, networkId, context, filter);
}

/** Shows the container of a row in Containers. */
export async function revealInContainers(
  args: CommandArguments,
  context: LabContext,
  filter: FilterText,
): Promise<void> {
  await context.engine.ready();
  const container = await chosenContainer(args, context, 'Show in Containers');
  if (container) await revealContainer(container.id, context, filter);
}

async function revealContainer(id: string, context: LabContext, filter: FilterText): Promise<void> {
  if (context.tree.rowsOfContainer(id).length === 0) filter.text = '';
  const [row] = context.tree.rowsOfContainer(id);
  if (!row) throw new UserError('That container is not there any more.');
  await reveal('containers', row, context);
}

async function revealNetwork(id: string, context: LabContext, filter: FilterText): Promise<void> {
  if (!context.tree.rowOfNetwork(id)) filter.text = '';
  await reveal('networks', context.tree.rowOfNetwork(id) ?? hidden(id, context), context);
}

async function revealEndpoint(
  containerId: string,
  networkId: string,
  context: LabContext,
  filter: FilterText,
): Promise<void> {
  if (!context.tree.rowInNetwork(containerId, networkId)) filter.text = '';
  await reveal('networks', context.tree.rowInNetwork(containerId, networkId) ?? hidden(networkId, context), context);
}

function hidden(networkId: string, { engine }: LabContext): never {
  const network = engine.lab.networks.get(networkId);
  if (!network) throw new UserError('That network is not there any more.');
  throw new UserError(`Network ${plainText(network.name)} is hidden, as built-in networks are.`, [
    { title: 'Show Built-in Networks', command: commands.showBuiltIn },
  ]);
}

async function reveal(view: 'containers' | 'networks', row: LabNode, { views }: LabContext): Promise<void> {
  await views[view].reveal(row, { select: true, focus: true, expand: row.kind !== 'endpoint' });
}
