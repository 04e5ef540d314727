/** The name of a program without its folder. */
export function baseName(word: string): string {
  const name = word.slice(word.lastIndexOf('/') + 1);
  return name.endsWith('.exe') ? name.slice(0, -4) : name;
}
