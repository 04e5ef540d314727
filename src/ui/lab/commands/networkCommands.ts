import vscode = require('vscode');
import { UserError } from '../../../base/userError';
import { commands } from '../../../contributions';
import type { Container } from '../../../model/container';
import { endpointKey } from '../../../model/endpoint';
import { endpointsOfNetwork } from '../../../model/lab';
import { isBuiltIn, type Network } from '../../../model/network';
import type { ConnectionSpec } from '../../../model/networkSpec';
import { chosenRows } from './chosenRows';
import { confirm } from './confirm';
import { listed, namesOf } from './names';
import { chosenContainers } from './containerCommands';
import { askForConnection, type ConnectionAnswer } from '../forms/connectionForm';
import type { EndpointIds } from './dropPlan';
import type { CommandArguments, LabContext } from './labContext';
import { byName } from '../tree/labIndex';
import { networksOf } from './labNodes';
import { askForNetwork, type NetworkAnswer } from '../forms/networkForm';
import { containerChoices, networkChoices, pickMany, pickOne } from './pick';
import { plainText } from '../plainText';
import { together } from './together';

/** Makes a network from a form. What the engine refuses is shown, and the form comes back as it was: nothing typed is lost. */
export async function createNetwork(context: LabContext): Promise<void> {
  const actions = await context.engine.actions();
  let answer: NetworkAnswer | undefined;
  for (;;) {
    answer = await askForNetwork(context.engine.lab, answer?.draft, context.engine.isLocal);
    if (!answer) return;
    const { spec } = answer;
    try {
      await actions.createNetwork(spec);
      return;
    } catch (error) {
      context.showError('Create a network', context.explain(error, { kind: 'createNetwork', spec }));
    }
  }
}

/** Removes networks after a question. Says who is still on one, and offers to disconnect them first. */
export async function removeNetworks(args: CommandArguments, context: LabContext): Promise<void> {
  const actions = await context.engine.actions();
  const { lab } = context.engine;
  const networks = await chosenNetworks(args, context, 'Remove Networks', (network) => !isBuiltIn(network));
  if (!networks) return;
  const endpoints = networks.flatMap(({ id }) => endpointsOfNetwork(lab, id));
  const members = [...new Set(endpoints.map(({ containerId }) => containerId))].flatMap(
    (id) => lab.containers.get(id) ?? [],
  );
  const question = `Remove ${listed('network', networks)}?`;
  const button = members.length > 0 ? 'Disconnect Them and Remove' : 'Remove';
  const detail =
    members.length > 0
      ? `Still on ${networks.length === 1 ? 'it' : 'them'}: ${namesOf(members)}. They keep running, without ${networks.length === 1 ? 'it' : 'them'}.`
      : 'Nobody is on it.';
  if ((await confirm(question, networks.length > 1 && members.length === 0 ? '' : detail, button)) !== button) return;
  await together(networks, context, {
    doing: `Remove ${listed('network', networks)}`,
    act: async ({ id }) => {
      for (const { containerId } of endpointsOfNetwork(context.engine.lab, id))
        await actions.disconnect(id, containerId);
      await actions.removeNetwork(id);
    },
    attempted: ({ id }) => ({ kind: 'removeNetwork', networkId: id }),
    nameOf: ({ name }) => name,
  });
}

/** Removes the networks that nobody is on, after a question that names them. */
export async function pruneNetworks(context: LabContext): Promise<void> {
  const actions = await context.engine.actions();
  const { lab } = context.engine;
  const isUsed = new Set([...lab.endpoints.values()].map(({ networkId }) => networkId));
  const unused = byName(
    [...lab.networks.values()].filter((one) => !isBuiltIn(one) && !one.ingress && !isUsed.has(one.id)),
  );
  if (unused.length === 0) {
    void vscode.window.showInformationMessage('There are no unused networks.');
    return;
  }
  const question = `Remove ${listed('unused network', unused)}?`;
  if ((await confirm(question, 'No container is on them.', 'Remove')) !== 'Remove') return;
  // One by one: the engine's own prune takes those for unused, too, that only stopped containers are on.
  await together(unused, context, {
    doing: `Remove ${listed('unused network', unused)}`,
    act: ({ id }) => actions.removeNetwork(id),
    attempted: ({ id }) => ({ kind: 'removeNetwork', networkId: id }),
    nameOf: ({ name }) => name,
  });
}

