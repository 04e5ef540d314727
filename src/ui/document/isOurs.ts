/**
 * Whether a text may be a document of ours, before anything is loaded that could tell for sure: most Markdown documents are not, and
 * cost no more than this.
 */
export function mayBeOurs(text: string): boolean {
  return /\b(?:docker|podman|nerdctl)\b|\bnetwork-lab:/i.test(text) || /\bnetwork-lab=/.test(text);
}
