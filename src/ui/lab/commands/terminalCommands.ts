import vscode = require('vscode');
import { UserError } from '../../../base/userError';
import { isUp } from '../../../model/container';
import { chosenContainer } from './containerCommands';
import { findDocker } from './findDocker';
import { findShell } from './findShell';
import type { LabEngine } from '../labEngine';
import type { CommandArguments, LabContext } from './labContext';
import type { LogTerminals } from './logTerminals';
import { plainText } from '../plainText';

/** Opens a terminal with a shell inside a running container: bash, ash or sh, whichever it has. */
export async function openShell(args: CommandArguments, context: LabContext): Promise<void> {
  const actions = await context.engine.actions();
  const container = await chosenContainer(args, context, 'Open Shell', ({ state }) => state === 'running');
  if (!container) return;
  const name = plainText(container.name);
  if (!isUp(container))
    throw new UserError(`Container ${name} is ${container.state}. Start it, then open a shell in it.`);
  if (container.state === 'paused')
    throw new UserError(`Container ${name} is paused. Unpause it, then open a shell in it.`);
  const shell = await findShell(container.id, actions);
  if (shell === undefined) {
    throw new UserError(
      `Container ${name} has no shell: neither bash nor ash nor sh. Its image (${plainText(container.image)}) holds only its program; look at its logs, or inspect it.`,
    );
  }
  // The terminal is the docker command itself: no shell reads its arguments.
  const terminal = vscode.window.createTerminal({
    name: `Shell: ${name}`,
    shellPath: requireDocker(),
    shellArgs: ['exec', '--interactive', '--tty', container.id, shell],
    env: { ...context.engine.terminalEnvironment() },
    iconPath: new vscode.ThemeIcon('terminal'),
    isTransient: true,
  });
  terminal.show();
}

/** Shows what a container writes, from the last thousand lines on, for as long as the terminal is open. */
export async function showLogs(args: CommandArguments, context: LabContext, logs: LogTerminals): Promise<void> {
  const { engine } = context;
  await engine.actions();
  const container = await chosenContainer(args, context, 'Show Logs');
  if (!container) return;
  const address = addressOf(engine);
  logs.show(`Logs: ${plainText(container.name)}`, {
    docker: requireDocker(),
    env: environmentWith(engine.terminalEnvironment()),
    containerId: container.id,
    containerName: container.name,
    lab: () => engine.lab,
    isOnline: () => addressOf(engine) === address,
    onDidChangeLab: engine.onDidChangeLab,
  });
}

function addressOf({ state }: LabEngine): string | undefined {
  return state.kind === 'online' ? state.address.host : undefined;
}

/** @throws UserError when there is no docker command */
function requireDocker(): string {
  const docker = findDocker(process.env, process.platform);
  if (docker !== undefined) return docker;
  const url = vscode.Uri.parse('https://docs.docker.com/get-started/get-docker/');
  throw new UserError('There is no docker command on the PATH, which this needs. Install the Docker command line.', [
    { title: 'Get Docker', command: 'vscode.open', arguments: [url] },
  ]);
}

function environmentWith(changes: Readonly<Record<string, string | null>>): NodeJS.ProcessEnv {
  const env = { ...process.env, ...changes };
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== null)) as NodeJS.ProcessEnv;
}
