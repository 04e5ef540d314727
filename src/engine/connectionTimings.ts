export interface ConnectionTimings {
  /** For the first answer of an address. */
  readonly connectTimeoutMs: number;
  /** For any later call that only reads. */
  readonly callTimeoutMs: number;
  /** For a call that changes something. */
  readonly actionTimeoutMs: number;
  /** The first wait before an engine is tried again; it doubles. */
  readonly firstBackOffMs: number;
  readonly longestLocalBackOffMs: number;
  readonly longestRemoteBackOffMs: number;
  /** How often a remote engine is asked whether it still answers. A local one is known to be gone when its socket closes. */
  readonly heartbeatMs: number;
  /** How often it is looked for what the engine sends no event of. */
  readonly lookAgainMs: number;
  /** A connection that held so long and breaks is made anew at once, and only if that fails is the engine lost. */
  readonly steadyMs: number;
}

export const defaultTimings: ConnectionTimings = {
  connectTimeoutMs: 5_000,
  callTimeoutMs: 10_000,
  actionTimeoutMs: 300_000,
  firstBackOffMs: 200,
  longestLocalBackOffMs: 2_000,
  longestRemoteBackOffMs: 30_000,
  heartbeatMs: 20_000,
  lookAgainMs: 30_000,
  steadyMs: 2_000,
};