/** Puts containers on a network: asks for what is not chosen, then for aliases and addresses. */
export async function connectContainers(args: CommandArguments, context: LabContext): Promise<void> {
  await context.engine.actions();
  const chosen = await whoAndWhere(args, context);
  if (!chosen) return;
  const { containers, network } = chosen;
  let answer: ConnectionAnswer | undefined;
  for (;;) {
    // Those that were connected before one was refused need not be connected again.
    const ids = containers
      .map(({ id }) => id)
      .filter((id) => !context.engine.lab.endpoints.has(endpointKey({ containerId: id, networkId: network.id })));
    if (ids.length === 0) return;
    answer = await askForConnection(context.engine.lab, ids, network.id, answer?.draft);
    if (!answer) return;
    try {
      await connect(ids, network.id, answer.spec, context);
      return;
    } catch (error) {
      context.showError('Connect to a network', error);
    }
  }
}

/** Takes endpoints off their networks, and offers to put them back. */
export async function disconnectContainers(args: CommandArguments, context: LabContext): Promise<void> {
  await context.engine.actions();
  const endpoints = await chosenEndpoints(args, context, 'Disconnect');
  if (endpoints) await disconnect(endpoints, context);
}

/** Puts containers on another network, and takes them off the one that they are on. */
export async function moveContainers(args: CommandArguments, context: LabContext): Promise<void> {
  await context.engine.actions();
  const endpoints = await chosenEndpoints(args, context, 'Move to Another Network');
  if (!endpoints) return;
  const network = await pickNetworkFor(
    endpoints.map(({ containerId }) => containerId),
    context,
    'Move to Another Network',
  );
  if (network) await move(endpoints, network.id, context);
}

/** @throws UserError when the engine refuses it for one of them */
export async function connect(
  containerIds: readonly string[],
  networkId: string,
  spec: ConnectionSpec,
  context: LabContext,
): Promise<void> {
  const actions = await context.engine.actions();
  await together(containerIds, context, {
    doing: `Connect to network ${nameOfNetwork(networkId, context)}`,
    act: (containerId) => actions.connect(networkId, containerId, spec),
    attempted: (containerId) => ({ kind: 'connect', containerId, networkId, spec }),
    nameOf: (containerId) => nameOfContainer(containerId, context),
  });
}

/** Takes endpoints off their networks, and offers to put them back with the aliases that they had. */
export async function disconnect(endpoints: readonly EndpointIds[], context: LabContext): Promise<void> {
  const actions = await context.engine.actions();
  const before = endpoints.flatMap((ids) => context.engine.lab.endpoints.get(endpointKey(ids)) ?? []);
  const what = endpointsText(endpoints, context);
  await together(endpoints, context, {
    doing: `Disconnect ${what}`,
    act: ({ networkId, containerId }) => actions.disconnect(networkId, containerId),
    attempted: (ids) => ({ kind: 'disconnect', ...ids }),
    nameOf: ({ containerId }) => nameOfContainer(containerId, context),
  });
  void vscode.window.showInformationMessage(`Disconnected ${what}.`, 'Connect Again').then(async (answer) => {
    if (!answer) return;
    try {
      for (const { networkId, containerId, aliases } of before)
        await connect([containerId], networkId, { aliases }, context);
    } catch (error) {
      context.showError('Connect again', error);
    }
  });
}

