import { composeOf } from '../../model/container';
import { endpointKey } from '../../model/endpoint';
import type { Lab } from '../../model/lab';
import { describePort } from '../../model/portMapping';
import type { LabNode } from './labNode';
import { networkMarks, stateText } from './rowText';
import { plainText } from './plainText';

/** What a tooltip adds to a row: lines of plain text, made when it is asked for. */
export function rowDetails(node: LabNode, lab: Lab): string[] {
  switch (node.kind) {
    case 'container': {
      const container = lab.containers.get(node.containerId);
      if (!container) return [];
      const { name, image, id, networkMode, startedAt } = container;
      const { project, service } = composeOf(container) ?? {};
      return lines(
        [name],
        ['Image', image],
        ['State', stateText(container)],
        ['Started', startedAt],
        [
          'Compose',
          project === undefined ? undefined : service === undefined ? project : `${project}, service ${service}`,
        ],
        ['Id', id.slice(0, 12)],
        ['Network mode', networkMode],
      );
    }
    case 'network': {
      const network = lab.networks.get(node.networkId);
      if (!network) return [];
      return lines(
        [network.name],
        ['Driver', network.driver],
        ['Scope', network.scope],
        ...network.subnets.map(
          ({ subnet, gateway, ipRange }) =>
            [
              'Subnet',
              [subnet, gateway && `gateway ${gateway}`, ipRange && `range ${ipRange}`].filter(Boolean).join(', '),
            ] as const,
        ),
        ['Marks', networkMarks(network)],
        ...Object.entries(network.options).map(([key, value]) => ['Option', `${key}=${value}`] as const),
        ['Id', network.id.slice(0, 12)],
      );
    }
    case 'endpoint': {
      const endpoint = lab.endpoints.get(endpointKey(node));
      if (!endpoint) return [];
      const { networkName, ipv4, ipv6, mac, gateway, gateway6, aliases, dnsNames } = endpoint;
      const container = lab.containers.get(node.containerId)?.name ?? node.containerId.slice(0, 12);
      return lines(
        [`${container} on ${networkName}`],
        ['IPv4', ipv4],
        ['IPv6', ipv6],
        ['MAC', mac],
        ['Gateway', [gateway, gateway6].filter(Boolean).join(', ')],
        ['Aliases', aliases.join(', ')],
        ['Resolved by', dnsNames.join(', ')],
      );
    }
    case 'link':
      return [
        `Legacy link to ${plainText(node.link.name)}, which is resolved by “${plainText(node.link.alias)}” inside this container. On a network of your own containers find each other by name, without links.`,
      ];
    case 'port': {
      const { port, twin } = node;
      if (!port.published)
        return [
          `Port ${describePort(port)} is exposed, not published: other containers on its networks reach it, the host does not.`,
        ];
      return [port, ...(twin ? [twin] : [])].map((one) => plainText(describePort(one)));
    }
  }
}

function lines(...rows: readonly (readonly [string, (string | undefined)?])[]): string[] {
  return rows.flatMap((row) => {
    const [name, value] = row;
    if (row.length === 1) return [plainText(name)];
    return value ? [`${name}: ${plainText(value)}`] : [];
  });
}
