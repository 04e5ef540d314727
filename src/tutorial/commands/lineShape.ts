import { isKnownProgram } from '../shell/knownPrograms';

/** What a line of a shell block without prompts looks like. `unclear`: its first word is no program that is known. */
export type LineShape = 'command' | 'output' | 'unclear';

const output: readonly RegExp[] = [
  /^[{}\])]/, // JSON, and what closes it
  /^\[(?!\[? [-"'$!]| .* \])/, // JSON; an INI section; but not `[ -f x ]`
  /(?:--|==|──|→)>?\s*$|<-->|-->/, // arrows of drawings
  /^["<|+*=~•·│┌└├╔╚║▶→✔✓✗✘❌✅-]/u, // strings, XML, tables, trees, lists
  /^\d/, // addresses, dates, `64 bytes from`
  /^[0-9a-f]{12,64}(?:\s|$)/, // ids
  /^[\w."'/ -]+:(?:\s|$)/, // `key: value`, `sh: x: not found`
  /^[A-Z][A-Z ]*(?: {2,}|\t)[A-Z]/, // heads of tables
  /^(?:FROM|RUN|CMD|COPY|ADD|ENV|EXPOSE|WORKDIR|ENTRYPOINT|LABEL|ARG|USER|VOLUME|HEALTHCHECK)\s/,
  /^(?:GET|POST|PUT|HTTP\/\d)/,
  /^(?:https?|tcp|udp):\/\//,
  /^(?:inet6?|link\/\w+|valid_lft|tcp6?|udp6?|default via|rtt |round-trip|PING|Chain|target|pkts)\b/,
  /^\S+\s+(?:link\/|Link encap|\d+ packets|packets transmitted)/,
];

/** Words that sentences have and command lines hardly ever do. */
const prose =
  /(?:^|\s)(?:the|an|is|are|was|be|and|with|this|that|these|from|into|to|of|we|you|your|our|it|will|should|can|if|by|as|so|not|le|la|les|der|die|das|und|ist|el|los|que)(?=\s|[.,:;!]|$)/i;

/** Whether a text reads like a sentence of prose, not like a command line. */
export function isSentence(text: string): boolean {
  if (/\s(?:-{1,2}\w|[|&<>]|\S*[=$/])/.test(text)) return false;
  if (/^[A-Z][a-z]+(?:\s|$|:)/.test(text) || /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/.test(text)) return true;
  return /\S\s+\S+\s+\S/.test(text) && prose.test(text);
}

export function firstWord(text: string): string {
  return /^[^\s;|&<>()]*/.exec(text)?.[0] ?? '';
}

/** What a program says of itself or of another one: `nginx entered RUNNING state`, `traceroute to 8.8.8.8`. */
const tellsOfItself =
  /^(?!echo |printf |which |type |man )\S+ (?:is|was|has|are|entered|exited|started|stopped|Done\.?)(?:\s|$)|^traceroute6? to |^curl \d|^[\w-]+ \(\d[\d.]*\)/;

/** Whether a line has three columns, as a table has. */
function hasColumns(text: string): boolean {
  const columns = text.trim().split(/ {2,}|\t+/);
  return columns.slice(1, -1).some((column) => !/[#\\]/.test(column));
}

/** @param text a line without its indentation. @param learned programs that the document runs elsewhere. */
export function shapeOf(text: string, learned: ReadonlySet<string>): LineShape {
  if (/^[A-Za-z_]\w*\+?=(?!=)\S*(?:\s|$)/.test(text) || /^[A-Za-z_]\w*=["'$(`]/.test(text)) return 'command';
  if (output.some((pattern) => pattern.test(text)) || hasColumns(text)) {
    // Authors align their options, and comments behind commands.
    return isKnownProgram(firstWord(text)) && / (?:-{1,2}\w|#)/.test(text) && !/^\d/.test(text) ? 'command' : 'output';
  }
  const word = firstWord(text);
  if (isKnownProgram(word) || learned.has(word))
    return (isSentence(text) && /[.:!]$/.test(text)) || tellsOfItself.test(text) ? 'output' : 'command';
  if (
    /^(?:\.{0,2}|~)\/[\w.@%+/-]*$/.test(word) ||
    /^\$[\w({]/.test(text) ||
    /^(?:\(|\.\s|:\s*$|!\s|\[\[?\s|`)/.test(text)
  )
    return 'command';
  return /^[A-Z]/.test(text) || isSentence(text) || /[.:!?…]$/.test(text) ? 'output' : 'unclear';
}

/** Whether a line whose first word is unknown may be a command all the same: `mytool up --now`. */
export function mayBeCommand(text: string): boolean {
  return /^[a-z][\w.-]*(?:\s+\S|$)/.test(text) && !/^\S+\s+[=:]/.test(text);
}

/** Commands that show something: what stands below them and is no command that is known is what they show. */
export function shows(text: string): boolean {
  return /^(?:sudo )?(?:cat|ls|ping6?|curl|dig|nslookup|host|getent|ip|ifconfig|route|brctl|bridge|netstat|ss|arp|env|printenv|hostname|iptables|traceroute|tracepath|(?:docker|podman) (?:ps|port|inspect|logs|network (?:ls|inspect)|run|exec|info|version|images|pull|service|node|swarm|stack|compose|container))\b/.test(
    text,
  );
}

/** Whether such a line is what that command shows, though it could be a command: variables below `env`, a path below `which`. */
export function isShownBy(text: string, command: string): boolean {
  if (/^\w+=/.test(text)) return /(?:^|[\s/;&|])(?:env|printenv|export)\s*$/.test(command);
  return /^\/[\w./-]+$/.test(text) && /(?:^|\s)(?:which|whereis|type|command -v)\s/.test(command);
}

/** Whether it is one beyond doubt, though nobody knows its program: it has options. */
export function hasOptions(text: string): boolean {
  return mayBeCommand(text) && /^[\w.-]+(?: [\w./:-]+){0,3} --?[a-zA-Z]/.test(text);
}

/** The comment behind a command. */
export function commentBehind(text: string): string {
  if (!text.includes('#')) return '';
  const quotes = Math.max(text.lastIndexOf("'"), text.lastIndexOf('"'), text.lastIndexOf('`'));
  return /\s#([^]*)$/.exec(text.slice(quotes + 1))?.[1]?.trim() ?? '';
}
