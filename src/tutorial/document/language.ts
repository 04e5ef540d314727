/**
 * What a language name says of a block. `script`: commands, unless its lines carry prompts. `session`: prompts and output.
 * `unmarked`: either, if its lines carry prompts. `other`: no shell at all.
 */
export type BlockKind = 'script' | 'session' | 'unmarked' | 'other';

const scripts = new Set(['sh', 'bash', 'zsh', 'ksh', 'shell', 'dash', 'ash', 'fish', 'shellscript']);
const sessions = new Set([
  ...['console', 'shell-session', 'sh-session', 'bash-session', 'shellsession', 'terminal', 'ps1con', 'doscon'],
  ...['pwsh-session', 'zsh-session', 'term', 'command-line', 'commandline', 'cmdline'],
]);
/** Names for no language at all; and shells of other systems, whose scripts are not ours but whose sessions show prompts. */
const unmarked = new Set([
  ...['', 'none', 'text', 'txt', 'plain', 'plaintext', 'plain-text', 'default', 'nohighlight', 'no-highlight', 'raw'],
  ...['output', 'log', 'powershell', 'pwsh', 'ps1', 'posh', 'cmd', 'bat', 'batch', 'dos', 'winbatch'],
]);

/** By the names that Pygments, Rouge and highlight.js give their languages. */
export function blockKind(language: string): BlockKind {
  if (scripts.has(language) || /^\.?term(?:inal)?-?\d$/.test(language)) return 'script';
  if (sessions.has(language)) return 'session';
  return unmarked.has(language) ? 'unmarked' : 'other';
}
