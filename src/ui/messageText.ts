/**
 * A text for notifications, progress and remarks on what is typed: VS Code makes links of `[…](command:…)` in them, and the text may
 * hold names that somebody else chose. None of ours has links, so none is made.
 */
export function messageText(text: string): string {
  // A blank between the brackets is no link any more, and reads the same.
  return text.replace(/\](?=\()/g, '] ');
}
