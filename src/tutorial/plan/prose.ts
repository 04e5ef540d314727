/** How the words for the first four begin, ordinals and numbers, in the languages that are read: terminals and containers are counted so far. */
const counts: readonly RegExp[] = [
  /^(?:first|1st|one$|original|initial|erst|eins?$|premi|primer|primeir|uno?$|перв|一|1)/i,
  /^(?:seco?nd|2nd|two$|zweit|zwei$|deuxi|deux$|segund|dos$|втор|二|2)/i,
  /^(?:third|3rd|three$|dritt|drei$|troisi|trois$|tercer|terceir|tres$|трет|三|3)/i,
  /^(?:fourth|4th|four$|viert|vier$|quatri|quatre$|cuart|quart|четв|四|4)/i,
];

/** The number that a word like `second`, `zweites` or `two` says, from 1 to 4. */
export function ordinalOf(word = ''): number | undefined {
  const at = counts.findIndex((count) => count.test(word));
  return at < 0 ? undefined : at + 1;
}

/** Words that may be names, with the markup before them. */
export const nameWord = /([`*"“'_[(]*)([A-Za-z0-9][\w.-]*)/g;

/** The same in any script that has capitals. */
export const foreignWord =
  /([`*"“„«「『'_[(]{0,4})([\p{Script=Latin}\p{Script=Cyrillic}\d][\p{Script=Latin}\p{Script=Cyrillic}\d_.-]*)/gu;

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
