import { plainText } from './plainText';

/** How many names are read by a person; the rest is counted. */
const longestList = 6;

/** `container web`, `containers web, db and 4 more` */
export function listed(what: string, things: readonly { readonly name: string }[]): string {
  return `${what}${things.length === 1 ? '' : 's'} ${namesOf(things)}`;
}

/** `web, db and 4 more` */
export function namesOf(things: readonly { readonly name: string }[]): string {
  const names = things.slice(0, longestList).map(({ name }) => plainText(name));
  const rest = things.length - names.length;
  const parts = rest > 0 ? [...names, `${rest} more`] : names;
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}` : (parts[0] ?? '');
}
