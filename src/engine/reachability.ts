import type { PortMapping } from '../model/portMapping';
import { isLoopback, parseDockerHost } from './dockerHost';
import type { EngineAddress } from './engineState';

/** Where a published port is reached from the machine that the extension runs on. */
export type PublishedPlace =
  | {
      readonly kind: 'reachable';
      /** Without brackets. Never all addresses: one that can be connected to. */
      readonly host: string;
      readonly port: number;
      /** To be tried after `host` when that one refuses: an engine may publish on `::` where the machine has no IPv6. */
      readonly alternative?: string;
    }
  /** For a person: why not, and what to do. */
  | { readonly kind: 'unreachable'; readonly why: string };

/** @param published where the engine says that the port is published, as seen from the engine's machine. */
export function whereIsPublished(
  engine: EngineAddress,
  published: NonNullable<PortMapping['published']>,
): PublishedPlace {
  const { hostAddress, hostPort: port } = published;
  const target = parseDockerHost(engine.host, engine.tls !== undefined);
  const remote = target.kind === 'tcp' && !isLoopback(target.host) ? target.host : undefined;
  const everywhere = hostAddress === '0.0.0.0' || hostAddress === '::' || hostAddress === '';
  if (remote === undefined) {
    if (hostAddress === '::') return { kind: 'reachable', host: '::1', port, alternative: '127.0.0.1' };
    return { kind: 'reachable', host: everywhere ? '127.0.0.1' : hostAddress, port };
  }
  if (everywhere) return { kind: 'reachable', host: remote, port };
  if (!isLoopback(hostAddress)) return { kind: 'reachable', host: hostAddress, port };
  return {
    kind: 'unreachable',
    why:
      `Port ${port} is published on ${hostAddress}, the loopback address of the engine's machine ${remote}, so only programs on that machine reach it. ` +
      `Publish it without an address (-p ${port}:PORT), or forward it (ssh -L ${port}:${hostAddress}:${port} ${remote}).`,
  };
}
