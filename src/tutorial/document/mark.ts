/**
 * What an author says outright of the next block; the strongest evidence there is. The text behind `network-lab:` in an RST comment
 * (`.. network-lab: where=client terminal=2`) or an HTML comment, or the value of the attribute `network-lab` of a Markdown
 * fence. docs/marks.md specifies it.
 */
export interface Mark {
  /** `host`, or the name of a container or of a machine. */
  readonly where?: string;
  /** Any word: blocks with the same one share a terminal. */
  readonly terminal?: string;
  /** Whether the block is run at all. */
  readonly run?: boolean;
}

/** Names of containers and machines, and what a person may call a machine: with spaces. */
const placeName = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_. -]*[\p{L}\p{N}_])?$/u;
const pair = /^([\w-]+)=(?:"([^"]*)"|'([^']*)'|(\S*))$/;

/** @returns the mark, or what is wrong with it: a sentence. */
export function parseMark(whole: string): Mark | string {
  const text = whole.replace(/\s+/g, ' ');
  const mark: { where?: string; terminal?: string; run?: boolean } = {};
  for (const word of text.match(/[\w-]+=(?:"[^"]*"|'[^']*'|\S*)|\S+/g) ?? []) {
    const found = pair.exec(word);
    const value = found?.[2] ?? found?.[3] ?? found?.[4] ?? '';
    if (/=(?:"[^"]*|'[^']*)$/.test(word)) return `A quote is not closed in this network-lab mark: ${word}`;
    if (!found || value === '') return `“${word}” is no setting of a network-lab mark: write key=value.`;
    const key = found[1] ?? '';
    if (key in mark) return `“${key}” is said twice in this network-lab mark: which one is meant?`;
    if (key === 'where' && !placeName.test(value))
      return `“${value}” names no container and no machine: settings have spaces between them, and nothing else.`;
    if (key === 'where' || key === 'terminal') mark[key] = value;
    else if (key === 'run' && /^(?:yes|no)$/.test(value)) mark.run = value === 'yes';
    else return `“${word}” is no setting of a network-lab mark: there are where=, terminal= and run=yes|no.`;
  }
  return Object.keys(mark).length > 0
    ? mark
    : 'A network-lab mark without a setting does nothing: write where=, terminal= or run=.';
}

/** The mark that a comment is, or what is wrong with it; undefined for any other comment. */
export function markInComment(comment: string): Mark | string | undefined {
  const [, colons = '', text = ''] = /^\s*network-lab\b(:*)([^]*)$/i.exec(comment) ?? [];
  if (colons === ':') return parseMark(text);
  return /^\s+(?:where|terminal|run)=/.test(text)
    ? 'A mark has one colon: write “network-lab: where=…”. Without it this is a comment like any other.'
    : undefined;
}
