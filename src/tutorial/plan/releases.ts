import { conditional, detachCue, exitCue, keeps, stopCue } from './lexicon';
import { nameWord, sentencesOf } from './prose';
import type { Vocabulary } from './vocabulary';

/** What the text says has ended, in its order. With the container that it names, if it names one. */
export interface ReleaseCue {
  readonly what: 'stop' | 'exit' | 'detach';
  readonly container?: string;
}

const mayRelease =
  /ctrl|control|strg|\^|⌃|stop|kill|interrupt|terminat|cancel|\bends?\b|beende|verl[aä]|det+ach|escape|exit|leave|quit|log|close/i;

/** What the text says has ended, in its order. */
export function releasesIn(texts: readonly string[], vocabulary: Vocabulary): ReleaseCue[] {
  const found: ReleaseCue[] = [];
  for (const text of texts) {
    if (!mayRelease.test(text)) continue;
    const own: ReleaseCue[] = [];
    for (const sentence of sentencesOf(withoutMarkup(text))) {
      if (conditional.test(sentence)) continue;
      const named = [...sentence.matchAll(nameWord)]
        .map(([, , bare = '']) => vocabulary.containers.get(bare.toLowerCase()))
        .find((name) => name !== undefined);
      const container = named === undefined ? {} : { container: named };
      if (detachCue.test(sentence)) own.push({ what: 'detach', ...container });
      else if (keeps.test(sentence)) continue;
      else if (stopCue.test(sentence)) own.push({ what: 'stop', ...container });
      else if (exitCue.test(sentence))
        own.push({ what: /\bwithout stopping\b/i.test(sentence) ? 'detach' : 'exit', ...container });
    }
    // A paragraph that tells the same twice, in words and in keys, tells of one event.
    found.push(...own.filter((cue, at) => !own.slice(0, at).some((earlier) => isSameRelease(earlier, cue))));
  }
  return found;
}

function isSameRelease(one: ReleaseCue, other: ReleaseCue): boolean {
  const kind = ({ what }: ReleaseCue) => (what === 'stop' ? 'stop' : 'leave');
  const names = one.container === undefined || other.container === undefined || one.container === other.container;
  return kind(one) === kind(other) && names;
}

/** Keys as HTML, as roles of Sphinx and as MkDocs writes them become what they say. */
function withoutMarkup(text: string): string {
  return text
    .replace(/<\/?\w+>|:kbd:|\+\+/g, ' ')
    .replace(/(ctrl|strg|control)[`*]*\s*\+?\s*[`*]*([a-z])\b[`*]*/gi, '$1+$2');
}
