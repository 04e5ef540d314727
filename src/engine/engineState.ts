import type { UserError } from '../base/userError';

/** Where an address came from, in the order in which they are asked. `chosen`: by the person, for this window. */
export type AddressSource = 'chosen' | 'setting' | 'DOCKER_HOST' | 'context' | 'wellKnown';

/** Paths or contents for TLS, as `tls.connect` takes them. */
export interface TlsMaterial {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
  /** False when the context says to skip verification. */
  readonly verify: boolean;
}

/** An engine that may be there. */
export interface EngineAddress {
  /** As `DOCKER_HOST` has it: `unix:///var/run/docker.sock`, `npipe:////./pipe/docker_engine`, `tcp://host:port`. */
  readonly host: string;
  readonly source: AddressSource;
  /** Name of the Docker context, when it came from one; `default` for Docker's own. */
  readonly contextName?: string;
  readonly tls?: TlsMaterial;
}

export type OfflineReason =
  | 'missing' // nothing at that address: no such socket, no such host
  | 'denied' // the socket is there and may not be opened
  | 'refused' // the socket or port is there and nobody listens
  | 'timeout'
  | 'tls'
  | 'lost' // it answered before
  | 'unsupported' // ssh://, or an engine that is too old
  | 'other';

/** One address that was tried, and how it failed. */
export interface Attempt {
  readonly address: EngineAddress;
  readonly reason: OfflineReason;
  /** For a person, without the address: `permission denied`. */
  readonly detail: string;
}

/** A state of the connection. `idle`: nobody has needed an engine yet. */
export type EngineState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting' }
  | {
      readonly kind: 'online';
      readonly address: EngineAddress;
      /** Negotiated: the lower of the engine's and the newest we know. */
      readonly apiVersion: string;
      readonly engineVersion: string;
    }
  | {
      readonly kind: 'offline';
      readonly reason: OfflineReason;
      readonly tried: readonly Attempt[];
      /** What happened, what was tried and what to do, for a person. */
      readonly error: UserError;
    };
