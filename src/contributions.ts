/**
 * Every id that package.json declares, typed. `test/unit/contributions.test.ts` holds the two together.
 * Only `extension.ts` and `ui` import this.
 */
/** Those of the two trees. */
export const labCommands = {
  startContainer: 'networkLab.startContainer',
  stopContainer: 'networkLab.stopContainer',
  restartContainer: 'networkLab.restartContainer',
  pauseContainer: 'networkLab.pauseContainer',
  unpauseContainer: 'networkLab.unpauseContainer',
  killContainer: 'networkLab.killContainer',
  renameContainer: 'networkLab.renameContainer',
  removeContainer: 'networkLab.removeContainer',
  removeStoppedContainers: 'networkLab.removeStoppedContainers',
  openShell: 'networkLab.openShell',
  showLogs: 'networkLab.showLogs',
  inspect: 'networkLab.inspect',
  copyId: 'networkLab.copyId',
  copyName: 'networkLab.copyName',
  copyAddress: 'networkLab.copyAddress',
  copyHostPort: 'networkLab.copyHostPort',
  openInBrowser: 'networkLab.openInBrowser',
  openInBrowserHttps: 'networkLab.openInBrowserHttps',
  createNetwork: 'networkLab.createNetwork',
  connectContainer: 'networkLab.connectContainer',
  disconnectContainer: 'networkLab.disconnectContainer',
  moveContainer: 'networkLab.moveContainer',
  removeNetwork: 'networkLab.removeNetwork',
  pruneNetworks: 'networkLab.pruneNetworks',
  revealInContainers: 'networkLab.revealInContainers',
  revealInNetworks: 'networkLab.revealInNetworks',
  filter: 'networkLab.filter',
  clearFilter: 'networkLab.clearFilter',
  groupBy: 'networkLab.groupBy',
  showBuiltIn: 'networkLab.showBuiltIn',
  hideBuiltIn: 'networkLab.hideBuiltIn',
} as const;

export const commands = {
  ...labCommands,
  runBlock: 'networkLab.runBlock',
  openConsole: 'networkLab.openConsole',
  openTutorial: 'networkLab.openTutorial',
  reconnect: 'networkLab.reconnect',
  chooseEngine: 'networkLab.chooseEngine',
  openEngineSettings: 'networkLab.openEngineSettings',
  showLog: 'networkLab.showLog',
} as const;

export const views = {
  containers: 'networkLab.containers',
  networks: 'networkLab.networks',
} as const;

export const settings = {
  engineHost: 'networkLab.engine.host',
  lenses: 'networkLab.documents.lenses',
  groupBy: 'networkLab.containers.groupBy',
  showBuiltIn: 'networkLab.networks.showBuiltIn',
} as const;

/** Context keys for `when` clauses, with the values they take. */
export interface ContextKeys {
  /** State of the engine connection; `offline` states carry their reason. */
  'networkLab.engine': 'idle' | 'connecting' | 'online' | 'missing' | 'denied' | 'offline';
  /** Whether a filter hides rows of the trees. */
  'networkLab.filtered': boolean;

  /** Steps of the walkthrough, each true for the moment in which it is ticked: an engine answered, */
  'networkLab.engineReached': boolean;
  /** a running container had its TCP ports 8001 and 8002 published, */
  'networkLab.relayPublished': boolean;
  /** a netcat console received something. */
  'networkLab.textReceived': boolean;
}

export const walkthroughs = { start: 'networkLab.start' } as const;

/** Language ids of documents that can be run. */
export const documentLanguages = ['restructuredtext', 'markdown'] as const;

/** Values of the setting `lenses`: above documents that use Docker or carry a mark, above all that can be read, above none. */
export type LensChoice = 'auto' | 'all' | 'off';
