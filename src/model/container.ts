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
  /** Of its health check, where it has one. */
  readonly health?: Health;
  /** Of its main process, once that has ended. */
  readonly exitCode?: number;
  /** When its main process was started last, in RFC 3339; only known once it was inspected. */
  readonly startedAt?: string;
  /** When its main process ended last, in RFC 3339; only known once it was inspected. */
  readonly finishedAt?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `bridge`, `host`, `none`, `container:ID` or the name of a network. */
  readonly networkMode: string;
  /** Published ports, and exposed ones that are not published. Ordered by container port, protocol, host address. */
  readonly ports: readonly PortMapping[];
  /** Containers that it reaches by links, the older way (`--link`); only known once it was inspected. */
  readonly links: readonly Link[];
}

export type Health = 'starting' | 'healthy' | 'unhealthy';

/** A legacy link: the name of a container, and what it is called inside the one that has the link. */
export interface Link {
  readonly name: string;
  readonly alias: string;
}

/** Whether its processes are there: it has addresses, and can be entered. */
export function isUp({ state }: Container): boolean {
  return state === 'running' || state === 'paused';
}

/** The project and service of Compose that a container is of, by the labels of docker's or podman's Compose. */
export function composeOf({ labels }: Container): { readonly project: string; readonly service?: string } | undefined {
  const label = (name: string) => labels[`com.docker.compose.${name}`] ?? labels[`io.podman.compose.${name}`];
  const project = label('project');
  const service = label('service');
  if (project === undefined || project === '') return undefined;
  return { project, ...(service !== undefined && { service }) };
}
