import vscode = require('vscode');
import { UserError } from '../../../base/userError';
import type { LabActions } from '../../../engine/labActions';
import { isUp, type Container } from '../../../model/container';
import { chosenContainer } from './containerCommands';
import { findDocker } from './findDocker';
import type { CommandArguments, LabContext } from './labContext';
import { LogTerminal } from './logTerminal';
import { plainText } from '../plainText';

/** Shells in the order in which a person wants them, and where images have them. */
const shells = ['bash', 'ash', 'sh'].flatMap((name) =>
  ['/bin/', '/usr/bin/', '/usr/local/bin/'].map((at) => at + name),
);

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
  const shell = await shellOf(container, actions);
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
export async function showLogs(args: CommandArguments, context: LabContext): Promise<void> {
  const { engine } = context;
  await engine.actions();
  const container = await chosenContainer(args, context, 'Show Logs');
  if (!container) return;
  const pty = new LogTerminal({
    docker: requireDocker(),
    env: environmentWith(engine.terminalEnvironment()),
    containerId: container.id,
    containerName: container.name,
    lab: () => engine.lab,
    onDidChangeLab: engine.onDidChangeLab,
  });
  const name = `Logs: ${plainText(container.name)}`;
  vscode.window.createTerminal({ name, pty, iconPath: new vscode.ThemeIcon('output') }).show(true);
}

/** Looks into the file system: nothing is run to find out. */
async function shellOf(container: Container, actions: LabActions): Promise<string | undefined> {
  for (const path of shells) if (await actions.hasFile(container.id, path)) return path;
  return undefined;
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
