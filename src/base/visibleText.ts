/**
 * A text that somebody else chose, as it may be shown: control characters, which a terminal would obey, and those that turn the
 * direction of writing are made visible.
 */
export function visibleText(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '\ufffd');
}
