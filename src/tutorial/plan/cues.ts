import type { Remark } from '../document/shellBlock';
import {
  doing,
  foreignNaming,
  foreignWatched,
  hostCues,
  lastContainerCues,
  sentenceStart,
  translated,
} from './lexicon';
import { foreignWord, nameWord, ordinalOf, plain, sentencesOf, withoutMarks } from './prose';
import { terminalIn, type TerminalCue } from './terminalCue';
import { machineKey, type Vocabulary } from './vocabulary';

/** Where a text says that something is typed. `last`: in the container that was entered last. */
/** `nth`: in the container that was made as the nth, counted from 1. */
export type CuedPlace =
  'host' | 'last' | { readonly nth: number } | { readonly container: string } | { readonly machine: string };

export interface PlaceCue {
  readonly at: CuedPlace;
  readonly quote: string;
}

/** What the text before a command says of where it is typed. */
export interface Cues {
  /** A comment, a caption or a heading that names a place. */
  readonly label?: PlaceCue | undefined;
  readonly prose?: PlaceCue | undefined;
  readonly machine?: PlaceCue | undefined;
  readonly terminal?: TerminalCue | undefined;
}

/** Machines whose names are looked for in prose: a hostile document may name thousands. */
const mostMachines = 200;
/** Paragraphs further up than this do not speak of a block any more. */
const reach = 4;
/** Reads what stands before a block, and the comments at a command in it: the nearest that tells counts. */
export class CueReader {
  private readonly machineCue: RegExp | undefined;
  /** Containers by their names without separators. */
  private readonly containerKeys: ReadonlyMap<string, string>;

  constructor(private readonly vocabulary: Vocabulary) {
    this.containerKeys = new Map([...vocabulary.containers.values()].map((name) => [machineKey(name), name]));
    const machines = [...vocabulary.machines.keys()]
      .slice(0, mostMachines)
      .map((key) => Array.from(key, escaped).join('[-_ ]?'))
      .sort((a, b) => b.length - a.length);
    this.machineCue =
      machines.length > 0
        ? new RegExp(
            `(?:^[*\`]+(?=\\w)|\\b(?:on|from|at|in|into|onto|to)\\s+(?:(?:the|your|first|second|swarm|docker|remote|aws|ec2)\\s+){0,3}(?:(?:vm|host|node|machine|server)\\s+)?[\`*"“'_]*)(${machines.join('|')})(?![\\w-])`,
            'i',
          )
        : undefined;
  }

  /** @param notes comments at the command. @param remarks what stands before its block, for the block's first command. */
  read(notes: readonly string[], remarks: readonly Remark[]): Cues {
    const cues: { -readonly [Key in keyof Cues]: Cues[Key] } = {};
    for (const note of notes.toReversed()) {
      cues.label ??= this.labelIn(note) ?? this.placeIn(note, true);
      cues.machine ??= this.machineIn(note);
      cues.terminal ??= terminalIn(note);
    }
    let paragraphs = 0;
    for (const { kind, text } of remarks.toReversed()) {
      if (kind === 'heading') {
        cues.label ??= this.labelIn(text) ?? this.placeIn(text, true);
        cues.machine ??= this.machineIn(text);
        cues.terminal ??= terminalIn(text);
        break;
      }
      if (kind === 'label') {
        cues.label ??= this.labelIn(text) ?? this.titleIn(text) ?? this.foreignContainerIn(text);
        cues.machine ??= this.machineIn(text);
        cues.terminal ??= terminalIn(text);
        continue;
      }
      if (++paragraphs > reach) break;
      const own = text.length < 60 ? this.labelIn(text) : undefined;
      if (own) cues.prose ??= own;
      if (!this.mayTell(text)) continue;
      for (const sentence of sentencesOf(text).reverse()) {
        cues.prose ??= this.placeIn(sentence);
        cues.machine ??= this.machineIn(sentence);
        cues.terminal ??= terminalIn(sentence, text);
      }
    }
    return cues;
  }

  /** Whether a text may say something of a place or a terminal: most paragraphs do not. */
  private mayTell(text: string): boolean {
    return this.vocabulary.machines.size > 0 || placeWords.test(text) || leads.test(text);
  }

