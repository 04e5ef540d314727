import type { Lab } from '../../../model/lab';
import type { NetworkSpec } from '../../../model/networkSpec';
import { plainText } from '../plainText';
import {
  broadcastOf,
  contains,
  firstAddress,
  isIPv6,
  overlap,
  parseAddress,
  parseCidr,
  subnetOf,
  type Cidr,
} from '../subnet';

/** A network as somebody types it. */
export interface NetworkDraft {
  readonly name: string;
  readonly driver: string;
  readonly subnet: string;
  readonly gateway: string;
  readonly ipRange: string;
  readonly ipv6: boolean;
  readonly subnet6: string;
  readonly gateway6: string;
  readonly internal: boolean;
  readonly attachable: boolean;
  /** Interface of the engine's machine, for macvlan and ipvlan. */
  readonly parent: string;
  /** `key=value`, separated by commas. */
  readonly labels: string;
}

export type NetworkField = keyof NetworkDraft;

/** What is to be said of a field. An error keeps the network from being made. */
export interface Remark {
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

/** What a draft is checked against. */
export interface Surroundings {
  readonly lab: Lab;
  /** Subnets of the engine's machine, where that is known. */
  readonly interfaces: readonly { readonly name: string; readonly cidr: string }[];
}

export const emptyDraft: NetworkDraft = {
  name: '',
  driver: 'bridge',
  subnet: '',
  gateway: '',
  ipRange: '',
  ipv6: false,
  subnet6: '',
  gateway6: '',
  internal: false,
  attachable: false,
  parent: '',
  labels: '',
};

/** The fields that make sense as the draft is now, in the order in which they are asked. */
export function fieldsOf({ driver, ipv6 }: NetworkDraft): readonly NetworkField[] {
  return [
    'name',
    'driver',
    ...(['macvlan', 'ipvlan'].includes(driver) ? (['parent'] as const) : []),
    'subnet',
    'gateway',
    'ipRange',
    'ipv6',
    ...(ipv6 ? (['subnet6', 'gateway6'] as const) : []),
    'internal',
    'attachable',
    'labels',
  ];
}

/** What is to be said of a field as it is in the draft. */
export function check(field: NetworkField, draft: NetworkDraft, around: Surroundings): Remark | undefined {
  switch (field) {
    case 'name':
      return checkName(draft.name.trim(), around.lab);
    case 'driver':
      if (!/^[a-zA-Z0-9][\w./:-]*$/.test(draft.driver)) return error('The name of a network driver, such as bridge.');
      return draft.driver === 'overlay'
        ? warning('Needs an engine that is in a swarm (docker swarm init).')
        : undefined;
    case 'subnet':
      return checkSubnet(draft.subnet.trim(), false, draft, around);
    case 'subnet6':
      return draft.subnet6.trim() === ''
        ? warning('Engines before 27 want one. fd00: and more digits of your choice, /64, is yours to take.')
        : checkSubnet(draft.subnet6.trim(), true, draft, around);
    case 'gateway':
      return checkGateway(draft.gateway.trim(), draft.subnet.trim());
    case 'gateway6':
      return checkGateway(draft.gateway6.trim(), draft.subnet6.trim());
    case 'ipRange':
      return checkRange(draft.ipRange.trim(), draft.subnet.trim());
    case 'parent':
      return checkParent(draft.parent.trim(), around);
    case 'labels':
      return labelsOf(draft.labels) ? undefined : error('Each label is a key, or key=value; commas separate them.');
    default:
      return undefined;
  }
}

/** The network that a draft without faults describes. */
export function specOf(draft: NetworkDraft): NetworkSpec {
  const shown = new Set(fieldsOf(draft));
  const text = (field: 'subnet' | 'gateway' | 'ipRange' | 'subnet6' | 'gateway6' | 'parent') =>
    shown.has(field) ? draft[field].trim() : '';
  const range = (subnet: string, gateway: string, ipRange: string) =>
    subnet === '' ? [] : [{ subnet, ...(gateway !== '' && { gateway }), ...(ipRange !== '' && { ipRange }) }];
  return {
    name: draft.name.trim(),
    driver: draft.driver,
    internal: draft.internal,
    attachable: draft.attachable,
    ipv6: draft.ipv6,
    subnets: [
      ...range(text('subnet'), text('gateway'), text('ipRange')),
      ...range(text('subnet6'), text('gateway6'), ''),
    ],
    options: text('parent') === '' ? {} : { parent: text('parent') },
    labels: labelsOf(draft.labels) ?? {},
  };
}

function checkName(name: string, lab: Lab): Remark | undefined {
  if (name === '') return error('A network needs a name.');
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(name))
    return error('Letters, digits, underscores, dots and hyphens; the first a letter or digit.');
  return [...lab.networks.values()].some((network) => network.name === name)
    ? error(`Network ${name} exists already.`)
    : undefined;
}

