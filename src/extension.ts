import { homedir } from 'node:os';
import vscode = require('vscode');
import { UserError } from './base/userError';
import { commands, settings } from './contributions';
import { EngineConnection } from './engine/connection';
import { isLocalHost, parseDockerHost } from './engine/dockerHost';
import { whereIsPublished } from './engine/reachability';
import { terminalEnvironment } from './engine/terminalEnvironment';
import type { PortMapping } from './model/portMapping';
import { registerConsole, type ConsoleFeature } from './ui/console/register';
import type { ConsoleEngine } from './ui/console/consoleEngine';
import { registerDocuments, type DocumentFeature } from './ui/document/register';
import type { LabEngine } from './ui/lab/labEngine';
import { registerLabViews, type LabFeature } from './ui/lab/register';
import { registerEngineChoice, type EngineChoiceFeature } from './ui/lab/engine/registerEngineChoice';
import { RememberedEngines } from './ui/lab/engine/rememberedEngines';
import { errorsShownBy } from './ui/showError';
import { registerWalkthrough } from './ui/walkthrough/register';

/** What the extension shows of itself, for tests that look at it from inside VS Code. */
export interface Inspection {
  readonly engine: EngineConnection;
  readonly lab: LabFeature;
  readonly engineChoice: EngineChoiceFeature;
  readonly documents: DocumentFeature;
  readonly console: ConsoleFeature;
}

/** Builds the parts, hands them to each other and registers them. Connects to nothing: the engine waits until somebody needs it. */
export function activate(context: vscode.ExtensionContext): Inspection {
  const log = vscode.window.createOutputChannel('Docker Network Lab', { log: true });
  const showError = errorsShownBy(log);
  const remembered = new RememberedEngines(context.workspaceState, context.globalState);
  const engine = connectionFromSettings(context, remembered, log);

  const lab = registerLabViews({ engine: engineForTrees(engine), memento: context.workspaceState, showError });
  const engineChoice = registerEngineChoice({ engine, remembered, showError });
  const documents = registerDocuments({
    engine: {
      ready: () => engine.ready(),
      get lab() {
        return engine.lab;
      },
      // While the engine is away its lab is empty, and says nothing about the shells in terminals.
      onDidChangeLab: (listener) =>
        engine.onDidChangeLab((change) => {
          if (engine.state.kind === 'online') listener(change);
        }),
      // Terminals stay with their engine while it is away: another environment would be another engine.
      terminalEnvironment: () => engine.lastOnline && terminalEnvironment(engine.lastOnline),
    },
    log,
    showError,
  });
  const { extensionUri } = context;
  const console = registerConsole({ extensionUri, engine: engineForConsoles(engine), log, showError });
  const walkthrough = registerWalkthrough({ extensionUri, engine, onDidReceive: console.onDidReceive, showError });

  context.subscriptions.push(
    walkthrough,
    console,
    documents,
    engineChoice,
    lab,
    engine,
    vscode.commands.registerCommand(commands.showLog, () => log.show()),
    log,
  );
  return { engine, lab, engineChoice, documents, console };
}

function connectionFromSettings(
  context: vscode.ExtensionContext,
  { choice }: RememberedEngines,
  log: vscode.LogOutputChannel,
): EngineConnection {
  const readHost = () => vscode.workspace.getConfiguration().get<string>(settings.engineHost, '');
  const initial = readHost();
  const engine = new EngineConnection({
    ...(choice && { choice }),
    host: () => initial,
    env: process.env,
    homedir: homedir(),
    platform: process.platform,
    ...(process.getuid && { uid: process.getuid() }),
    log,
    actions: {
      choose: { title: 'Choose Engine', command: commands.chooseEngine },
      retry: { title: 'Try Again', command: commands.reconnect },
      setAddress: { title: 'Set Address', command: commands.openEngineSettings },
      getDocker: {
        title: 'Get Docker',
        command: 'vscode.open',
        arguments: [vscode.Uri.parse('https://docs.docker.com/get-docker/')],
      },
    },
  });
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(settings.engineHost)) engine.setHost(readHost());
    }),
  );
  return engine;
}

function engineForTrees(engine: EngineConnection): LabEngine {
  return {
    get state() {
      return engine.state;
    },
    get lab() {
      return engine.lab;
    },
    onDidChangeState: engine.onDidChangeState,
    onDidChangeLab: engine.onDidChangeLab,
    demand: () => engine.demand(),
    ready: (signal) => engine.ready(signal),
    retry: () => engine.retry(),
    lookAgain: () => engine.lookAgain(),
    actions: () => engine.actions(),
    get isLocal() {
      if (engine.state.kind !== 'online') return false;
      const host = parseDockerHost(engine.state.address.host, false);
      return host.kind !== 'unusable' && isLocalHost(host);
    },
    terminalEnvironment: () => (engine.lastOnline ? terminalEnvironment(engine.lastOnline) : {}),
    reach: (port) => reach(engine, port),
  };
}

function engineForConsoles(engine: EngineConnection): ConsoleEngine {
  return {
    async ready() {
      await engine.ready();
    },
    get lab() {
      return engine.lab;
    },
    get address() {
      return engine.lastOnline?.address.host ?? '';
    },
    get online() {
      return engine.state.kind === 'online';
    },
    onDidChangeLab: engine.onDidChangeLab,
    reach: (port) => reach(engine, port),
  };
}

function reach(engine: EngineConnection, port: PortMapping): { host: string; port: number } | UserError {
  if (engine.state.kind !== 'online') return new UserError('The Docker engine does not answer at the moment.');
  if (!port.published) return new UserError(`Port ${port.containerPort}/${port.protocol} is not published.`);
  const place = whereIsPublished(engine.state.address, port.published);
  return place.kind === 'reachable' ? place : new UserError(place.why);
}
