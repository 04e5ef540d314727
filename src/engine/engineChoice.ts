/** The context that the docker command line has without a store: `DOCKER_HOST`, else the socket of the system. */
export const defaultContext = 'default';

/** The engine that a person chose for one window. Without one it is decided by the setting, the environment and the sockets that are there. */
export type EngineChoice =
  /** A context of the docker command line; also {@link defaultContext}. */
  | { readonly kind: 'context'; readonly name: string }
  /** An address as `docker --host` takes it. */
  | { readonly kind: 'address'; readonly host: string };

export function isSameChoice(a: EngineChoice | undefined, b: EngineChoice | undefined): boolean {
  if (!a || !b) return a === b;
  if (a.kind === 'context') return b.kind === 'context' && a.name === b.name;
  return b.kind === 'address' && a.host === b.host;
}

/** A choice that was kept, if it is one: what is read back may be of another version. */
export function readChoice(value: unknown): EngineChoice | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, name, host } = value as Readonly<Record<string, unknown>>;
  if (kind === 'context' && typeof name === 'string' && name !== '') return { kind, name };
  if (kind === 'address' && typeof host === 'string' && host !== '') return { kind, host };
  return undefined;
}
