export interface Subnet {
  /** CIDR notation: `172.17.0.0/16`. */
  readonly subnet: string;
  readonly gateway?: string;
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
  readonly subnets: readonly Subnet[];
  readonly labels: Readonly<Record<string, string>>;
}

/** Whether the engine made the network itself and will not let it be removed. */
export function isBuiltIn(network: Network): boolean {
  return ['bridge', 'host', 'none'].includes(network.name);
}
