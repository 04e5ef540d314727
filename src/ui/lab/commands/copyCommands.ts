import vscode = require('vscode');
import { UserError } from '../../../base/userError';
import { endpointsOfContainer } from '../../../model/lab';
import { describePort, type PortMapping } from '../../../model/portMapping';
import { chosenRow, chosenRows } from './chosenRows';
import { chosenThing } from './chosenThing';
import { chosenContainer } from './containerCommands';
import type { CommandArguments, LabContext } from './labContext';
import type { LabNode } from '../tree/labNode';
import { pickOne, portChoices } from '../pick';
import { literalText } from '../literalText';
import { plainText } from '../plainText';

/** Copies the full ids of what is chosen, a line each. */
export async function copyIds(args: CommandArguments, context: LabContext): Promise<void> {
  await copy(await texts(args, context, 'Copy Id', idOf));
}

/** Copies the names of what is chosen, a line each. */
export async function copyNames(args: CommandArguments, context: LabContext): Promise<void> {
  const { lab } = context.engine;
  await copy(
    await texts(args, context, 'Copy Name', (row) => {
      if (row.kind === 'group') return row.by === 'network' ? lab.networks.get(row.key)?.name : row.key;
      if (row.kind === 'link') return row.link.alias;
      const id = idOf(row);
      return id === undefined ? undefined : (lab.containers.get(id)?.name ?? lab.networks.get(id)?.name);
    }),
  );
}

/** Copies the addresses of endpoints; of a container on several networks the one that the person picks. */
export async function copyAddresses(args: CommandArguments, context: LabContext): Promise<void> {
  const { lab } = context.engine;
  const rows = chosenRows(args, context);
  const endpoints = rows?.flatMap((row) => (row.kind === 'endpoint' ? [row] : [])) ?? [];
  if (endpoints.length > 0) {
    const addresses = endpoints.flatMap(({ containerId, networkId }) => {
      const endpoint = lab.endpoints.get(`${containerId}/${networkId}`);
      return endpoint?.ipv4 ?? endpoint?.ipv6 ?? [];
    });
    if (addresses.length === 0)
      throw new UserError('It has no address: its container does not run, or the network has none.');
    await copy(addresses);
    return;
  }
  const container = await chosenContainer(args, context, 'Copy Address');
  if (!container) return;
  const choices = endpointsOfContainer(lab, container.id).flatMap(({ networkName, ipv4, ipv6 }) =>
    [ipv4, ipv6].flatMap((address) =>
      address === undefined ? [] : [{ label: address, description: literalText(networkName), value: address }],
    ),
  );
  if (choices.length === 0) {
    throw new UserError(
      `Container ${plainText(container.name)} has no address: it does not run, or it is on a network without addresses.`,
    );
  }
  const question = { title: `Copy an Address of ${plainText(container.name)}`, placeHolder: 'Choose an address' };
  const address = choices.length === 1 ? choices[0]?.value : await pickOne(choices, question);
  if (address !== undefined) await copy([address]);
}

/** Copies `host:port`, where a published port is reached from here. */
export async function copyHostPort(args: CommandArguments, context: LabContext): Promise<void> {
  const port = await chosenPort(args, context, 'Copy Host and Port');
  if (port) await copy([hostPort(port, context)]);
}

/** Opens a published port in the browser, by way of VS Code where that runs on another machine. */
export async function openInBrowser(
  args: CommandArguments,
  context: LabContext,
  scheme?: 'http' | 'https',
): Promise<void> {
  const port = await chosenPort(args, context, 'Open Port in Browser');
  if (!port) return;
  const usual = [443, 8443].includes(port.containerPort) ? 'https' : 'http';
  const uri = vscode.Uri.parse(`${scheme ?? usual}://${hostPort(port, context)}/`, true);
  await vscode.env.openExternal(await vscode.env.asExternalUri(uri));
}

function hostPort(port: PortMapping, { engine }: LabContext): string {
  const place = engine.reach(port);
  if (place instanceof UserError) throw place;
  return `${place.host.includes(':') ? `[${place.host}]` : place.host}:${place.port}`;
}

/** A published TCP port: the chosen row's, or one that the person picks. */
async function chosenPort(
  args: CommandArguments,
  context: LabContext,
  title: string,
): Promise<PortMapping | undefined> {
  await context.engine.ready();
  const row = chosenRow(args, context);
  if (row?.kind === 'port') {
    if (!row.port.published) throw new UserError(`Port ${describePort(row.port)} is not published.`);
    return row.port;
  }
  const isPublished = (port: PortMapping) => port.published !== undefined && port.protocol === 'tcp';
  const container = await chosenContainer(args, context, title, (one) => one.ports.some(isPublished));
  const ports = container?.ports.filter(isPublished) ?? [];
  if (!container) return undefined;
  if (ports.length === 0) throw new UserError(`Container ${plainText(container.name)} publishes no TCP port.`);
  return ports.length === 1 ? ports[0] : pickOne(portChoices(ports), { title, placeHolder: 'Choose a port' });
}

function idOf(row: LabNode): string | undefined {
  if (row.kind === 'group') return row.by === 'network' ? row.key : undefined;
  return row.kind === 'network' || (row.kind === 'endpoint' && row.under === 'container')
    ? row.networkId
    : row.containerId;
}

async function texts(
  args: CommandArguments,
  context: LabContext,
  title: string,
  of: (row: LabNode) => string | undefined,
): Promise<readonly string[]> {
  await context.engine.ready();
  const rows = chosenRows(args, context);
  if (rows) return [...new Set(rows.flatMap((row) => of(row) ?? []))];
  const thing = await chosenThing([], context, title);
  if (!thing) return [];
  const { id } = thing.it;
  const row = thing.kind === 'network' ? { networkId: id, kind: thing.kind } : { containerId: id, kind: thing.kind };
  return [of({ id: '', ...row }) ?? ''];
}

async function copy(lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  await vscode.env.clipboard.writeText(lines.join('\n'));
  const [first = ''] = lines;
  vscode.window.setStatusBarMessage(
    `Copied ${lines.length === 1 ? literalText(first) : `${lines.length} lines`}`,
    3_000,
  );
}
