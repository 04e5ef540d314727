/**
 * Every id that package.json declares, typed. `test/unit/contributions.test.ts` holds the two together.
 * Only `extension.ts` and `ui` import this.
 */
export const commands = {
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
} as const;

/** Context keys for `when` clauses, with the values they take. */
export interface ContextKeys {
  /** State of the engine connection; `offline` states carry their reason. */
  'networkLab.engine': 'idle' | 'connecting' | 'online' | 'missing' | 'denied' | 'offline';
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
