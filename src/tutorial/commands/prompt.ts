import type { BlockKind } from '../document/language';

/** A shell's prompt at the beginning of a line, and what its shape says of where the line is typed. */
export interface Prompt {
  /** With the white space behind it. */
  readonly text: string;
  /** `container`: the shape that shells in containers have, `/ #` and `root@1a2b3c4d5e6f:/#`. */
  readonly place: 'unknown' | 'container';
  /** The machine or container that it names. */
  readonly name?: string;
  /** One sign alone that may also begin a comment or a quotation: `#`, `%`, `>`. */
  readonly weak?: '#' | '%' | '>';
}

const venv = String.raw`(?:\([\w .-]+\)[ \t]*)?`;
const host = String.raw`(?<name>[\w][\w.-]*|<[\w .-]+>|\{[\w.-]+\})`;
const path = String.raw`(?:[~/][^\s#$%>]*)`;
const end = String.raw`(?:[ \t]+|$)`;
const user = String.raw`[\w][\w.-]*`;

interface Shape {
  readonly pattern: RegExp;
  readonly container?: true;
}

const shape = (pattern: string, container?: true): Shape => ({
  pattern: new RegExp(`^${pattern}`, 'u'),
  ...(container ? { container } : {}),
});

/** Most telling first. In a script none of them can be a command or a comment. */
const shapes: readonly Shape[] = [
  shape(String.raw`${venv}\$${end}`),
  // root@web:/#   me@host:~/x$   [me@host x]$   me@host ~ %   root@freebsd:~ #   me@host ~>
  shape(String.raw`${venv}\[?${user}@${host}(?:[: ]\(?${path}?[^\s#$%>\]:]*\)?)?\]?[ ]?[#$%](?!\S)${end}`),
  shape(String.raw`${venv}\[${user}@${host} [^\]\s]+\][#$%]${end}`),
  shape(String.raw`${user}@${host}:?[ ]?${path}>${end}`),
  // / #   ~ $   /etc #   bash-5.1#   sh-4.2$
  shape(String.raw`(?:/[\w./-]* ?#|/[\w./-]* \$|~[\w./-]* [#$])${end}`, true),
  shape(String.raw`(?:bash|sh)-\d[\d.]*[#$]${end}`, true),
  shape(String.raw`(?<name>[0-9a-f]{12}|[\w-]+\d[\w-]*) (?:/[\w./-]*|~[\w./-]*) [#$]${end}`),
  // MacBook:~ me$   host1:~#   host1$   (host1)$   [host1]$   [host1 ~]#   node1 $
  shape(String.raw`${venv}${host}:${path}(?: ${user})?[ ]?[#$%]${end}`),
  shape(String.raw`[\[(]${host}(?: [~/\w][^\])]*)?[\])][ ]?${path}?[ ]?[#$%]${end}`),
  shape(String.raw`${venv}${host}[#$%]${end}`),
  shape(String.raw`(?<name>[A-Za-z][\w.-]*(?:\d|[-_.]\w+)) [$#]${end}`),
  // PS C:\>   C:\Users\me>
  shape(String.raw`PS(?:[ ]+(?:[A-Z]:\\|[~/])[^>]*|)[ ]?>${end}`),
  shape(String.raw`[A-Z]:\\[^>|"]*>[ \t]*`),
  // (host1): $
  shape(String.raw`\(${host}\):[ ]?[#$%]${end}`),
  // Themes: 🐳 →
  shape(String.raw`(?:\p{Extended_Pictographic}\uFE0F?[ \t]*)+[→➜❯➤»›>#$%][ \t]+`),
  // Themes: ➜  dir git:(main) ✗   ❯   λ   └─$   ╰─➤
  shape(String.raw`[➜➔](?:[ \t]{2,}|[ \t](?=[~/]))[^\s]+(?:[ \t]git:\([^)\s]*\))?(?:[ \t]*[✗✔±⚡])?${end}`),
  shape(String.raw`(?:~|[~/\w][\w./-]*)?[ ]?[➜➔❯❱➤▶λ»›⟩](?:[ \t]+|$)`),
  shape(String.raw`[└╰][─-]+(?:[#$%➤❯>]|\(?${user}\)?[#$%])[ \t]*`),
];

