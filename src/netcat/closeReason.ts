/** Why a connection is not there any more, or never was. */
export type CloseKind =
  | 'byUs'
  | 'byPeer'
  | 'bothEnded' // each side sent EOF
  | 'refused'
  | 'reset'
  | 'timedOut'
  | 'noSuchName'
  | 'noRoute'
  | 'nobodyListens' // the engine's proxy accepted, and found nobody behind the published port
  | 'targetGone' // the container stopped or was removed
  | 'failed';

export interface CloseReason {
  readonly kind: CloseKind;
  /** What happened, in words, without a full stop: `connection refused`. */
  readonly message: string;
  /** What it usually means and what to do about it: one or two sentences. */
  readonly hint?: string;
}

/** A connection that could not be opened, or that broke. `message` is the reason's. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';

  constructor(
    readonly reason: CloseReason,
    options?: ErrorOptions,
  ) {
    super(reason.message, options);
  }
}

export const closedByUs: CloseReason = { kind: 'byUs', message: 'disconnected by you' };
export const closedByPeer: CloseReason = { kind: 'byPeer', message: 'closed by the other side' };
export const bothEnded: CloseReason = { kind: 'bothEnded', message: 'both sides sent EOF' };

/** The reason behind an error of a stream or a socket, by its `code` (`ECONNREFUSED`, `ENOTFOUND`, …). */
export function reasonOfError(error: unknown): CloseReason {
  if (error instanceof ConnectionError) return error.reason;
  const code = codeOf(error);
  const known = code === undefined ? undefined : reasonsByCode.get(code);
  if (known) return known;
  return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
}

/** Happy eyeballs fail with one error for all of the addresses; the first tells as much as any. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof AggregateError ? codeOf(error.errors[0]) : undefined;
}

const refused: CloseReason = {
  kind: 'refused',
  message: 'connection refused',
  hint: 'Nothing listens on that port. Start the listener, then reconnect.',
};
const reset: CloseReason = {
  kind: 'reset',
  message: 'connection reset by the other side',
  hint: 'The program on the other side ended or dropped the connection without reading everything.',
};
const timedOut: CloseReason = {
  kind: 'timedOut',
  message: 'timed out',
  hint: 'No answer came back: the machine is off, or a firewall drops the packets.',
};
const noSuchName: CloseReason = {
  kind: 'noSuchName',
  message: 'no such host name',
  hint: 'Names of containers are known only inside their networks; from here use the published address.',
};
const noRoute: CloseReason = {
  kind: 'noRoute',
  message: 'no route to that address',
  hint: 'The address belongs to a network that this machine cannot reach.',
};
const reasonsByCode: ReadonlyMap<string, CloseReason> = new Map([
  ['ECONNREFUSED', refused],
  ['ECONNRESET', reset],
  ['EPIPE', reset],
  ['ECONNABORTED', reset],
  ['ETIMEDOUT', timedOut],
  ['ENOTFOUND', noSuchName],
  ['EAI_AGAIN', noSuchName],
  ['EHOSTUNREACH', noRoute],
  ['ENETUNREACH', noRoute],
  ['EADDRNOTAVAIL', noRoute],
]);
