export interface Subnet {
  /** CIDR notation: `172.17.0.0/16`. */
  readonly subnet: string;
  readonly gateway?: string;
  /** Where the engine takes the addresses of containers from, in CIDR notation, when that is only a part of the subnet. */
  readonly ipRange?: string;
}

export interface Network {
  readonly id: string;
  readonly name: string;
  /** `bridge`, `host`, `null`, `overlay`, `macvlan` or a plugin's name. */
  readonly driver: string;
  readonly scope: 'local' | 'global' | 'swarm';
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly ipv6: boolean;
  /** The network by which a swarm publishes its ports. */
  readonly ingress: boolean;
  readonly subnets: readonly Subnet[];
  /** Of its driver: `parent`, `com.docker.network.bridge.name` … */
  readonly options: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/** Whether the engine made the network itself and will not let it be removed. */
export function isBuiltIn(network: Network): boolean {
  return isBuiltInName(network.name);
}

export function isBuiltInName(name: string): boolean {
  return ['bridge', 'host', 'none'].includes(name);
}
