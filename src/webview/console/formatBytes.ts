const units = ['kB', 'MB', 'GB', 'TB'];

/** `0 B`, `512 B`, `1.5 kB`, `200 MB`: powers of 1000. */
export function formatBytes(count: number): string {
  if (count < 1000) return `${count} B`;
  let value = count;
  let unit = 'B';
  for (const next of units) {
    if (value < 999.5) break;
    value /= 1000;
    unit = next;
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}
