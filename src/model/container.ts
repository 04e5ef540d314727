import type { PortMapping } from './portMapping';

/** States as the Docker Engine API names them (`State.Status` of a container's inspection). */
export type ContainerState = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';

/** A container as the engine knows it. Volatile text ("Up 3 minutes") is left out: it is derived when shown. */
export interface Container {
  /** Full id: 64 hexadecimal digits. */
  readonly id: string;
  /** Without the leading slash. Hostile text: anything that an engine lets through. */
  readonly name: string;
  /** The image as it was asked for: `busybox`, `ubuntu:14.04` or an id. */
  readonly image: string;
  readonly state: ContainerState;
  readonly labels: Readonly<Record<string, string>>;
  /** `bridge`, `host`, `none`, `container:ID` or the name of a network. */
  readonly networkMode: string;
  /** Published ports, and exposed ones that are not published. Ordered by container port, protocol, host address. */
  readonly ports: readonly PortMapping[];
}
