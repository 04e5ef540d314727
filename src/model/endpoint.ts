/** A container's place on a network, as `NetworkSettings.Networks` of its inspection has it. */
export interface Endpoint {
  readonly containerId: string;
  readonly networkId: string;
  readonly networkName: string;
  /** Without prefix length. Absent while the container does not run, and on networks without addresses (`host`, `none`). */
  readonly ipv4?: string;
  readonly ipv6?: string;
  readonly mac?: string;
  readonly gateway?: string;
  readonly gateway6?: string;
  /** Names that were asked for beside the container's own. */
  readonly aliases: readonly string[];
  /** What the engine's name server resolves to it on that network: none on the default bridge. */
  readonly dnsNames: readonly string[];
}

/** Identifies an endpoint in a lab. */
export function endpointKey(endpoint: { readonly containerId: string; readonly networkId: string }): string {
  return `${endpoint.containerId}/${endpoint.networkId}`;
}
