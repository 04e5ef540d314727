import { isArrayOf, isCount, isOneOf, isShape, isShapeWith, isString, type Guard, type Guarded } from './guards';

/**
 * What a console's page and the extension host say to each other. The types are made of the guards that check every
 * message on arrival, so the two cannot differ.
 *
 * The page says `ready` whenever it comes to life (opened, reloaded, shown again) and is sent a `snapshot`; from then on
 * it is sent what changes. It acknowledges each `snapshot` and `append` by its `batch` number: the host stops reading from the
 * connection rather than run ahead. Every message of the page that has an `id` gets one `answer`.
 */

/** What ends a line that is typed. */
export const isLineEnding = isOneOf('lf', 'crlf', 'cr', 'none');
export type LineEnding = Guarded<typeof isLineEnding>;

const isEntry = isShapeWith(
  {
    direction: isOneOf('sent', 'received'),
    /** Milliseconds since 1970. */
    time: isCount,
    /** Readable form of the bytes: text and nothing else, lines end in LF. A line may go on in the next entry of its direction. */
    text: isString,
  },
  { peer: isString },
);
/** A run of the transcript. */
export type Entry = Guarded<typeof isEntry>;

const isStatus = isShapeWith(
  {
    /** `simplerelay 127.0.0.1:8001 → 8001/tcp` */
    target: isString,
    phase: isOneOf('connecting', 'open', 'weEnded', 'peerEnded', 'closed'),
    /** The phase in words, with the reason when it is closed. */
    text: isString,
    /** Bytes of this connection. */
    sent: isCount,
    received: isCount,
    /** Bytes that the transcript let go to keep within its bound. */
    dropped: isCount,
  },
  {
    /** What it usually means and what to do. */
    hint: isString,
    /** The way that the connection takes. */
    route: isString,
  },
);
export type Status = Guarded<typeof isStatus>;

const toPage = {
  /** Replaces all that the page shows. */
  snapshot: isShape({ batch: isCount, status: isStatus, entries: isArrayOf(isEntry) }),
  append: isShape({ batch: isCount, status: isStatus, entries: isArrayOf(isEntry) }),
  status: isShape({ status: isStatus }),
  /** To the request of that id: done, or not done and why. */
  answer: isShapeWith({ id: isCount }, { error: isString }),
};

const toHost = {
  ready: isShape({}),
  ack: isShape({ batch: isCount }),
  send: isShape({ id: isCount, text: isString, ending: isLineEnding }),
  /** Sends EOF. */
  end: isShape({ id: isCount }),
  connect: isShape({ id: isCount }),
  disconnect: isShape({ id: isCount }),
  /** The page met an error that nobody caught. */
  failed: isShape({ message: isString }),
};

type Union<Guards extends Readonly<Record<string, Guard<unknown>>>> = {
  [Type in keyof Guards]: { readonly type: Type } & Guarded<Guards[Type]>;
}[keyof Guards];

export type ToPage = Union<typeof toPage>;
export type ToHost = Union<typeof toHost>;
/** A message of the page that is answered; its id is given when it is posted. */
export type Request = Exclude<ToHost, { readonly type: 'ready' | 'ack' | 'failed' }>;

export const isToPage = isMessage<ToPage>(toPage);
export const isToHost = isMessage<ToHost>(toHost);

function isMessage<T extends { readonly type: string }>(guards: Readonly<Record<T['type'], Guard<unknown>>>): Guard<T> {
  const byType = new Map<unknown, Guard<unknown>>(Object.entries<Guard<unknown>>(guards));
  return (value): value is T =>
    typeof value === 'object' && value !== null && 'type' in value && byType.get(value.type)?.(value) === true;
}
