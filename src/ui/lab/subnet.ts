import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** A range of addresses in CIDR notation, as it was read. */
export interface Cidr {
  readonly address: Address;
  /** Bits of the network. */
  readonly prefix: number;
}

/** `undefined` when it is no address of four numbers, or of IPv6 without a zone. */
export function parseAddress(text: string): Address | undefined {
  // The library also reads `10.1` and `0x0a000001`, which an engine does not.
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !(text.includes(':') && ipaddr.IPv6.isValid(text))) return undefined;
  return text.includes('%') ? undefined : ipaddr.parse(text);
}

/** `10.1.0.0/24`, `fd00:1::/64`. `undefined` when it is neither. */
export function parseCidr(text: string): Cidr | undefined {
  const [, before = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const address = parseAddress(before);
  const prefix = Number(bits);
  return address && prefix <= bitsOf(address) ? { address, prefix } : undefined;
}

/** The subnet that an address with a prefix is in: `10.1.0.0/24` of `10.1.0.7/24`. */
export function subnetOf(cidr: Cidr): string {
  return `${firstAddress(cidr)}/${cidr.prefix}`;
}

/** Its first address, which names the subnet and is nobody's. */
export function firstAddress({ address, prefix }: Cidr): string {
  const text = `${address.toString()}/${prefix}`;
  const first = isIPv6(address) ? ipaddr.IPv6.networkAddressFromCIDR(text) : ipaddr.IPv4.networkAddressFromCIDR(text);
  return first.toString();
}

/** Its last IPv4 address, which is everybody's; `undefined` where there is none. */
export function broadcastOf({ address, prefix }: Cidr): string | undefined {
  if (isIPv6(address) || prefix > 30) return undefined;
  return ipaddr.IPv4.broadcastAddressFromCIDR(`${address.toString()}/${prefix}`).toString();
}

/** Whether an address is in a subnet. Addresses of the other family are not. */
export function contains(subnet: Cidr, address: Address): boolean {
  return address.kind() === subnet.address.kind() && address.match(subnet.address, subnet.prefix);
}

export function overlap(a: Cidr, b: Cidr): boolean {
  return a.prefix <= b.prefix ? contains(a, b.address) : contains(b, a.address);
}

export function isIPv6(address: Address): boolean {
  return address.kind() === 'ipv6';
}

function bitsOf(address: Address): number {
  return isIPv6(address) ? 128 : 32;
}
