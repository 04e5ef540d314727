import vscode = require('vscode');
import { endpointKey } from '../../../model/endpoint';
import type { ConnectionSpec } from '../../../model/networkSpec';
import { messageText } from '../../messageText';
import { listed, namesOf } from '../names';
import { plainText } from '../plainText';
import { groupBy } from '../tree/labIndex';
import type { EndpointIds } from './dropPlan';
import type { LabContext } from './labContext';
import { throwFailure, together, type Outcome } from './together';

/** Puts containers on a network. */
export function connect(
  containerIds: readonly string[],
  networkId: string,
  spec: ConnectionSpec,
  context: LabContext,
): Promise<Outcome<string>> {
  return together([...new Set(containerIds)], context, {
    doing: `Connect to network ${nameOfNetwork(networkId, context)}`,
    view: 'networks',
    act: (containerId, actions) => actions.connect(networkId, containerId, spec),
    attempted: (containerId) => ({ kind: 'connect', containerId, networkId, spec }),
    nameOf: (containerId) => nameOfContainer(containerId, context),
  });
}

/**
 * Takes endpoints off their networks, and offers to put them back as they were.
 * @throws UserError that names those that stayed
 */
export async function disconnect(endpoints: readonly EndpointIds[], context: LabContext): Promise<void> {
  const before = new Map<EndpointIds, ConnectionSpec>();
  const outcome = await together(endpoints, context, {
    doing: `Disconnect ${endpointsText(endpoints, context)}`,
    view: 'networks',
    act: async (ids, actions) => {
      before.set(ids, await actions.connectionOf(ids.networkId, ids.containerId));
      await actions.disconnect(ids.networkId, ids.containerId);
    },
    attempted: (ids) => ({ kind: 'disconnect', ...ids }),
    nameOf: ({ containerId }) => nameOfContainer(containerId, context),
  });
  if (outcome.done.length > 0) void offerToConnectAgain(outcome.done, before, context);
  throwFailure(outcome);
}

async function offerToConnectAgain(
  endpoints: readonly EndpointIds[],
  before: ReadonlyMap<EndpointIds, ConnectionSpec>,
  context: LabContext,
): Promise<void> {
  const what = endpointsText(endpoints, context);
  const answer = await vscode.window.showInformationMessage(messageText(`Disconnected ${what}.`), 'Connect Again');
  if (!answer) return;
  const specOf = (ids: EndpointIds) => before.get(ids) ?? { aliases: [] };
  try {
    throwFailure(
      await together(endpoints, context, {
        doing: `Connect ${what.replace(' from ', ' to ')}`,
        view: 'networks',
        act: (ids, actions) => actions.connect(ids.networkId, ids.containerId, specOf(ids)),
        attempted: (ids) => ({ kind: 'connect', ...ids, spec: specOf(ids) }),
        nameOf: ({ containerId }) => nameOfContainer(containerId, context),
      }),
    );
  } catch (error) {
    context.showError('Connect again', error);
  }
}

/**
 * Puts containers on another network and takes them off those that they came from. Connects first, so that who cannot be put there
 * stays where it is. Aliases go along, but for the built-in bridge, which has none.
 * @throws UserError that names those that did not move
 */
export async function move(endpoints: readonly EndpointIds[], networkId: string, context: LabContext): Promise<void> {
  const { lab } = context.engine;
  const leaving = endpoints.filter((ids) => ids.networkId !== networkId);
  const byContainer = [...groupBy(leaving, ({ containerId }) => containerId)];
  const hasNames = lab.networks.get(networkId)?.name !== 'bridge';
  throwFailure(
    await together(byContainer, context, {
      doing: `Move to network ${nameOfNetwork(networkId, context)}`,
      view: 'networks',
      act: async ([containerId, origins], actions) => {
        if (!lab.endpoints.has(endpointKey({ containerId, networkId }))) {
          const aliases = origins.flatMap((ids) => lab.endpoints.get(endpointKey(ids))?.aliases ?? []);
          await actions.connect(networkId, containerId, { aliases: hasNames ? [...new Set(aliases)] : [] });
        }
        for (const origin of origins) await actions.disconnect(origin.networkId, containerId);
      },
      attempted: ([containerId]) => ({ kind: 'move', containerId, networkId }),
      nameOf: ([containerId]) => nameOfContainer(containerId, context),
    }),
  );
}

/** `web and db from networks front and back` */
function endpointsText(endpoints: readonly EndpointIds[], context: LabContext): string {
  const ids = (of: (ids: EndpointIds) => string) => [...new Set(endpoints.map(of))];
  const containers = ids(({ containerId }) => containerId).map((id) => ({ name: nameOfContainer(id, context) }));
  const networks = ids(({ networkId }) => networkId).map((id) => ({ name: nameOfNetwork(id, context) }));
  return `${namesOf(containers)} from ${listed('network', networks)}`;
}

export function nameOfContainer(id: string, { engine }: LabContext): string {
  return plainText(engine.lab.containers.get(id)?.name ?? id.slice(0, 12));
}

export function nameOfNetwork(id: string, { engine }: LabContext): string {
  return plainText(engine.lab.networks.get(id)?.name ?? id.slice(0, 12));
}
