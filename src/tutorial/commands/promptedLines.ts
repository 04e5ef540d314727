import { blockKind, type BlockKind } from '../document/language';
import { columnAt, type ShellBlock, type SourceLine } from '../document/shellBlock';
import { isKnownProgram } from '../shell/knownPrograms';
import { firstWord, isSentence, mayBeCommand } from './lineShape';
import { promptOf, type Prompt } from './prompt';

/** A line of a block without the indentation that all its lines share, and the prompt it begins with. */
export interface Line extends SourceLine {
  readonly prompt?: Prompt;
}

export function kindOf(block: ShellBlock): BlockKind {
  // Some tag the commands of docker, and not Dockerfiles alone, with its name.
  const isCommand =
    block.language === 'docker' && /^\s*(?:[$#]\s+)?(?:sudo\s+)?docker(?:-compose)?\s/.test(block.lines[0]?.text ?? '');
  const kind = isCommand ? 'script' : blockKind(block.language);
  if (block.prompts && (kind === 'unmarked' || /^[$#%]$/.test(block.prompts[0] ?? ''))) return 'session';
  return kind === 'other' && block.mark?.run ? 'script' : kind;
}

/** The lines of a block with those prompts that are to be believed. */
export function promptedLines(block: ShellBlock): Line[] {
  const kind = kindOf(block);
  let indent = Infinity;
  for (const { text } of block.lines)
    if (text.trim() !== '') indent = Math.min(indent, text.length - text.trimStart().length);
  const own = block.prompts?.filter((prompt) => prompt !== '');
  const lines = block.lines.map((source): Line => {
    const { text } = source;
    const silent =
      kind === 'other' || block.meant === 'commands' || (block.meant === 'shown' && block.mark?.run !== true);
    // A prompt that names its user and host is one at any indentation, and so is a picture.
    const whole = text.trimStart();
    const deep =
      !silent &&
      text.length - whole.length > indent &&
      (/^\[?[\w.-]+@[\w.-]+[: ].*[#$%] /.test(whole) ||
        /^\p{Extended_Pictographic}.{0,4}→ /u.test(whole) ||
        isArrow(whole));
    const cut = deep ? text.length - whole.length : Math.min(indent, text.length);
    const rest = text.slice(cut);
    const found = silent ? undefined : wholePrompt(rest, kind, own);
    // What a program says of itself was pasted behind a prompt: `$ curl: (28) timed out`.
    const prompt = found && /^[\w.-]+: \S/.test(rest.slice(found.text.length)) ? undefined : found;
    const padding = Math.max(0, (source.padding ?? 0) - cut);
    return {
      line: source.line,
      column: columnAt(source, cut),
      text: rest,
      ...(padding > 0 && { padding }),
      ...(prompt && { prompt }),
    };
  });
  return believed(lines, kind, own ?? []);
}

/** `→ docker ps`: where no program follows it, an arrow is a sign of a list or a drawing. */
function isArrow(text: string): boolean {
  return text.startsWith('→') && isKnownProgram(firstWord(text.slice(1).trimStart()));
}

/** A prompt with those that a copied session repeats behind it: `/ # / # ls`. */
function wholePrompt(text: string, kind: BlockKind, own: readonly string[] | undefined): Prompt | undefined {
  if (isArrow(text)) return { text: /^→\s*/.exec(text)?.[0] ?? '', place: 'unknown' };
  const prompt = promptOf(text, kind, own);
  if (!prompt || prompt.text === '' || (prompt.weak && prompt.weak !== '>')) return prompt;
  const again = promptOf(text.slice(prompt.text.length), kind, own);
  // A session that was quoted.
  if (prompt.weak) return again && !again.weak ? { ...again, text: prompt.text + again.text } : prompt;
  if (!again || again.weak) return prompt;
  if (again.text.trim() === prompt.text.trim()) return { ...prompt, text: prompt.text + again.text };
  // A shell's own prompt, which the author put another one before: `$ root@1a2b3c4d5e6f:/# env`.
  return prompt.text.trim() === '$' && again.text.includes('@') ? { ...again, text: prompt.text + again.text } : prompt;
}

/**
 * Takes the prompts away that are none: `#` before a sentence is a comment, `>` and `%` before what is no program are quotations
 * or output.
 */
function believed(lines: readonly Line[], kind: BlockKind, own: readonly string[]): Line[] {
  const behind = ({ text, prompt }: Line) =>
    text
      .slice(prompt?.text.length ?? 0)
      .replace(/\s#\s.*$/, '')
      .replace(/^(?:[A-Za-z_]\w*=\S*\s+)+/, '');
  const isProgram = (line: Line) =>
    isKnownProgram(firstWord(behind(line))) ||
    setsVariable.test(line.text.slice(line.prompt?.text.length ?? 0)) ||
    /^(?:\.{0,2}|~)\/\w/.test(behind(line));
  const strong = lines.some(({ prompt }) => prompt && !prompt.weak);
  const dockerfile = isDockerfile(lines);
  const proven = new Set(
    lines
      .filter((line) => line.prompt?.weak && isProgram(line) && !isSentence(behind(line)))
      .map((line) => line.prompt?.weak),
  );
  return lines.map((line) => {
    const weak = line.prompt?.weak;
    if (weak === undefined || own.includes(weak)) return line;
    if (dockerfile) return withoutPrompt(line);
    const rest = behind(line);
    const sure = isProgram(line) && !isSentence(rest);
    const fits =
      weak === '#' && kind === 'session' && !strong
        ? !isSentence(rest) && (proven.has('#') || mayBeCommand(rest))
        : sure;
    if (fits) return line;
    return withoutPrompt(line);
  });
}

/** `LOG=debug server` */
const setsVariable = /^[A-Z_][A-Z0-9_]*=\S* [a-z./]/;

/** A Dockerfile, whose comments may tell how to build it. */
export function isDockerfile(lines: readonly Line[]): boolean {
  const first = lines.find(({ text }) => text.trim() !== '' && !text.startsWith('#'));
  return first !== undefined && /^FROM\s+\S+/.test(first.text);
}

export function withoutPrompt({ line, column, text }: Line): SourceLine {
  return { line, column, text };
}
