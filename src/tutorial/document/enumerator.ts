/** The number, letter or Roman numeral that an item of an enumerated list begins with, and its punctuation. */
const shape = /^(\(?)(?:(\d+)|([a-zA-Z])|([ivxlcdm]+|[IVXLCDM]+)|(#))([.)])(?:[ \t]+|$)/;

/**
 * Width of the enumerator, with the space behind it, that a text begins with; 0 where there is none.
 * (docutils' "reStructuredText Markup Specification", "Enumerated Lists".)
 */
export function enumeratorWidth(text: string): number {
  const [whole = '', , , , roman = ''] = shape.exec(text) ?? [];
  const numeral = roman.toUpperCase();
  return roman !== '' && toRoman(fromRoman(numeral)) !== numeral ? 0 : whole.length;
}

/** Whether a text may be the next item after another one: a line that is not indented makes that one a paragraph otherwise. */
export function isNextItem(item: string, text: string): boolean {
  const found = shape.exec(item);
  if (!found) return false;
  const [, open = '', digits, letter, roman, , close = ''] = found;
  const follows = (next: string) => text.startsWith(`${open}${next}${close} `);
  if (follows('#')) return true;
  if (digits !== undefined) return follows(String(Number(digits) + 1));
  const numeral = roman ?? (letter === 'i' || letter === 'I' ? letter : undefined);
  if (numeral !== undefined) {
    const next = toRoman(fromRoman(numeral.toUpperCase()) + 1);
    return follows(numeral === numeral.toUpperCase() ? next : next.toLowerCase());
  }
  return letter !== undefined && !/^z$/i.test(letter) && follows(String.fromCharCode(letter.charCodeAt(0) + 1));
}

const numerals: readonly (readonly [string, number])[] = [
  ...([
    ['M', 1000],
    ['CM', 900],
    ['D', 500],
    ['CD', 400],
    ['C', 100],
    ['XC', 90],
  ] as const),
  ...([
    ['L', 50],
    ['XL', 40],
    ['X', 10],
    ['IX', 9],
    ['V', 5],
    ['IV', 4],
    ['I', 1],
  ] as const),
];

function fromRoman(text: string): number {
  let value = 0;
  let rest = text;
  for (const [numeral, worth] of numerals) {
    for (; rest.startsWith(numeral); rest = rest.slice(numeral.length)) value += worth;
  }
  return value;
}

function toRoman(value: number): string {
  let text = '';
  let rest = value;
  for (const [numeral, worth] of numerals) for (; rest >= worth; rest -= worth) text += numeral;
  return text;
}