  /** A text that is nothing but the name of a place: `client`, `On host2:`, `Inside the container`, `Container 1`. */
  private labelIn(text: string): PlaceCue | undefined {
    const quote = plain(text);
    const words = withoutMarks(quote)
      .replace(/^(?:step\s*\d+|\d+)[.):\s-]+/i, '')
      .toLowerCase();
    if (words.length > 60) return undefined;
    const rest = words.replace(
      /^(?:(?:run|execute|now|then|and)\s+)?(?:(?:this|these|commands?)\s+)*(?:on|in|inside(?:\s+of)?|from|within|at|into|back\s+(?:on|in|to)|@)\s+/,
      '',
    );
    const bare = rest.replace(/^(?:the|your|a|our)\s+/, '');
    if (
      /^(?:(?:docker|local|linux|container)\s+)?host(?:\s+(?:machine|computer|system|os|terminal|shell|vm|side|namespace))?$|^(?:local|your) machine$|^outside(?:\s+(?:of\s+)?(?:the\s+)?containers?)?$/.test(
        bare,
      )
    )
      return { at: 'host', quote };
    if (rest !== words && /^(?:docker\s+)?container$/.test(bare)) return { at: 'last', quote };
    const name = bare
      .replace(/^(?:container|docker container)\s+/, '')
      .replace(/\s+(?:container|shell|terminal|prompt|side|window|console)$/, '');
    const { containers, shortNames } = this.vocabulary;
    const container =
      containers.get(name) ??
      containers.get(bare) ??
      this.containerKeys.get(machineKey(bare)) ??
      shortNames.get(machineKey(name));
    if (container !== undefined) return { at: { container }, quote };
    return this.nthContainer(/^(?:docker )?container\s*#?(\d)$/.exec(bare)?.[1], quote);
  }

  /** The title of a tab, or a caption, that names a container among other words: `Client talker A`. */
  private titleIn(text: string): PlaceCue | undefined {
    const words = plain(text).split(' ');
    if (words.length > 5) return undefined;
    for (let from = 1; from < words.length; from++) {
      const key = machineKey(words.slice(from).join(''));
      const container = this.containerKeys.get(key);
      if (container !== undefined) return { at: { container }, quote: plain(text) };
    }
    return undefined;
  }

  private nthContainer(number: string | undefined, quote: string): PlaceCue | undefined {
    const nth = Number(number ?? 0);
    return nth > 0 && nth <= this.vocabulary.made.length ? { at: { nth }, quote } : undefined;
  }

