import vscode = require('vscode');
import { UserError } from '../../base/userError';
import { commands } from '../../contributions';
import { describePort } from '../../model/portMapping';
import { isUp } from '../../model/container';
import type { ConsoleEngine } from './consoleEngine';
import { titleOf, type ConsoleTarget } from './consoleTarget';

interface PortItem extends vscode.QuickPickItem {
  readonly target: ConsoleTarget;
}

/**
 * Asks which of the published TCP ports of running containers is meant. Undefined when the person leaves without choosing.
 * @throws UserError when there are none.
 */
export async function pickPort(engine: ConsoleEngine): Promise<ConsoleTarget | undefined> {
  const items = publishedPorts(engine);
  if (items.length === 0) {
    throw new UserError(
      'No running container publishes a TCP port. Start one with `docker run -p 8001 …`, or run a block of the tutorial that does.',
      [{ title: 'Open the Tutorial', command: commands.openTutorial }],
    );
  }
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Open Netcat Console',
    placeHolder: 'Published port to connect to',
    matchOnDescription: true,
  });
  return chosen?.target;
}

/** One item for each container's port: IPv4 and IPv6 mappings of it lead to the same place. */
function publishedPorts({ lab, address }: ConsoleEngine): PortItem[] {
  const items = new Map<string, PortItem>();
  for (const container of [...lab.containers.values()].filter(isUp)) {
    for (const port of container.ports) {
      const { containerPort, protocol, published } = port;
      const key = `${container.id} ${containerPort}`;
      if (!published || protocol !== 'tcp' || items.has(key)) continue;
      const { id: containerId, name: containerName } = container;
      const target = { engine: address, containerId, containerName, containerPort, protocol };
      items.set(key, { label: plain(titleOf(target)), description: plain(describePort(port)), target });
    }
  }
  return [...items.values()].sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }));
}

/** Quick picks draw `$(name)` as an icon; what comes from an engine is shown as it is. */
function plain(text: string): string {
  return text.replaceAll('$(', '\\$(');
}
