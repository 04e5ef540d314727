/** The newest version of the Docker Engine API whose answers this code was written for (Docker 29). */
const newestKnown = '1.52';
/** The oldest that has what we call (Docker 1.12). */
const oldestUsable = '1.24';

/**
 * The version to speak: the lower of the engine's newest and ours.
 * Answers a sentence fragment for a person when there is none that both speak.
 * @param newest the engine's `ApiVersion`. @param oldest the engine's `MinAPIVersion`, where it says one.
 */
export function negotiateApiVersion(
  newest: string,
  oldest: string | undefined,
): { readonly version: string } | { readonly why: string } {
  if (!/^\d+\.\d+$/.test(newest)) return { why: 'what answers there is no Docker engine' };
  if (compareApiVersions(newest, oldestUsable) < 0) {
    return {
      why: `the engine is too old: it speaks API ${newest}, and at least ${oldestUsable} is needed; update the engine`,
    };
  }
  const version = compareApiVersions(newest, newestKnown) < 0 ? newest : newestKnown;
  if (oldest !== undefined && compareApiVersions(version, oldest) < 0) {
    return {
      why: `the engine wants API ${oldest} or newer, and ${newestKnown} is the newest known here; update this extension`,
    };
  }
  return { version };
}

/** Negative when `a` is the older, zero when they are the same. */
export function compareApiVersions(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}
