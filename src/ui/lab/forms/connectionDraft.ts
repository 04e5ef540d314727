import { endpointKey } from '../../../model/endpoint';
import { endpointsOfNetwork, type Lab } from '../../../model/lab';
import type { ConnectionSpec } from '../../../model/networkSpec';
import type { Remark } from './networkDraft';
import { plainText } from '../plainText';
import { broadcastOf, contains, firstAddress, isIPv6, parseAddress, parseCidr } from '../subnet';

/** How containers are to be put on a network, as somebody types it. */
export interface ConnectionDraft {
  /** Separated by commas or blanks. */
  readonly aliases: string;
  readonly ipv4: string;
  readonly ipv6: string;
}

export type ConnectionField = keyof ConnectionDraft;

/** Who is put where, and what there is. */
export interface ConnectionTarget {
  readonly lab: Lab;
  readonly containerIds: readonly string[];
  readonly networkId: string;
}

export const emptyConnection: ConnectionDraft = { aliases: '', ipv4: '', ipv6: '' };

/** Fixed addresses are for one container. */
export function connectionFields({ lab, containerIds, networkId }: ConnectionTarget): readonly ConnectionField[] {
  const isOne = containerIds.length === 1;
  return [
    'aliases',
    ...(isOne ? (['ipv4'] as const) : []),
    ...(isOne && lab.networks.get(networkId)?.ipv6 ? (['ipv6'] as const) : []),
  ];
}

/** What is to be said of a field as it is in the draft. */
export function checkConnection(
  field: ConnectionField,
  draft: ConnectionDraft,
  target: ConnectionTarget,
): Remark | undefined {
  return field === 'aliases' ? checkAliases(draft.aliases, target) : checkAddress(draft[field].trim(), field, target);
}

/** The connection that a draft without faults describes. */
export function connectionOf(draft: ConnectionDraft, target: ConnectionTarget): ConnectionSpec {
  const shown = connectionFields(target);
  const address = (field: 'ipv4' | 'ipv6') => (shown.includes(field) ? draft[field].trim() : '');
  return {
    aliases: namesIn(draft.aliases),
    ...(address('ipv4') !== '' && { ipv4: address('ipv4') }),
    ...(address('ipv6') !== '' && { ipv6: address('ipv6') }),
  };
}

function checkAliases(text: string, { lab, containerIds, networkId }: ConnectionTarget): Remark | undefined {
  const names = namesIn(text);
  const wrong = names.find((name) => !/^[a-zA-Z0-9_]([a-zA-Z0-9_.-]{0,61}[a-zA-Z0-9_])?$/.test(name));
  if (wrong !== undefined) {
    return { message: `“${plainText(wrong)}” is no host name: letters, digits, hyphens and dots.`, severity: 'error' };
  }
  if (names.length > 0 && lab.networks.get(networkId)?.name === 'bridge') {
    return {
      message: 'The built-in bridge resolves no names: aliases are for networks of your own.',
      severity: 'error',
    };
  }
  for (const name of names) {
    const other = endpointsOfNetwork(lab, networkId).find(
      (one) => !containerIds.includes(one.containerId) && one.dnsNames.includes(name),
    );
    const who = other && lab.containers.get(other.containerId)?.name;
    if (who !== undefined) {
      return {
        message: `${plainText(who)} is found by ${name} as well: lookups will find either.`,
        severity: 'warning',
      };
    }
  }
  return names.length > 0 && containerIds.length > 1
    ? { message: `All ${containerIds.length} containers will be found by it.`, severity: 'warning' }
    : undefined;
}

function checkAddress(
  text: string,
  field: 'ipv4' | 'ipv6',
  { lab, containerIds, networkId }: ConnectionTarget,
): Remark | undefined {
  if (text === '') return undefined;
  if (lab.networks.get(networkId)?.name === 'bridge') {
    return { message: 'The engine gives the addresses of the built-in bridge itself.', severity: 'error' };
  }
  const fault = (message: string): Remark => ({ message, severity: 'error' });
  const address = parseAddress(text);
  if (!address || isIPv6(address) !== (field === 'ipv6'))
    return fault(`Not an ${field === 'ipv6' ? 'IPv6' : 'IPv4'} address.`);
  const subnets = lab.networks.get(networkId)?.subnets ?? [];
  const subnet = subnets.find((one) => {
    const range = parseCidr(one.subnet);
    return range !== undefined && contains(range, address);
  });
  if (!subnet)
    return fault(`Not in ${subnets.map((one) => plainText(one.subnet)).join(' or ') || 'any subnet of it'}.`);
  const isSame = (other: string | undefined) =>
    other !== undefined && parseAddress(other)?.toString() === address.toString();
  if (isSame(subnet.gateway)) return fault('That is the gateway’s address.');
  const range = parseCidr(subnet.subnet);
  if (range && (isSame(broadcastOf(range)) || (!isIPv6(address) && isSame(firstAddress(range)))))
    return fault('The first and the last address of a subnet are nobody’s.');
  const holder = endpointsOfNetwork(lab, networkId).find((one) => isSame(one.ipv4) || isSame(one.ipv6));
  if (!holder || endpointKey(holder) === endpointKey({ containerId: containerIds[0] ?? '', networkId }))
    return undefined;
  return fault(`${plainText(lab.containers.get(holder.containerId)?.name ?? holder.containerId)} has that address.`);
}

function namesIn(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter(Boolean))];
}
