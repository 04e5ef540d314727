import { commands } from '../../../contributions';
import { chosenRows } from './chosenRows';
import { doTo, removeContainers, removeStoppedContainers, renameContainer } from './containerCommands';
import { copyAddresses, copyHostPort, copyIds, copyNames, openInBrowser } from './copyCommands';
import type { InspectDocuments } from './inspectDocuments';
import type { CommandArguments, LabContext } from './labContext';
import type { LogTerminals } from './logTerminals';
import {
  connectContainers,
  createNetwork,
  disconnectContainers,
  moveContainers,
  pruneNetworks,
  removeNetworks,
} from './networkCommands';
import { openShell, showLogs } from './terminalCommands';
import {
  askForFilter,
  chooseGrouping,
  revealInContainers,
  revealInNetworks,
  showBuiltInNetworks,
  type FilterText,
} from './viewCommands';

interface Everything extends LabContext {
  readonly filter: FilterText;
  readonly inspections: InspectDocuments;
  readonly logs: LogTerminals;
}

/** What the commands of the trees do. */
export const labCommands = {
  startContainer: (args, context) => doTo('start', args, context),
  stopContainer: (args, context) => doTo('stop', args, context),
  restartContainer: (args, context) => doTo('restart', args, context),
  pauseContainer: (args, context) => doTo('pause', args, context),
  unpauseContainer: (args, context) => doTo('unpause', args, context),
  killContainer: (args, context) => doTo('kill', args, context),
  renameContainer,
  removeContainer: (args, context) =>
    areEndpoints(args, context) ? disconnectContainers(args, context) : removeContainers(args, context),
  removeStoppedContainers: (_, context) => removeStoppedContainers(context),
  openShell,
  showLogs: (args, context) => showLogs(args, context, context.logs),
  inspect: (args, { inspections }) => inspections.open(args),
  copyId: copyIds,
  copyName: copyNames,
  copyAddress: copyAddresses,
  copyHostPort,
  openInBrowser: (args, context) => openInBrowser(args, context),
  openInBrowserHttps: (args, context) => openInBrowser(args, context, 'https'),
  createNetwork: (_, context) => createNetwork(context),
  connectContainer: connectContainers,
  disconnectContainer: disconnectContainers,
  moveContainer: moveContainers,
  removeNetwork: (args, context) =>
    areEndpoints(args, context) ? disconnectContainers(args, context) : removeNetworks(args, context),
  pruneNetworks: (_, context) => pruneNetworks(context),
  revealInContainers: (args, context) => revealInContainers(args, context, context.filter),
  revealInNetworks: (args, context) => revealInNetworks(args, context, context.filter),
  filter: (_, { filter }) => askForFilter(filter),
  clearFilter: (_, { filter }) => {
    filter.text = '';
    return Promise.resolve();
  },
  groupBy: (_, context) => chooseGrouping(context),
  showBuiltIn: () => showBuiltInNetworks(true),
  hideBuiltIn: () => showBuiltInNetworks(false),
} as const satisfies Partial<
  Record<keyof typeof commands, (args: CommandArguments, context: Everything) => Promise<void>>
>;

export type LabCommand = keyof typeof labCommands;

/** The key that removes a container or a network takes an endpoint off its network. */
function areEndpoints(args: CommandArguments, context: LabContext): boolean {
  const rows = chosenRows(args, context) ?? [];
  return rows.length > 0 && rows.every(({ kind }) => kind === 'endpoint');
}
