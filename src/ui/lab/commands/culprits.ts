import { endpointsOfNetwork, type Lab } from '../../../model/lab';
import type { Container } from '../../../model/container';
import { overlap, parseAddress, parseCidr } from '../subnet';
import { plainText } from '../plainText';
import { namesOf } from '../names';
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

/** An address and port in the engine's words. */
export interface SaidPort {
  /** Without brackets; empty for all addresses. */
  readonly address: string;
  readonly port: number;
  /** Where the engine says it. */
  readonly protocol?: string;
}

/** `Bind for 127.0.0.1:8080 failed`, `listen tcp6 [::1]:8080`, `failed to bind host port for 0.0.0.0:8080:172.17.0.2:80/tcp` */
export function portIn(said: string): SaidPort | undefined {
  const where = /(?:Bind for|listen (tcp|udp|sctp)[46]?|host port(?: for)?|exposing port (tcp|udp|sctp)) (.+)/i.exec(
    said,
  );
  const [, address = '', port] =
    /^(\d+\.\d+\.\d+\.\d+|\[[0-9a-f:.]*\]|[0-9a-f:]*:|\*|):(\d{1,5})\b/i.exec(where?.[3] ?? '') ?? [];
  if (port === undefined) return undefined;
  const protocol = where?.[1] ?? where?.[2] ?? /:\d+\/(tcp|udp|sctp)\b/i.exec(said)?.[1];
  const host = address.replace(/^\[|\]$/g, '').replace(/^(0\.0\.0\.0|::?|\*)$/, '');
  return { address: host, port: Number(port), ...(protocol !== undefined && { protocol: protocol.toLowerCase() }) };
}

function holderOfPort(said: string, attempted: Attempted, lab: Lab): Culprit | undefined {
  const wanted = portIn(said);
  if (!wanted) return undefined;
  const everywhere = (one: string) => ['0.0.0.0', '::', ''].includes(one);
  const own = 'containerId' in attempted ? attempted.containerId : undefined;
  const holders = [...lab.containers.values()].filter(
    ({ id, ports }) =>
      id !== own &&
      ports.some(
        ({ protocol, published }) =>
          published?.hostPort === wanted.port &&
          protocol === (wanted.protocol ?? protocol) &&
          (everywhere(wanted.address) || everywhere(published.hostAddress) || published.hostAddress === wanted.address),
      ),
  );
  // Without the protocol one of TCP is likelier than one of UDP.
  const holder = holders.find(({ ports }) =>
    ports.some((one) => one.protocol === 'tcp' && one.published?.hostPort === wanted.port),
  );
  const found = holder ?? holders[0];
  return found && culpritOf(found);
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
