export type PortProtocol = 'tcp' | 'udp' | 'sctp';

/** A port of a container, and where it is published on the engine's machine if it is. */
export interface PortMapping {
  readonly containerPort: number;
  readonly protocol: PortProtocol;
  /** Absent when the port is exposed but not published. */
  readonly published?: {
    /** Address on the engine's machine: `0.0.0.0` and `::` are all of its addresses. */
    readonly hostAddress: string;
    readonly hostPort: number;
  };
}

/** `127.0.0.1:32768 → 8043/tcp`, with IPv6 addresses in brackets; `8043/tcp` when it is not published. */
export function describePort(port: PortMapping): string {
  const inside = `${port.containerPort}/${port.protocol}`;
  if (!port.published) return inside;
  const { hostAddress, hostPort } = port.published;
  return `${hostAddress.includes(':') ? `[${hostAddress}]` : hostAddress}:${hostPort} → ${inside}`;
}

/** Identifies a mapping among those of one container. */
export function portKey(port: PortMapping): string {
  const { published } = port;
  return `${port.containerPort}/${port.protocol}@${published ? `${published.hostAddress}:${published.hostPort}` : ''}`;
}
