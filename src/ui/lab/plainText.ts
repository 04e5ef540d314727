/** Longest name that is shown in one piece. */
const longest = 200;

/**
 * A name that somebody else chose, fit for a label: control characters and those that turn the direction of writing are made
 * visible, and what is too long is cut.
 */
export function plainText(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  const visible = text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '\ufffd');
  return visible.length > longest ? `${visible.slice(0, longest)}…` : visible;
}
