import { endpointsOfNetwork, type Lab } from '../../../model/lab';
import type { Container } from '../../../model/container';
import { overlap, parseAddress, parseCidr } from '../forms/subnet';
import { plainText } from '../plainText';
import { namesOf } from './names';
import type { Attempted } from './explainFailure';

/** Who is in the way of what was attempted. */
export interface Culprit {
  readonly what: { readonly containerId: string } | { readonly networkId: string };
  readonly name: string;
  /** Its subnet, or who is on it. */
  readonly detail?: string;
}

/** Looks in the lab for the container or network that the engine means when it refuses, without naming it. */
export function whoElse(said: string, attempted: Attempted, lab: Lab): Culprit | undefined {
  if (/port is already allocated|address already in use|ports are not available/i.test(said)) {
    return holderOfPort(said, attempted, lab) ?? holderOfAddress(attempted, lab);
  }
  if (/overlap/i.test(said) && attempted.kind === 'createNetwork') {
    for (const { subnet } of attempted.spec.subnets) {
      const wanted = parseCidr(subnet);
      for (const network of lab.networks.values()) {
        const met = network.subnets.find((one) => {
          const there = parseCidr(one.subnet);
          return wanted && there && overlap(wanted, there);
        });
        if (met)
          return { what: { networkId: network.id }, name: plainText(network.name), detail: plainText(met.subnet) };
      }
    }
  }
  if (/has active endpoints/i.test(said) && attempted.kind === 'removeNetwork') {
    const members = endpointsOfNetwork(lab, attempted.networkId).flatMap(
      ({ containerId }) => lab.containers.get(containerId) ?? [],
    );
    const network = lab.networks.get(attempted.networkId);
    if (members.length === 0 || !network) return undefined;
    return { what: { networkId: network.id }, name: plainText(network.name), detail: namesOf(members) };
  }
  if (/is already in use by container/i.test(said) && attempted.kind === 'rename') {
    const other = [...lab.containers.values()].find(({ name }) => name === attempted.name);
    return other && culpritOf(other);
  }
  return undefined;
}

/** By the address and port in the engine's words: `Bind for 127.0.0.1:8080 failed`, `listen tcp4 0.0.0.0:8080`. */
function holderOfPort(said: string, attempted: Attempted, lab: Lab): Culprit | undefined {
  const [, address = '', number] =
    /(?:(\d+\.\d+\.\d+\.\d+|\[?[0-9a-f:]*:[0-9a-f:]*\]?|\*)):(\d{1,5})\b/i.exec(said) ?? [];
  if (number === undefined) return undefined;
  const host = address.replace(/^\[|\]$/g, '');
  const everywhere = (one: string) => ['0.0.0.0', '::', '*', ''].includes(one);
  const protocol = /\b(tcp|udp|sctp)/i.exec(said)?.[1]?.toLowerCase();
  const own = 'containerId' in attempted ? attempted.containerId : undefined;
  const holder = [...lab.containers.values()].find(
    ({ id, ports }) =>
      id !== own &&
      ports.some(
        (port) =>
          port.published?.hostPort === Number(number) &&
          (protocol === undefined || port.protocol === protocol) &&
          (everywhere(host) || everywhere(port.published.hostAddress) || port.published.hostAddress === host),
      ),
  );
  return holder && culpritOf(holder);
}

function holderOfAddress(attempted: Attempted, lab: Lab): Culprit | undefined {
  if (attempted.kind !== 'connect') return undefined;
  const { ipv4, ipv6 } = attempted.spec;
  const wanted = [ipv4, ipv6].flatMap((text) => (text === undefined ? [] : [parseAddress(text)?.toString()]));
  const endpoint = endpointsOfNetwork(lab, attempted.networkId).find((one) =>
    [one.ipv4, one.ipv6].some((text) => text !== undefined && wanted.includes(parseAddress(text)?.toString())),
  );
  const holder = endpoint && lab.containers.get(endpoint.containerId);
  return holder && culpritOf(holder);
}

function culpritOf({ id, name }: Container): Culprit {
  return { what: { containerId: id }, name: plainText(name) };
}
