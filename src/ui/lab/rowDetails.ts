import { endpointKey } from '../../model/endpoint';
import type { Lab } from '../../model/lab';
import { describePort } from '../../model/portMapping';
import type { LabNode } from './labNode';
import { plainText } from './plainText';

/** What a tooltip adds to a row: lines of plain text, made when it is asked for. */
export function rowDetails(node: LabNode, lab: Lab): string[] {
  switch (node.kind) {
    case 'container': {
      const container = lab.containers.get(node.containerId);
      if (!container) return [];
      const { name, image, state, id, networkMode } = container;
      return lines([name], ['Image', image], ['State', state], ['Id', id.slice(0, 12)], ['Network mode', networkMode]);
    }
    case 'network': {
      const network = lab.networks.get(node.networkId);
      if (!network) return [];
      const marks = [network.internal && 'internal', network.attachable && 'attachable', network.ipv6 && 'IPv6'].filter(
        Boolean,
      );
      return lines(
        [network.name],
        ['Driver', network.driver],
        ['Scope', network.scope],
        ...network.subnets.map(
          ({ subnet, gateway }) => ['Subnet', gateway ? `${subnet}, gateway ${gateway}` : subnet] as const,
        ),
        ['Marks', marks.join(', ')],
        ['Id', network.id.slice(0, 12)],
      );
    }
    case 'endpoint': {
      const endpoint = lab.endpoints.get(endpointKey(node));
      if (!endpoint) return [];
      const { networkName, ipv4, ipv6, mac, gateway, aliases } = endpoint;
      const container = lab.containers.get(node.containerId)?.name ?? node.containerId.slice(0, 12);
      return lines(
        [`${container} on ${networkName}`],
        ['IPv4', ipv4],
        ['IPv6', ipv6],
        ['MAC', mac],
        ['Gateway', gateway],
        ['Aliases', aliases.join(', ')],
      );
    }
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