/** What some prompt ends with: most lines hold none of these. */
const signs = /[#$%>→➜➔❯❱➤▶λ»›⟩]/u;

const weakSigns: Readonly<Record<string, 'all' | 'sessions'>> = { '#': 'sessions', '%': 'all', '>': 'all' };

/** Names in prompts that name nobody: users and shells. */
const nobody =
  /^(?:root|user|me|admin|sh|bash|zsh|ash|dash|ksh|shell|prompt|cmd|localhost|host|ps|sudo|username|hostname|myuser|you|linux)$/i;

/** A container's id, as `docker` gives it to it for a host name. */
export const containerId = /^(?=[a-f]*\d)[0-9a-f]{6,64}$/;

/** Prompts of programs that are no shells: what stands behind them is their input. */
const programs =
  /^(?:>>>|\.\.\.|In \[\d+\]:|mysql>|MariaDB \[.*\]>|\s+->|[\w.-]*:\d{4,5}(?:\[\d+\])?>|not connected>|redis [^>]*>|redis[^>\s]*>|\w+[=-][#>](?= |$)|sqlite>|mongos?>|(?:\w+ )?\[direct: \w+\]|test>|\w+:(?:PRIMARY|SECONDARY)>|irb\(|cqlsh[^>]*>|ghci>|scala>|jshell>|iex\(|ftp>|telnet>|\(gdb\)|smb:|lftp|influx>|[A-Z]:\w+@\S+[#>]|\S+\(config[\w-]*\)#|ovs-\w+>)/;

export function isProgramPrompt(line: string): boolean {
  return programs.test(line);
}

/** The line above a prompt of two lines: `[node1] (local) root@192.168.0.13 ~`, `┌──(kali㉿kali)-[~]`, `me@pc MINGW64 ~ (main)`. */
const headers: readonly RegExp[] = [
  /^\[(?<name>[\w.-]+)\] \((?:local|remote)\) \S+@\S+ \S+\s*$/,
  /^[┌╭][─-]+.*$/,
  /^[\w.-]+@[\w.-]+ MINGW(?:32|64) \S+.*$/,
];

/** @returns the name it tells, empty where it tells none; undefined for a line that is no such header. */
export function promptHeader(line: string): string | undefined {
  for (const pattern of headers) {
    const found = pattern.exec(line);
    if (found) return found.groups?.['name'] ?? '';
  }
  return undefined;
}

/** The prompt that a line of such a block begins with, if it begins with one. A weak one is the reader's to believe or not. */
export function promptOf(line: string, kind: BlockKind, own: readonly string[] = []): Prompt | undefined {
  for (const text of own) {
    if (line.startsWith(text) && text !== '') {
      const space = /^[ \t]*/.exec(line.slice(text.length))?.[0] ?? '';
      return { text: text + space, place: 'unknown', ...named(promptOf(`${text} x`, 'session')?.name) };
    }
  }
  if (!signs.test(line)) return undefined;
  const first = line.charAt(0);
  if (first === '' || first === ' ' || first === '\t' || isProgramPrompt(line)) return undefined;
  const when = weakSigns[first];
  if (when && /^.(?:[ \t]|$)/.test(line)) {
    if (kind === 'script' || (when === 'sessions' && kind === 'other')) return undefined;
    return { text: /^.[ \t]*/.exec(line)?.[0] ?? first, place: 'unknown', weak: first as '#' | '%' | '>' };
  }
  for (const { pattern, container } of shapes) {
    const found = pattern.exec(line);
    if (!found) continue;
    const name = found.groups?.['name'];
    const inside = container ?? (name !== undefined && (containerId.test(name) || /^[<{].*container/i.test(name)));
    return { text: found[0], place: inside ? 'container' : 'unknown', ...named(name) };
  }
  return undefined;
}

function named(name: string | undefined): { readonly name?: string } {
  return name === undefined || nobody.test(name) || /^[<{]/.test(name) ? {} : { name };
}
