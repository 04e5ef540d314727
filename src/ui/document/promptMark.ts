/**
 * The private mark that a shell inside a container prints before each prompt: `OSC 7337 ; nonce ; exit code BEL`.
 * VS Code's own sequences (OSC 633) are not used there: they would end the execution of the `docker` command around the shell.
 */
export interface MarkEvent {
  /** `prompt`: the shell waits again, after a command that ended with this code. `lineEnd`: a line was finished. */
  readonly kind: 'prompt' | 'lineEnd';
  readonly exitCode: number;
}

/** The line that makes a shell (ash, dash, bash) print the mark. The leading space keeps it out of histories that honour it. */
export function markCommand(nonce: string): string {
  // In bash the mark stands between \[ and \], so that it counts for no columns when a long line is edited.
  const open = '${BASH_VERSION:+\\\\[}';
  const close = '${BASH_VERSION:+\\\\]}';
  return ` PS1="${open}$(printf '\\033]7337;${nonce};')\\$?$(printf '\\007')${close}$PS1"`;
}

/** Longest piece of output that is kept to be looked at again: a prompt, or a sequence that was cut in two. */
const keep = 512;

/** Reads the output of a terminal, in pieces of any size, keeping no more than its end. */
export class OutputReader {
  private pending = '';
  private end = '';
  private readonly events: RegExp;

  /** @param nonce distinguishes the mark from one that a program prints. */
  constructor(nonce: string) {
    this.events = new RegExp(`\\u001b\\]7337;${nonce};(\\d{1,5})\\u0007|\\n`, 'g');
  }

  /** What happened in this piece of output, in its order. */
  read(chunk: string): MarkEvent[] {
    this.end = (this.end + chunk).slice(-keep);
    const text = this.pending + chunk;
    const found: MarkEvent[] = [];
    let rest = 0;
    for (const match of text.matchAll(this.events)) {
      rest = match.index + match[0].length;
      const code = match[1];
      found.push(code === undefined ? { kind: 'lineEnd', exitCode: 0 } : { kind: 'prompt', exitCode: Number(code) });
    }
    // A sequence that has begun and not ended may be the beginning of a mark.
    const begun = text.lastIndexOf('\u001b');
    this.pending = begun >= rest && text.length - begun < 64 ? text.slice(begun) : '';
    return found;
  }

  /**
   * Whether the output ends with what looks like a shell's prompt: a line that is not finished and ends with its sign. `>` is
   * none: it is the prompt of Python, Ruby and databases, which must not be typed a shell's line.
   */
  get endsWithPrompt(): boolean {
    const visible = withoutSequences(this.end);
    const line = visible.slice(Math.max(visible.lastIndexOf('\n'), visible.lastIndexOf('\r')) + 1);
    return /[$#%❯] ?$/.test(line);
  }
}

// Control sequences of ECMA-48: CSI, OSC and the two-character ones.
// eslint-disable-next-line no-control-regex
const sequences = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[ -/]*[0-~]/g;

function withoutSequences(text: string): string {
  return text.replace(sequences, '');
}