/** Connects first, so that who cannot be put on the other network stays where it is. Aliases go along. */
export async function move(endpoints: readonly EndpointIds[], networkId: string, context: LabContext): Promise<void> {
  const actions = await context.engine.actions();
  await together(endpoints, context, {
    doing: `Move to network ${nameOfNetwork(networkId, context)}`,
    act: async (ids) => {
      const aliases = context.engine.lab.endpoints.get(endpointKey(ids))?.aliases ?? [];
      await actions.connect(networkId, ids.containerId, { aliases });
      await actions.disconnect(ids.networkId, ids.containerId);
    },
    attempted: ({ containerId }) => ({ kind: 'connect', containerId, networkId, spec: { aliases: [] } }),
    nameOf: ({ containerId }) => nameOfContainer(containerId, context),
  });
}

async function whoAndWhere(
  args: CommandArguments,
  context: LabContext,
): Promise<{ readonly containers: readonly Container[]; readonly network: Network } | undefined> {
  const rows = chosenRows(args, context);
  const { lab } = context.engine;
  const [networkId] = rows?.every(({ kind }) => kind === 'network') ? networksOf(rows, lab) : [];
  const network = networkId === undefined ? undefined : lab.networks.get(networkId);
  if (network) {
    const others = [...lab.containers.values()].filter(
      ({ id }) => !lab.endpoints.has(endpointKey({ containerId: id, networkId: network.id })),
    );
    if (others.length === 0)
      throw new UserError(`There is no container that could be put on ${plainText(network.name)}.`);
    const title = `Connect to Network ${plainText(network.name)}`;
    const containers = await pickMany(containerChoices(others, lab), {
      title,
      placeHolder: 'Space chooses a container, Enter goes on',
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
  args: CommandArguments,
  context: LabContext,
  title: string,
  fits: (network: Network) => boolean,
): Promise<readonly Network[] | undefined> {
  const { lab } = context.engine;
  const rows = chosenRows(args, context);
  if (!rows) {
    const all = [...lab.networks.values()].filter(fits);
    if (all.length === 0) throw new UserError('There is no network but the built-in ones, which the engine keeps.');
    return pickMany(networkChoices(all), { title, placeHolder: 'Space chooses a network, Enter goes on' });
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
  title: string,
): Promise<readonly EndpointIds[] | undefined> {
  const { lab } = context.engine;
  const rows = chosenRows(args, context);
  const endpoints = rows?.flatMap((row) => (row.kind === 'endpoint' ? [row] : []));
  if (endpoints && endpoints.length > 0) return endpoints;
  const containers = await chosenContainers(args, context, {
    verb: 'Disconnect',
    done: 'disconnected',
    fits: ({ id }) => [...lab.endpoints.values()].some(({ containerId }) => containerId === id),
  });
  const all = containers?.flatMap(({ id }) => [...lab.endpoints.values()].filter((one) => one.containerId === id));
  if (!all || all.length < 2) return all;
  const choices = all.map((endpoint) => ({
    label: `${nameOfContainer(endpoint.containerId, context)} on ${plainText(endpoint.networkName)}`,
    ...(endpoint.ipv4 !== undefined && { description: endpoint.ipv4 }),
    value: endpoint,
  }));
  return pickMany(choices, { title, placeHolder: 'Space chooses, Enter goes on' });
}

function endpointsText(endpoints: readonly EndpointIds[], context: LabContext): string {
  const names = endpoints.map(({ containerId }) => ({ name: nameOfContainer(containerId, context) }));
  const networks = [...new Set(endpoints.map(({ networkId }) => networkId))].map((id) => ({
    name: nameOfNetwork(id, context),
  }));
  return `${namesOf(names)} from ${listed('network', networks)}`;
}

function nameOfContainer(id: string, { engine }: LabContext): string {
  return plainText(engine.lab.containers.get(id)?.name ?? id.slice(0, 12));
}

function nameOfNetwork(id: string, { engine }: LabContext): string {
  return plainText(engine.lab.networks.get(id)?.name ?? id.slice(0, 12));
}
