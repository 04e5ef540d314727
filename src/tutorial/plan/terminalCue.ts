import {
  backCue,
  conditional,
  foreignTerminalCues,
  foreignWatched,
  keeps,
  keptContainerCue,
  labelCue,
  otherTerminalCue,
  otherTerminalTitle,
  ownTerminalCue,
  terminalTitle,
} from './lexicon';
import { ordinalOf, plain, withoutMarks } from './prose';

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

/** Most texts hold none of these, and say nothing of a terminal. */
const mayNameTerminal =
  /terminal|shell|window|\btabs?\b|consol|konsol|session|pane\b|\btty|\bterm\b|prompt|command line|fenster|fenêtre|ventana|janela|leave|keep|[^ -\u024f]/i;

/** What is looked at, and not typed into. */
const watched =
  /\b(?:eye|eyes|watch|look|appears?|notice|see|shown|printed|displayed)\s*$|\b(?:appears?|shows? up|see it|received)\b/i;

/** What a sentence says of the terminal that something is typed in. @param text the paragraph it is from */
export function terminalIn(sentence: string, text = sentence): TerminalCue | undefined {
  if (!mayNameTerminal.test(text) || conditional.test(sentence)) return undefined;
  if (keeps.test(sentence)) return keptIn(text);
  const label = labelCue.exec(sentence);
  if (label) return { to: { label: (label[1] ?? '').toLowerCase() }, quote: plain(label[0]) };
  const title = titleIn(sentence);
  if (title) return title;
  const back = backCue.exec(sentence);
  if (back) {
    const nth = ordinalOf(back[1]);
    return { to: nth === undefined ? 'back' : { nth }, quote: plain(back[0]) };
  }
  const other = otherTerminalCue.exec(sentence);
  const isMeant =
    other &&
    !watched.test(sentence.slice(0, other.index)) &&
    (!other[0].endsWith(' one') || /terminal|shell|window/i.test(text));
  if (other && isMeant) {
    const word = (other[1] ?? '').toLowerCase();
    const nth = ordinalOf(word);
    const opens =
      /^(?:new|fresh)$/.test(word) || (nth !== undefined && nth > 1 && /^(?:open|start|launch|create)/i.test(other[0]));
    // `In a second terminal` is any other one; `in the second terminal` is that one, if it can be typed in.
    const which = nth === undefined || / an? /i.test(other[0]) ? 'other' : { nth, unlessBusy: true as const };
    return { to: opens ? 'new' : which, quote: plain(other[0]) };
  }
  const own = keptIn(text);
  if (own) return own;
  return foreignIn(sentence);
}

/** Longer texts are no titles. */
const longestTitle = 100;

function titleIn(text: string): TerminalCue | undefined {
  if (text.length > longestTitle) return undefined;
  const quote = plain(text);
  const words = withoutMarks(quote);
  const title = terminalTitle.exec(words);
  const nth = title && ordinalOf(title[1] ?? title[2] ?? title[3]);
  if (nth) return { to: { label: `${nth}` }, quote };
  const other = otherTerminalTitle.exec(words);
  return other ? { to: other[1] === undefined ? 'other' : 'new', quote } : undefined;
}

function foreignIn(sentence: string): TerminalCue | undefined {
  for (const cue of foreignTerminalCues) {
    const found = cue.exec(sentence);
    if (!found) continue;
    const behind = found.index + found[0].length;
    if (foreignWatched.test(sentence.slice(behind, behind + 32))) continue;
    const { opens, some, which } = found.groups ?? {};
    const nth = ordinalOf(which);
    const isNew = isAnotherNew.test(which ?? '') || (opens !== undefined && nth !== undefined && nth > 1);
    const other = nth === undefined || some !== undefined ? 'other' : { nth, unlessBusy: true as const };
    return { to: isNew ? 'new' : other, quote: plain(found[0]) };
  }
  return undefined;
}

const isAnotherNew = /^(?:neu|nouv|nuev|nov|нов|新)/i;

/** A terminal that is left as it is: what follows is typed in one more. */
function keptIn(text: string): TerminalCue | undefined {
  const own = ownTerminalCue.exec(text);
  if (own) return { to: 'new', quote: plain(own[0]) };
  const kept = keptContainerCue.exec(text);
  return kept ? { to: 'new', quote: plain(kept[0]), ifTaken: true } : undefined;
}