function checkSubnet(text: string, ipv6: boolean, draft: NetworkDraft, around: Surroundings): Remark | undefined {
  if (text === '') return undefined;
  const subnet = parseCidr(text);
  if (!subnet || isIPv6(subnet.address) !== ipv6) {
    return error(`Not a subnet in CIDR notation, such as ${ipv6 ? 'fd00:1::/64' : '172.28.0.0/16'}.`);
  }
  const exact = subnetOf(subnet);
  if (firstAddress(subnet) !== subnet.address.toString())
    return error(`That is an address in ${exact}: the subnet is ${exact}.`);
  const loopback = parseCidr('127.0.0.0/8');
  if (loopback && overlap(subnet, loopback)) return error('127.0.0.0/8 is every machine’s own: choose another one.');
  const overlapping = checkOverlap(subnet, draft, around);
  if (overlapping || ipv6 || subnet.prefix < 31) return overlapping;
  return warning(`Too small for most drivers: /${subnet.prefix} leaves no address for containers beside the gateway.`);
}

/** Engines keep overlay networks apart from the others: the two may overlap. */
function checkOverlap(subnet: Cidr, draft: NetworkDraft, { lab, interfaces }: Surroundings): Remark | undefined {
  const meets = (text: string) => {
    const other = parseCidr(text);
    return other !== undefined && overlap(subnet, other);
  };
  const isOverlay = draft.driver === 'overlay';
  for (const network of lab.networks.values()) {
    const met = network.subnets.find((one) => meets(one.subnet));
    if (met && (network.driver === 'overlay') === isOverlay) {
      return error(`Overlaps with network ${plainText(network.name)} (${plainText(met.subnet)}).`);
    }
  }
  const there = interfaces.find(({ cidr }) => meets(cidr));
  // A macvlan or ipvlan network is on the subnet of its parent.
  if (!there || there.name === draft.parent.trim()) return undefined;
  return warning(
    `Overlaps with ${there.name} of this machine (${there.cidr}): what is behind it may not be reached any more.`,
  );
}

function checkGateway(text: string, subnetText: string): Remark | undefined {
  if (text === '') return undefined;
  const address = parseAddress(text);
  if (!address) return error('Not an address.');
  const subnet = parseCidr(subnetText);
  if (!subnet) return error('A gateway is an address in the subnet: give that first.');
  if (!contains(subnet, address)) return error(`Not an address in ${subnetText}.`);
  if (address.toString() === broadcastOf(subnet))
    return error('The last address is for broadcasts; take one before it.');
  return firstAddress(subnet) === address.toString() && subnet.prefix < 31
    ? error('The first address names the subnet itself; take the next one.')
    : undefined;
}

function checkRange(text: string, subnetText: string): Remark | undefined {
  if (text === '') return undefined;
  const range = parseCidr(text);
  if (!range || isIPv6(range.address)) return error('Not a range in CIDR notation, such as 172.28.5.0/24.');
  const exact = subnetOf(range);
  if (firstAddress(range) !== range.address.toString())
    return error(`That is an address in ${exact}: the range is ${exact}.`);
  const subnet = parseCidr(subnetText);
  if (!subnet) return error('A range is a part of the subnet: give that first.');
  return contains(subnet, range.address) && range.prefix >= subnet.prefix
    ? undefined
    : error(`Not a part of ${subnetText}.`);
}

function checkParent(text: string, { interfaces, lab }: Surroundings): Remark | undefined {
  if (text === '') return warning('Without a parent its containers reach each other only.');
  if (!/^[^\s/]{1,15}$/.test(text)) return error('Not the name of an interface, such as eth0 or eth0.10.');
  const taken = [...lab.networks.values()].find(({ options }) => options['parent'] === text);
  if (taken) return warning(`Network ${plainText(taken.name)} is on it already; engines allow one for each parent.`);
  const [base = ''] = text.split('.');
  return interfaces.length > 0 && !interfaces.some(({ name }) => name === text || name === base)
    ? warning('This machine has no interface of that name with an address.')
    : undefined;
}

function labelsOf(text: string): Record<string, string> | undefined {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.some((part) => !/^[^\s=]+(=|$)/.test(part))) return undefined;
  return Object.fromEntries(
    parts.map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
    }),
  );
}

function error(message: string): Remark {
  return { message, severity: 'error' };
}

function warning(message: string): Remark {
  return { message, severity: 'warning' };
}
