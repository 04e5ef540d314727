import vscode = require('vscode');
import { messageOf, UserError } from '../../../base/userError';
import { commands } from '../../../contributions';
import type { Container } from '../../../model/container';
import { endpointKey } from '../../../model/endpoint';
import { isBuiltIn, type Network } from '../../../model/network';
import { askForConnection, type ConnectionAnswer } from '../forms/connectionForm';
import { askForNetwork, type NetworkAnswer } from '../forms/networkForm';
import { literalText } from '../literalText';
import { listed, namesOf } from '../names';
import { containerChoices, networkChoices, pickMany, pickOne } from '../pick';
import { plainText } from '../plainText';
import { byName, groupBy } from '../tree/labIndex';
import type { LabNode } from '../tree/labNode';
import { chosenRow, chosenRows } from './chosenRows';
import { confirm } from './confirm';
import { connect, disconnect, move, nameOfContainer } from './connections';
import { chosenContainers } from './containerCommands';
import type { EndpointIds } from './dropPlan';
import type { CommandArguments, LabContext } from './labContext';
import { networksOf } from './labNodes';
import { throwFailure, together } from './together';

/** Makes a network from a form. What the engine refuses is shown, and the form comes back as it was: nothing typed is lost. */
export async function createNetwork(context: LabContext): Promise<void> {
  const { engine } = context;
  await engine.actions();
  let answer: NetworkAnswer | undefined;
  for (;;) {
    answer = await askForNetwork(engine.lab, answer?.draft, engine.isLocal);
    if (!answer) return;
    const { spec } = answer;
    try {
      // Asked for anew each time: the form may have been open while the engine was restarted.
      const actions = await engine.actions();
      await actions.createNetwork(spec);
      return;
    } catch (error) {
      context.showError('Create a network', context.explain(error, { kind: 'createNetwork', spec }));
    }
  }
}

/** Removes networks after a question. Says who is still on one, and offers to disconnect them first. */
export async function removeNetworks(args: CommandArguments, context: LabContext): Promise<void> {
  await context.engine.actions();
  const rows = chosenRows(args, context);
  if (rows?.some(({ kind }) => kind !== 'network'))
    throw new UserError('Choose networks to be removed, without the containers on them.');
  const networks = await chosenNetworks(rows, context, 'Remove Networks', (network) => !isBuiltIn(network));
  if (!networks) return;
  const { members, named } = await membersOf(networks, context);
  const it = networks.length === 1 ? 'it' : 'them';
  const question = `Remove ${listed('network', networks)}?`;
  const button = named.length > 0 ? 'Disconnect Them and Remove' : 'Remove';
  const detail =
    named.length > 0
      ? `Still on ${it}: ${namesOf(named)}. Those that run go on without ${it}.`
      : `No container is on ${it}.`;
  if ((await confirm(question, detail, button)) !== button) return;
  throwFailure(
    await together(networks, context, {
      doing: `Remove ${listed('network', networks)}`,
      view: 'networks',
      act: async ({ id }, actions) => {
        // Only those that were named: who came meanwhile keeps the network from being removed.
        for (const containerId of members.get(id) ?? []) {
          await actions.disconnect(id, containerId).catch((error: unknown) => {
            // It is gone, or has left by itself.
            if (!/no such container|is not connected to/i.test(messageOf(error))) throw error;
          });
        }
        await actions.removeNetwork(id);
      },
      attempted: ({ id }) => ({ kind: 'removeNetwork', networkId: id }),
      nameOf: ({ name }) => name,
    }),
  );
}

/** Removes the networks that no container is on, after a question that names them. */
export async function pruneNetworks(context: LabContext): Promise<void> {
  await context.engine.actions();
  const own = [...context.engine.lab.networks.values()].filter(
    (one) => !isBuiltIn(one) && !one.ingress && one.name !== 'docker_gwbridge',
  );
  const { members } = await membersOf(own, context);
  const unused = byName(own.filter(({ id }) => !members.has(id)));
  if (unused.length === 0) {
    void vscode.window.showInformationMessage('There are no unused networks.');
    return;
  }
  const question = `Remove ${listed('unused network', unused)}?`;
  if ((await confirm(question, 'No container is on them, not even a stopped one.', 'Remove')) !== 'Remove') return;
  // One by one: the engine's own prune takes those for unused, too, that only stopped containers are on.
  throwFailure(
    await together(unused, context, {
      doing: `Remove ${listed('unused network', unused)}`,
      view: 'networks',
      act: ({ id }, actions) => actions.removeNetwork(id),
      attempted: ({ id }) => ({ kind: 'removeNetwork', networkId: id }),
      nameOf: ({ name }) => name,
    }),
  );
}

/** Who is on networks, by what the engine says now: it sends no event when a container that does not run is connected. */
async function membersOf(
  networks: readonly Network[],
  { engine }: LabContext,
): Promise<{ readonly members: ReadonlyMap<string, readonly string[]>; readonly named: readonly Container[] }> {
  const actions = await engine.actions();
  const inUse = [...(await actions.networksInUse())];
  const members = new Map(
    networks.flatMap(({ id, name }) => {
      const ids = inUse.flatMap(([containerId, names]) => (names.includes(name) ? [containerId] : []));
      return ids.length > 0 ? [[id, ids] as const] : [];
    }),
  );
  const all = new Set([...members.values()].flat());
  return { members, named: byName([...all].flatMap((id) => engine.lab.containers.get(id) ?? [])) };
}

