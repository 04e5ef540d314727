import { Buffer, isUtf8 } from 'node:buffer';

export type LineEnding = 'none' | 'lf' | 'cr' | 'crlf';

const endings: Readonly<Record<LineEnding, string>> = { none: '', lf: '\n', cr: '\r', crlf: '\r\n' };

/** The bytes of a line as UTF-8, with its ending. */
export function encodeLine(text: string, ending: LineEnding): Uint8Array {
  return Buffer.from(text + endings[ending], 'utf8');
}

/**
 * Reads bytes as UTF-8 (RFC 3629) wherever their chunks are cut, and shows what is not text:
 * a byte that is not UTF-8, or is a control character, as `⟨ff⟩`; a character that would turn the direction of the text or
 * break its line unseen as `⟨U+202E⟩`. Tabs and line feeds stay, CR LF becomes a line feed.
 * The exact bytes are the transcript's; this is for eyes.
 */
export class Utf8Text {
  /** Beginning of a character whose rest has not come, or a CR that may be followed by its LF. */
  private pending: Uint8Array = new Uint8Array(0);

  /** The text that `bytes` add. */
  push(bytes: Uint8Array): string {
    const all = this.pending.length > 0 ? Buffer.concat([this.pending, bytes]) : asBuffer(bytes);
    const whole = all.length - unfinished(all);
    this.pending = Uint8Array.from(all.subarray(whole));
    return visible(decode(all.subarray(0, whole)));
  }

  /** What was kept back, once it is known that nothing follows. */
  flush(): string {
    const rest = asBuffer(this.pending);
    this.pending = new Uint8Array(0);
    return visible(decode(rest));
  }
}

/** The whole of `bytes` as {@link Utf8Text} shows it. */
export function textOf(bytes: Uint8Array): string {
  const text = new Utf8Text();
  return text.push(bytes) + text.flush();
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** How many bytes at the end may still become a character, or a line ending, with what follows. */
function unfinished(bytes: Buffer): number {
  if (bytes.at(-1) === 0x0d) return 1;
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const lead = bytes[bytes.length - back] ?? 0;
    if (lead < 0x80) return 0;
    if (lead >= 0xc0) return back < lengthByLead(lead) && validPrefix(bytes, bytes.length - back, back) ? back : 0;
  }
  return 0;
}

function decode(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const parts: string[] = [];
  let from = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = characterAt(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    if (at > from) parts.push(bytes.toString('utf8', from, at));
    parts.push(hex(bytes[at] ?? 0));
    at++;
    from = at;
  }
  parts.push(bytes.toString('utf8', from));
  return parts.join('');
}

function hex(byte: number): string {
  return `⟨${byte.toString(16).padStart(2, '0')}⟩`;
}

/** Length of the well-formed character that starts at `at`, 0 if there is none. */
function characterAt(bytes: Buffer, at: number): number {
  const length = lengthByLead(bytes[at] ?? 0);
  return length > 0 && at + length <= bytes.length && validPrefix(bytes, at, length) ? length : 0;
}

function lengthByLead(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf5 ? 4 : 0;
}

/** Whether the bytes after the lead at `at` may follow it: no overlong forms, no surrogates, nothing above U+10FFFF. */
function validPrefix(bytes: Buffer, at: number, length: number): boolean {
  const lead = bytes[at] ?? 0;
  for (let index = 1; index < length; index++) {
    const byte = bytes[at + index] ?? 0;
    let low = 0x80;
    let high = 0xbf;
    if (index === 1) {
      if (lead === 0xe0) low = 0xa0;
      else if (lead === 0xed) high = 0x9f;
      else if (lead === 0xf0) low = 0x90;
      else if (lead === 0xf4) high = 0x8f;
    }
    if (byte < low || byte > high) return false;
  }
  return true;
}

// eslint-disable-next-line no-control-regex
const unseen = /\r\n|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

function visible(text: string): string {
  return text.replace(unseen, (found) => {
    if (found === '\r\n') return '\n';
    const code = found.charCodeAt(0);
    if (code < 0x80) return hex(code);
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}
