/** A random generator that gives the same for the same seed (mulberry32), so that a failure can be had again. */
export class Random {
  constructor(private state: number) {}

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(from: readonly [T, ...T[]]): T {
    return from[this.below(from.length)] ?? from[0];
  }
}

/** Of a run that is given none: a test that fails by chance would be nobody's fault and everybody's trouble. */
const usual = 20_261_125;

/** The seed of this run: that of NETWORK_LAB_SEED, a new one when it is `random`, else the usual one. */
export function chooseSeed(): number {
  const given = process.env['NETWORK_LAB_SEED'];
  if (given === 'random') return 1 + Math.floor(Math.random() * 2 ** 31);
  const seed = Number(given ?? usual);
  return Number.isInteger(seed) && seed > 0 ? seed : usual;
}
