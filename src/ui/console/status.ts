import type { SessionState } from '../../netcat/session';
import type { Status } from '../../shared/protocol';
import type { Conversation } from './conversation';

/** What the page shows about a conversation beside its transcript. */
export function statusOf(conversation: Conversation): Status {
  const { state, traffic, transcript, label } = conversation;
  return {
    target: label,
    ...words(state),
    ...('route' in state ? { route: state.route.description } : undefined),
    sent: traffic.sent,
    received: traffic.received,
    dropped: transcript.dropped,
  };
}

function words(state: SessionState): Pick<Status, 'phase' | 'text' | 'hint'> {
  switch (state.kind) {
    case 'connecting':
      return { phase: 'connecting', text: 'Connecting…' };
    case 'open':
      return { phase: 'open', text: 'Connected' };
    case 'halfClosed':
      return state.by === 'us'
        ? { phase: 'weEnded', text: 'Half-closed: you sent EOF, the other side may still send' }
        : state.doubt
          ? {
              phase: 'peerEnded',
              text: 'Half-closed at once: perhaps nobody listens behind this port',
              hint: `${state.doubt.hint ?? ''} Or it listens and only reads: what you send tells.`.trimStart(),
            }
          : {
              phase: 'peerEnded',
              text: 'Half-closed: the other side sent EOF',
              hint: 'It will send no more. What you send may still be read; disconnect when you are done.',
            };
    case 'closed': {
      const { message, hint } = state.reason;
      return { phase: 'closed', text: `Closed: ${message}`, ...(hint === undefined ? undefined : { hint }) };
    }
  }
}
