/** Ordinal numbers, in English and German, as far as terminals and containers are counted. */
export const ordinals: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
  original: 1,
  initial: 1,
  ersten: 1,
  zweiten: 2,
  dritten: 3,
  vierten: 4,
};

/** Words that may be names, with the markup before them. */
export const nameWord = /([`*"“'_[(]*)([A-Za-z0-9][\w.-]*)/g;

export function sentencesOf(text: string): string[] {
  return text.length > 2000 ? [text.slice(-2000)] : text.split(/(?<=[.!?:])\s+|(?<=[。！？：])/);
}

/** Without the markup for code and emphasis. */
export function plain(text: string): string {
  return text.replace(/[`*]/g, '').replace(/\s+/g, ' ').trim();
}

const wordPart = /[\p{L}\p{N}]/u;

/** Without what stands before its first letter or digit and behind its last one. */
export function withoutMarks(text: string): string {
  let end = text.length;
  while (end > 0 && !wordPart.test(text.charAt(end - 1))) end--;
  return text.slice(0, end).replace(/^[^\p{L}\p{N}]+/u, '');
}
