import { plainText } from './plainText';

/** A text that somebody else chose, for quick picks and the status bar, which draw `$(name)` as an icon: it is shown as it is written. */
export function literalText(text: string): string {
  return plainText(text).replace(/\$\([a-z0-9-]+(~[a-z]+)?\)/gi, '\\$&');
}
