import type { BlockKind } from './shellBlock';

/** A shell's prompt at the beginning of a line, and what its shape says of where the line is typed. */
export interface Prompt {
  /** With the white space behind it. */
  readonly text: string;
  /** `container`: the shape that shells in containers have, `/ #` and `root@1a2b3c4d5e6f:/#`. */
  readonly place: 'unknown' | 'container';
}

interface Shape {
  readonly pattern: RegExp;
  readonly place: Prompt['place'];
  /** Only in sessions: in a script `#` begins a comment. */
  readonly sessionOnly?: boolean;
}

const shapes: readonly Shape[] = [
  { pattern: /^\$(?:[ \t]+|$)/, place: 'unknown' },
  { pattern: /^(?:\(?[\w.-]+\)?[ \t])?root@[0-9a-f]{12}:\S*[#$](?:[ \t]+|$)/, place: 'container' },
  { pattern: /^\/[\w./-]*[ \t][#$](?:[ \t]+|$)/, place: 'container' },
  { pattern: /^[\w.-]+@[\w.-]+:[~/][\w./-]*[#$](?:[ \t]+|$)/, place: 'unknown' },
  { pattern: /^#(?:[ \t]+|$)/, place: 'unknown', sessionOnly: true },
];

/** The prompt that a line of such a block begins with, if it begins with one. */
export function promptOf(line: string, kind: BlockKind): Prompt | undefined {
  for (const { pattern, place, sessionOnly } of shapes) {
    if (sessionOnly && kind !== 'session') continue;
    const found = pattern.exec(line);
    if (found) return { text: found[0], place };
  }
  return undefined;
}