  private machineIn(text: string): PlaceCue | undefined {
    const { machines } = this.vocabulary;
    if (machines.size === 0) return undefined;
    const found = this.machineCue?.exec(text);
    const named = machines.get(machineKey(found?.[1] ?? ''));
    if (found && named !== undefined) return { at: { machine: named }, quote: plain(found[0]) };
    const words = withoutMarks(plain(text)).replace(/\s*\(.*$/, '');
    const alone =
      machines.get(machineKey(words)) ??
      machines.get(machineKey(words.replace(/\s*(?:node|machine|host|vm|server)$/i, '')));
    return alone === undefined ? undefined : { at: { machine: alone }, quote: plain(text) };
  }

  /** The cue that comes first in the sentence: what follows it tells what is done there. */
  private placeIn(sentence: string, whole = false): PlaceCue | undefined {
    const found: { at: CuedPlace; index: number; length: number; quote: string }[] = [];
    const look = (at: CuedPlace, cue: RegExp) => {
      const match = cue.exec(sentence);
      if (match) found.push({ at, index: match.index, length: match[0].length, quote: plain(match[0]) });
    };
    for (const cue of hostCues) look('host', cue);
    for (const cue of lastContainerCues) look('last', cue);
    const named = this.namedContainerIn(sentence, whole);
    if (named) found.push(named);
    const foreign = this.foreignContainerIn(sentence);
    if (foreign) found.push(foreign);
    const counted = countedContainer.exec(sentence);
    const nth = counted && this.nthContainer(counted[2] ?? String(ordinalOf(counted[1]) ?? 0), plain(counted[0]));
    if (counted && nth && this.vocabulary.made.length > 1)
      found.push({ ...nth, index: counted.index, length: counted[0].length });
    // Of two that begin at one place, the shorter reaches less far for its name.
    found.sort((one, other) => one.index - other.index || one.length - other.length);
    // `Im Container` is a part of ``Im Container `server` ``.
    const isPart = ({ at, index }: (typeof found)[number]) =>
      at === 'last' && foreign && index >= foreign.index - 1 && index < foreign.index + foreign.length;
    const first = found.find((one) => !isPart(one));
    return first && { at: first.at, quote: first.quote };
  }

  /** `from the bash terminal of the NAME container`, ``in ``NAME```: a bare name counts only beside such a word. */
  private namedContainerIn(sentence: string, whole: boolean) {
    if (!this.namesContainer(sentence)) return undefined;
    for (const match of sentence.matchAll(containerLead)) {
      const after = sentence.slice(match.index + match[0].length, match.index + match[0].length + 120);
      const words = [...after.matchAll(nameWord)].slice(0, 7);
      for (const [index, word] of words.entries()) {
        const [text, open = '', bare = ''] = word;
        if (index > 0 && /[,;:(]\s*$/.test(after.slice(0, word.index))) break;
        const exact = this.vocabulary.containers.get(bare.toLowerCase());
        const container = exact ?? this.vocabulary.shortNames.get(machineKey(bare));
        if (container === undefined) continue;
        const next = words[index + 1]?.[2]?.toLowerCase() ?? '';
        const before = words[index - 1]?.[2]?.toLowerCase() ?? '';
        // `From client, …`, `On the router:`: nothing else stands between the beginning and the end of what is said.
        const behind = after.slice(word.index + text.length);
        const begins = sentenceStart.test(sentence.slice(0, match.index));
        const ends = /^[`*"”'_\])]*(?:[,:.]|$|\s*\()/.test(behind);
        const alone =
          index === (before === 'the' ? 1 : 0) &&
          (begins ? ends || (doing.test(behind) && bare.toLowerCase() !== 'web') : whole && ends);
        const beside = besideName.test(next) || besideName.test(before) || alone;
        if (!beside && !/\d$/.test(bare) && (open === '' || exact === undefined)) continue;
        const last = besideName.test(next) ? (words[index + 1] ?? word) : word;
        const end = last.index + last[0].length;
        const quote = plain(match[0] + after.slice(0, end));
        return { at: { container }, index: match.index, length: match[0].length + end, quote };
      }
    }
    return undefined;
  }

  /** ``Im Container `server` ``, `Sur le client, …`: what stands just before the name and behind it tells. */
  private foreignContainerIn(text: string) {
    if (this.vocabulary.containers.size === 0 || !mayBeForeign.test(text)) return undefined;
    const sentence = text.slice(0, longestSentence);
    for (const { 0: all, 1: open = '', 2: word = '', index } of sentence.matchAll(foreignWord)) {
      const bare = word.replace(/[.-]+$/, '');
      const compound = /^(\p{L}.*?)-?containers?$/iu.exec(bare)?.[1];
      const named = this.foreignName(bare);
      const container = named ?? this.foreignName(compound ?? '');
      if (container === undefined) continue;
      const end = index + all.length - (word.length - bare.length);
      const from = Math.max(0, index - longestLead);
      const before = sentence.slice(from, index);
      const behind = sentence.slice(end, end + longestLead);
      const isExact = open !== '' && this.vocabulary.containers.has(bare.toLowerCase());
      const compoundTail = /^[`*"”]{0,3}-Container/i.exec(behind);
      const isCompound = named === undefined || compoundTail !== null;
      const lead =
        (isCompound ? foreignNaming.compound.exec(before) : foreignNaming.container.exec(before)) ??
        eastLead(before, behind, isExact) ??
        (isCompound || foreignWatched.test(behind.slice(0, 32))
          ? null
          : ((isExact ? foreignNaming.marked.exec(before) : null) ?? startLead(before, sentence.slice(end), bare)));
      if (!lead) continue;
      const start = from + lead.index;
      const length = end - start + (compoundTail?.[0].length ?? 0);
      return { at: { container }, index: start, length, quote: plain(sentence.slice(start, start + length)) };
    }
    return undefined;
  }

  private foreignName(word: string): string | undefined {
    const { containers, shortNames } = this.vocabulary;
    const name = word.toLowerCase();
    const english = translated.get(name) ?? '';
    return (
      containers.get(name) ?? shortNames.get(machineKey(name)) ?? containers.get(english) ?? shortNames.get(english)
    );
  }

  private namesContainer(sentence: string): boolean {
    const { containers, shortNames } = this.vocabulary;
    if (containers.size === 0) return false;
    for (const [word] of sentence.matchAll(plainWord)) {
      const name = word.toLowerCase();
      if (containers.has(name) || shortNames.has(machineKey(name))) return true;
    }
    return false;
  }
}

/** A heading may be as long as it likes: only its beginning is looked at. */
const longestSentence = 2000;
/** More than the words between the preposition and the name of a container take. */
const longestLead = 72;

/** `Auf dem client …`: the sentence begins with it, and goes on with what is done there. */
function startLead(before: string, behind: string, word: string): RegExpExecArray | null {
  const lead = foreignNaming.start.exec(before);
  if (!lead) return null;
  const { de, romance } = lead.groups ?? {};
  // `No client` is English, `No cliente` is not.
  const isEnglish = /^n[oa]$/i.test(romance ?? '') && !translated.has(word.toLowerCase());
  if (isEnglish) return /^[`*"”]{0,4}:/.test(behind) ? lead : null;
  if (foreignNaming.end.test(behind)) return lead;
  // The web is where everybody is.
  if (word.toLowerCase() === 'web') return null;
  if (de !== undefined) return foreignNaming.de.test(behind) ? lead : null;
  return romance !== undefined && foreignNaming.romance.test(behind) ? lead : null;
}

/** ``在 `server` 容器中``, ``コンテナ `server` の中で``. */
function eastLead(before: string, behind: string, isExact: boolean): RegExpExecArray | null {
  const tail = foreignNaming.eastBehind.exec(behind);
  const lead = foreignNaming.eastBefore.exec(before);
  if (lead?.[1] !== undefined) return lead;
  if (!tail) return null;
  const { zh, ja, side } = tail.groups ?? {};
  if (lead?.[2] !== undefined) return ja === undefined ? null : lead;
  if (zh !== undefined || side !== undefined) return lead;
  // `server から` alone is where something comes from.
  if (ja !== undefined && (ja.endsWith('から') || !isExact)) return null;
  return /$/.exec(before);
}

const containerLead = /\b(?:from|in|inside|within|on|at|into|back\s+to)\s+/gi;
const placeWords =
  /[`*"“'_\d]|host|container|machine|computer|laptop|terminal|shell|window|console|session|\btab\b|prompt|namespace|pane|[^\u0020-\u024f]|konsole|fenster|fenêtre|consola|ventana|janela|conteneur|contene|cont[êe]iner|contentor/i;
/** What stands before a container's name in other languages than English, or behind it. */
const mayBeForeign =
  /[^\0-\x7f]|\b(?:im|in de[mn]|auf|aus|vo[mn]|am|innerhalb|dans|depuis|sur|en|desde|dentro|em|n[oa]|partir)\b/i;
/** A text that begins with the name of a place. */
const leads =
  /(?:^|[.!?:]\s+)(?:[\p{L}]{1,14},?\s+){0,2}(?:from|in|inside|within|on|at|into|back|auf|vo[mn]|[ai]m|aus|sur|depuis|dans|en|desde|em|n[oa])\s/iu;
const countedContainer =
  /\b(?:from|in|inside|within|on|into|to)\s+(?:the\s+)?(?:(first|second|third|fourth)\s+container|container\s*#?(\d))\b/i;
const plainWord = /[A-Za-z0-9][\w.-]*\w|[A-Za-z0-9]/g;
const besideName = /^(?:container|shell|terminal|prompt|console|window)s?$/;

function escaped(char: string): string {
  return char.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
