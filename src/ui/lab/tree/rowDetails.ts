import { composeOf, type Container } from '../../../model/container';
import { endpointKey } from '../../../model/endpoint';
import { endpointsOfContainer, endpointsOfNetwork, findContainer, type Lab } from '../../../model/lab';
import { isBuiltIn, type Network } from '../../../model/network';
import { describePort } from '../../../model/portMapping';
import type { EndpointNode, LabNode } from './labNode';
import { networkMarks, stateText } from './rowText';

/** What a tooltip shows of a row: plain text, made when it is asked for. */
export interface RowDetails {
  readonly title: string;
  /** Name and value; a name may come several times. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** A sentence that explains the row. */
  readonly note?: string;
}

/** `undefined` when the thing of a row is gone, and for groups, which say all in their row. */
export function rowDetails(node: LabNode, lab: Lab): RowDetails | undefined {
  switch (node.kind) {
    case 'group':
      return undefined;
    case 'container': {
      const container = lab.containers.get(node.containerId);
      return container && containerDetails(container, lab);
    }
    case 'network': {
      const network = lab.networks.get(node.networkId);
      return network && networkDetails(network, lab);
    }
    case 'endpoint':
      return endpointDetails(node, lab);
    case 'link': {
      const { name, alias } = node.link;
      return {
        title: `Legacy link to ${name}`,
        fields: fields(['Name inside this container', alias]),
        note: 'On a network of your own containers find each other by name, without links.',
      };
    }
    case 'port': {
      const { port, twin } = node;
      if (!port.published) {
        return {
          title: `Port ${describePort(port)}`,
          fields: [],
          note: 'Exposed, not published: it is reached at the container’s own address, from its networks and from a Linux host, but at no port of the host.',
        };
      }
      const both = twin ? [port, twin] : [port];
      return { title: 'Published port', fields: both.map((one) => ['Mapping', describePort(one)]) };
    }
  }
}

function containerDetails(container: Container, lab: Lab): RowDetails {
  const { name, image, id, networkMode, startedAt, finishedAt } = container;
  const { project, service } = composeOf(container) ?? {};
  return {
    title: name,
    fields: fields(
      ['Image', image],
      ['State', stateText(container)],
      ['Started', timeText(startedAt)],
      ['Ended', container.state === 'exited' ? timeText(finishedAt) : undefined],
      ['Compose', [project, service && `service ${service}`].filter(Boolean).join(', ')],
      ...endpointsOfContainer(lab, id).map(
        ({ networkName, ipv4, ipv6 }) =>
          ['Network', [networkName, ipv4, ipv6].filter((part) => part !== undefined).join(', ')] as const,
      ),
      ...container.ports.filter((port) => port.published).map((port) => ['Port', describePort(port)] as const),
      ['Network mode', networkModeText(networkMode, lab)],
      ['Id', id.slice(0, 12)],
    ),
  };
}

/** To the second: whoever looks compares it with a clock. */
function timeText(time: string | undefined): string | undefined {
  return time?.replace(/^(.{10})T(.{8}).*Z$/, '$1 $2 UTC');
}

/** With the name of the container whose network is used, instead of its id. */
function networkModeText(mode: string, lab: Lab): string {
  const [kind, id] = mode.split(':');
  return kind === 'container' && id !== undefined
    ? `container:${findContainer(lab, id)?.name ?? id.slice(0, 12)}`
    : mode;
}

function networkDetails(network: Network, lab: Lab): RowDetails {
  const members = endpointsOfNetwork(lab, network.id).length;
  return {
    title: network.name,
    fields: fields(
      ['Driver', network.driver],
      ['Scope', network.scope],
      ...network.subnets.map(
        ({ subnet, gateway, ipRange }) =>
          [
            'Subnet',
            [subnet, gateway && `gateway ${gateway}`, ipRange && `range ${ipRange}`].filter(Boolean).join(', '),
          ] as const,
      ),
      ['Marks', [networkMarks(network), isBuiltIn(network) && 'built in'].filter(Boolean).join(', ')],
      ['Containers', String(members)],
      ...Object.entries(network.options).map(([key, value]) => ['Option', `${key}=${value}`] as const),
      ...Object.entries(network.labels).map(([key, value]) => ['Label', `${key}=${value}`] as const),
      ['Id', network.id.slice(0, 12)],
    ),
  };
}

function endpointDetails(node: EndpointNode, lab: Lab): RowDetails | undefined {
  const endpoint = lab.endpoints.get(endpointKey(node));
  if (!endpoint) return undefined;
  const { networkName, ipv4, ipv6, mac, gateway, gateway6, aliases, dnsNames } = endpoint;
  const container = lab.containers.get(node.containerId)?.name ?? node.containerId.slice(0, 12);
  const isNamed = dnsNames.length > 0 || ipv4 === undefined;
  return {
    title: `${container} on ${networkName}`,
    fields: fields(
      ['IPv4', ipv4],
      ['IPv6', ipv6],
      ['MAC', mac],
      ['Gateway', [gateway, gateway6].filter(Boolean).join(', ')],
      ['Aliases', aliases.join(', ')],
      ['Resolved by', dnsNames.join(', ')],
    ),
    ...(!isNamed && { note: 'Names are not resolved here: only on networks of your own.' }),
  };
}

function fields(...rows: readonly (readonly [string, string | undefined])[]): RowDetails['fields'] {
  return rows.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value] as const]));
}
