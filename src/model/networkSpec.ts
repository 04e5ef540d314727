import type { Network } from './network';

/** A network that is to be made. Without subnets the engine chooses from its own pools. */
export type NetworkSpec = Pick<
  Network,
  'name' | 'driver' | 'internal' | 'attachable' | 'ipv6' | 'subnets' | 'options' | 'labels'
>;

/** How a container is to be put on a network. */
export interface ConnectionSpec {
  /** Names by which it is found there, beside its own. */
  readonly aliases: readonly string[];
  /** Fixed addresses; without them the engine chooses. */
  readonly ipv4?: string;
  readonly ipv6?: string;
}
