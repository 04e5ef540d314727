import type { Paragraph } from './shellBlock';

/** What the text before a block says of where it is typed. */
export interface ProseCues {
  /** `last`: the container that was entered last. */
  readonly place?: { readonly at: 'host' | 'last' | { readonly container: string }; readonly quote: string };
  /** In a terminal other than the one before; `new`: in none that is there already. */
  readonly separate?: { readonly kind: 'other' | 'new'; readonly quote: string };
}

/** Paragraphs further up than this do not speak of a block any more. */
const reach = 4;

const determiner = '(?:(?:the|your|our|my|this|that|its)\\s+)?';
const hostCues = [
  new RegExp(
    `\\b(?:from|on|back\\s+(?:on|to|at|in))\\s+${determiner}(?:docker\\s+|local\\s+|physical\\s+|own\\s+)?` +
      "(?:host|machine|computer|laptop|workstation)\\b(?:\\s+(?:machine|computer|system|itself))?(?!['’-]|\\s+(?:network|mode|port|name|driver))",
    'i',
  ),
  /\boutside\s+(?:of\s+)?(?:the|any|this|your)\s+containers?\b/i,
  /\b(?:in|from|at)\s+(?:the|a|your)\s+host(?:['’]s)?\s+(?:shell|terminal|prompt|console)\b/i,
];
const lastContainerCues = [
  /\b(?<!outside )(?:from|in|inside|within)\s+(?:of\s+)?(?:the|this|that|your|our)\s+(?:(?:new|first|second|same|running|just|started)\s+){0,2}container\b(?!['’]s|s)/i,
  /\b(?:from|in|at)\s+(?:the|this|that)\s+container(?:['’]s)?\s+(?:shell|prompt|terminal|console)\b/i,
];
const separateCue =
  /\b(?:in|from|open|use|using|start|on|with|to)\s+(?:up\s+)?(?:yet\s+)?(?:a\s+|an\s+|the\s+|your\s+)?(separate|another|new|second|third|fourth|different|fresh|other)\s+(?:\w+\s+)?(?:terminal|shell|window|tab|console|session|command\s+prompt)\b/i;

/**
 * Reads the prose before a block, nearest sentence first.
 * @param names the containers that the document names.
 */
export function readProse(prose: readonly Paragraph[], names: Iterable<string>): ProseCues {
  const containerCues = [...names].map((name) => ({ name, cue: namedCue(name) }));
  let place: ProseCues['place'];
  let separate: ProseCues['separate'];
  for (const paragraph of prose.slice(-reach).reverse()) {
    for (const sentence of paragraph.text.split(/(?<=[.!?:])\s+/).reverse()) {
      place ??= placeIn(sentence, containerCues);
      const found = separate ? null : separateCue.exec(sentence);
      if (found) separate = { kind: /^(?:new|fresh)$/i.test(found[1] ?? '') ? 'new' : 'other', quote: plain(found[0]) };
    }
  }
  return { ...(place ? { place } : {}), ...(separate ? { separate } : {}) };
}

/** `from the bash terminal of the NAME container`, ``in ``NAME```: a bare name counts only beside such a word. */
function namedCue(name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const lead = "\\b(?:from|in|inside|within|on|at|into|back\\s+to)\\s+(?:[\\w’'-]+\\s+){0,5}?";
  const what = '(?:container|shell|terminal|prompt|console|window)';
  const marked = '[`*"“\']+' + escaped + '[`*"”\']+';
  return new RegExp(
    `${lead}(?:${marked}(?:\\s+${what})?|${what}\\s+${escaped}\\b|${escaped}(?:['’]s)?\\s+${what})`,
    'i',
  );
}

/** The cue that comes first in the sentence: what follows it tells what is done there. */
function placeIn(
  sentence: string,
  containerCues: readonly { readonly name: string; readonly cue: RegExp }[],
): ProseCues['place'] {
  const found: { at: 'host' | 'last' | { container: string }; match: RegExpExecArray }[] = [];
  const look = (at: 'host' | 'last' | { container: string }, cue: RegExp) => {
    const match = cue.exec(sentence);
    if (match) found.push({ at, match });
  };
  for (const { name, cue } of containerCues) look({ container: name }, cue);
  for (const cue of hostCues) look('host', cue);
  for (const cue of lastContainerCues) look('last', cue);
  // Of two that begin at one place, the shorter reaches less far for its name.
  found.sort((one, other) => one.match.index - other.match.index || one.match[0].length - other.match[0].length);
  const [first] = found;
  return first && { at: first.at, quote: plain(first.match[0]) };
}

function plain(text: string): string {
  return text.replace(/[`*]/g, '').replace(/\s+/g, ' ').trim();
}
