import {
  backCue,
  conditional,
  foreignTerminalCue,
  germanNthCue,
  keeps,
  keptContainerCue,
  labelCue,
  otherTerminalCue,
  ownTerminalCue,
} from './lexicon';
import { ordinals, plain } from './prose';

/** In which terminal a text says that something is typed. */
export interface TerminalCue {
  /** `label`: the one of that name. `nth`: the one of that number. `back`: the one before. `other`: any but the last. `new`: one more. */
  readonly to:
    'other' | 'new' | 'back' | { readonly nth: number; readonly unlessBusy?: true } | { readonly label: string };
  readonly quote: string;
  /** Said by a mark, not by the text. */
  readonly marked?: true;
  /** Only where the last terminal is taken, by what runs in it or by a shell that was opened. */
  readonly ifTaken?: true;
}

/** What is looked at, and not typed into. */
const watched =
  /\b(?:eye|eyes|watch|look|appears?|notice|see|shown|printed|displayed)\s*$|\b(?:appears?|shows? up|see it|received)\b/i;

/** What a sentence says of the terminal that something is typed in. @param text the paragraph it is from */
export function terminalIn(sentence: string, text = sentence): TerminalCue | undefined {
  if (conditional.test(sentence)) return undefined;
  if (keeps.test(sentence)) return keptIn(text);
  const label = labelCue.exec(sentence);
  if (label) return { to: { label: (label[1] ?? '').toLowerCase() }, quote: plain(label[0]) };
  const back = backCue.exec(sentence);
  if (back) {
    const nth = ordinals[(back[1] ?? '').toLowerCase()];
    return { to: nth === undefined ? 'back' : { nth }, quote: plain(back[0]) };
  }
  const other = otherTerminalCue.exec(sentence);
  const isMeant =
    other &&
    !watched.test(sentence.slice(0, other.index)) &&
    (!other[0].endsWith(' one') || /terminal|shell|window/i.test(text));
  if (other && isMeant) {
    const word = (other[1] ?? '').toLowerCase();
    const nth = ordinals[word];
    const opens =
      /^(?:new|fresh)$/.test(word) || (nth !== undefined && nth > 1 && /^(?:open|start|launch|create)/i.test(other[0]));
    // `In a second terminal` is any other one; `in the second terminal` is that one, if it can be typed in.
    const which = nth === undefined || / an? /i.test(other[0]) ? 'other' : { nth, unlessBusy: true as const };
    return { to: opens ? 'new' : which, quote: plain(other[0]) };
  }
  const own = keptIn(text);
  if (own) return own;
  const german = germanNthCue.exec(sentence);
  const counted = ordinals[(german?.[1] ?? '').toLowerCase()];
  if (german && counted !== undefined) return { to: { nth: counted, unlessBusy: true }, quote: plain(german[0]) };
  const foreign = foreignTerminalCue.exec(sentence);
  return foreign ? { to: 'other', quote: plain(foreign[0]) } : undefined;
}

/** A terminal that is left as it is: what follows is typed in one more. */
function keptIn(text: string): TerminalCue | undefined {
  const own = ownTerminalCue.exec(text);
  if (own) return { to: 'new', quote: plain(own[0]) };
  const kept = keptContainerCue.exec(text);
  return kept ? { to: 'new', quote: plain(kept[0]), ifTaken: true } : undefined;
}