/** Puts containers on a network: asks for what is not chosen, then for aliases and addresses. */
export async function connectContainers(args: CommandArguments, context: LabContext): Promise<void> {
  await context.engine.actions();
  const chosen = await whoAndWhere(args, context);
  if (!chosen) return;
  const { containers, network } = chosen;
  let ids = containers.map(({ id }) => id);
  let answer: ConnectionAnswer | undefined;
  for (;;) {
    answer = await askForConnection(context.engine.lab, ids, network.id, answer?.draft);
    if (!answer) return;
    const { done, error } = await connect(ids, network.id, answer.spec, context);
    if (!error) return;
    context.showError('Connect to a network', error);
    ids = ids.filter((id) => !done.includes(id));
  }
}

/** Takes endpoints off their networks, and offers to put them back. */
export async function disconnectContainers(args: CommandArguments, context: LabContext): Promise<void> {
  await context.engine.actions();
  const endpoints = await chosenEndpoints(args, context, { verb: 'Disconnect', done: 'disconnected' });
  if (endpoints) await disconnect(endpoints, context);
}

/** Puts containers on another network, and takes them off the one that they are on. */
export async function moveContainers(args: CommandArguments, context: LabContext): Promise<void> {
  await context.engine.actions();
  const endpoints = await chosenEndpoints(args, context, { verb: 'Move', done: 'moved' });
  if (!endpoints) return;
  const network = await pickNetworkFor(
    endpoints.map(({ containerId }) => containerId),
    context,
    'Move to Another Network',
  );
  if (network) await move(endpoints, network.id, context);
}

async function whoAndWhere(
  args: CommandArguments,
  context: LabContext,
): Promise<{ readonly containers: readonly Container[]; readonly network: Network } | undefined> {
  const { lab } = context.engine;
  const row = chosenRow(args, context);
  const network = row?.kind === 'network' ? lab.networks.get(row.networkId) : undefined;
  if (network) {
    const others = [...lab.containers.values()].filter(
      ({ id, networkMode }) =>
        !lab.endpoints.has(endpointKey({ containerId: id, networkId: network.id })) &&
        // Those that use the host's network, or another container's, can be on no other.
        networkMode !== 'host' &&
        !networkMode.startsWith('container:'),
    );
    if (others.length === 0)
      throw new UserError(`There is no container that could be put on ${plainText(network.name)}.`);
    const title = `Connect to Network ${plainText(network.name)}`;
    const containers = await pickMany(containerChoices(others, lab), {
      title,
      placeHolder: 'Enter takes this one; Space marks several',
    });
    return containers && { containers, network };
  }
  const containers = await chosenContainers(args, context, { verb: 'Connect', done: 'connected', fits: () => true });
  if (!containers) return undefined;
  const ids = containers.map(({ id }) => id);
  const chosen = await pickNetworkFor(ids, context, `Connect ${namesOf(containers)} to a Network`);
  return chosen && { containers, network: chosen };
}

/** Asks for a network that not all of these containers are on. */
async function pickNetworkFor(
  containerIds: readonly string[],
  context: LabContext,
  title: string,
): Promise<Network | undefined> {
  const { lab } = context.engine;
  const networks = [...lab.networks.values()].filter(
    (network) =>
      network.driver !== 'host' &&
      network.driver !== 'null' &&
      containerIds.some((containerId) => !lab.endpoints.has(endpointKey({ containerId, networkId: network.id }))),
  );
  if (networks.length === 0) {
    throw new UserError('There is no other network. Create one first.', [
      { title: 'Create Network', command: commands.createNetwork },
    ]);
  }
  return pickOne(networkChoices(networks), { title, placeHolder: 'Choose a network' });
}

async function chosenNetworks(
  rows: readonly LabNode[] | undefined,
  context: LabContext,
  title: string,
  fits: (network: Network) => boolean,
): Promise<readonly Network[] | undefined> {
  const { lab } = context.engine;
  if (!rows) {
    const all = [...lab.networks.values()].filter(fits);
    if (all.length === 0) throw new UserError('There is no network but the built-in ones, which the engine keeps.');
    return pickMany(networkChoices(all), { title, placeHolder: 'Enter takes this one; Space marks several' });
  }
  const chosen = networksOf(rows, lab).flatMap((id) => lab.networks.get(id) ?? []);
  const fitting = chosen.filter(fits);
  if (fitting.length > 0) return fitting;
  const [first] = chosen;
  throw new UserError(
    first
      ? `Network ${plainText(first.name)} is built in: the engine keeps it.`
      : 'Choose a network in the view Networks first.',
  );
}

/** The endpoints that are chosen: rows of endpoints, or those of chosen containers that a person picks from. */
async function chosenEndpoints(
  args: CommandArguments,
  context: LabContext,
  what: { readonly verb: string; readonly done: string },
): Promise<readonly EndpointIds[] | undefined> {
  const { lab } = context.engine;
  const rows = chosenRows(args, context);
  const endpoints = rows?.flatMap((row) => (row.kind === 'endpoint' ? [row] : []));
  if (endpoints && endpoints.length > 0) return endpoints;
  const ofContainer = groupBy(lab.endpoints.values(), ({ containerId }) => containerId);
  const containers = await chosenContainers(args, context, { ...what, fits: ({ id }) => ofContainer.has(id) });
  const all = containers?.flatMap(({ id }) => ofContainer.get(id) ?? []);
  if (!all || all.length < 2) return all;
  const choices = all.map((endpoint) => ({
    label: literalText(`${nameOfContainer(endpoint.containerId, context)} on ${endpoint.networkName}`),
    ...(endpoint.ipv4 !== undefined && { description: endpoint.ipv4 }),
    value: endpoint,
  }));
  return pickMany(choices, {
    title: `${what.verb} Endpoints`,
    placeHolder: 'Enter takes this one; Space marks several',
  });
}
