import { messageOf } from '../base/userError';
import { DeadlineError } from './deadline';
import type { OfflineReason } from './engineState';

/** Thrown when what answers cannot be talked to; its message is a sentence fragment for a person. */
export class UnsupportedEngineError extends Error {
  override readonly name = 'UnsupportedEngineError';
}

export interface Failure {
  readonly reason: OfflineReason;
  /** For a person, without the address. */
  readonly detail: string;
}

const byCode: Readonly<Record<string, Failure>> = {
  ENOENT: { reason: 'missing', detail: 'no such socket' },
  ENOTDIR: { reason: 'missing', detail: 'no such socket' },
  ENOTFOUND: { reason: 'missing', detail: 'no such host' },
  EAI_AGAIN: { reason: 'missing', detail: 'the name of the host cannot be looked up' },
  EHOSTUNREACH: { reason: 'missing', detail: 'no route to that host' },
  ENETUNREACH: { reason: 'missing', detail: 'no route to that network' },
  EACCES: { reason: 'denied', detail: 'permission denied' },
  EPERM: { reason: 'denied', detail: 'permission denied' },
  ECONNREFUSED: { reason: 'refused', detail: 'nobody listens there' },
  ENOTSOCK: { reason: 'refused', detail: 'it is not a socket' },
  ETIMEDOUT: { reason: 'timeout', detail: 'no answer' },
  ECONNRESET: { reason: 'other', detail: 'the connection was closed before an answer came' },
  EPIPE: { reason: 'other', detail: 'the connection was closed before an answer came' },
};

const tlsCode =
  /^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|CRL_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|EPROTO$)/;

/** Why a call to an engine failed, by the error that Node, TLS or HTTP gave. */
export function classifyFailure(error: unknown): Failure {
  if (error instanceof UnsupportedEngineError) return { reason: 'unsupported', detail: error.message };
  if (error instanceof DeadlineError) return { reason: 'timeout', detail: error.message };
  const { code, statusCode } = error as { readonly code?: unknown; readonly statusCode?: unknown };
  const text = messageOf(error).trim();
  if (typeof code === 'string') {
    const known = byCode[code];
    if (known) return known;
    if (tlsCode.test(code)) return { reason: 'tls', detail: `TLS failed: ${text || code}` };
  }
  if (statusCode === 400 && /HTTP request to an HTTPS server/i.test(text)) {
    return { reason: 'tls', detail: 'the engine wants TLS, and no certificates are set for it' };
  }
  return { reason: 'other', detail: text || (typeof code === 'string' ? code : 'unknown failure') };
}
