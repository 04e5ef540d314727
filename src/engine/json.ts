// Reading JSON that somebody else wrote: whatever is missing or of another type than it should be reads as absent.

export function parseJson(text: string): unknown {
  return JSON.parse(text) as unknown;
}

/** The object's members; none when it is not an object. */
export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** The array's elements; none when it is not an array. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** The string; absent when it is empty or none. */
export function asString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The members that are strings, ordered by key, so that equal records have equal JSON. */
export function asStrings(value: unknown): Record<string, string> {
  const entries = Object.entries(asRecord(value)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
