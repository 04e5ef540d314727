import type { Subnet } from './network';

/** A network that is to be made. */
export interface NetworkSpec {
  readonly name: string;
  /** `bridge`, `overlay`, `macvlan`, `ipvlan` or a plugin's name. */
  readonly driver: string;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly ipv6: boolean;
  /** None: the engine chooses from its own pools. */
  readonly subnets: readonly Subnet[];
  /** Of the driver: `parent` for macvlan and ipvlan … */
  readonly options: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/** How a container is to be put on a network. */
export interface ConnectionSpec {
  /** Names by which it is found there, beside its own. */
  readonly aliases: readonly string[];
  /** Fixed addresses; without them the engine chooses. */
  readonly ipv4?: string;
  readonly ipv6?: string;
}
