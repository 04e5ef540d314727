import { visibleText } from '../../base/visibleText';

/** Longest name that is shown in one piece. */
const longest = 200;

/** A name that somebody else chose, fit for a label: what it hides is made visible, and what is too long is cut. */
export function plainText(text: string): string {
  const visible = visibleText(text);
  return visible.length > longest ? `${visible.slice(0, longest)}…` : visible;
}
