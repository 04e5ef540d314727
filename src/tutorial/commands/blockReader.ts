import type { BlockKind } from '../document/language';
import { columnAt, type SourceLine } from '../document/shellBlock';
import { mayClose } from '../shell/commandLine';
import { effectOf } from '../shell/effect';
import { readCommand, type Reading } from '../shell/reading';
import { isKnownProgram } from '../shell/knownPrograms';
import type { Command } from './command';
import { baseName } from '../shell/baseName';
import { commentBehind, firstWord, hasOptions, isSentence, isShownBy, mayBeCommand, shapeOf, shows } from './lineShape';
import { isProgramPrompt, promptHeader, promptOf, type Prompt } from './prompt';
import { isDockerfile, withoutPrompt, type Line } from './promptedLines';
import { isInputOf, isLeaving } from './typedInput';

/** What the commands so far have left behind. */
export interface ReaderState {
  /** The program that reads what is typed, if the last one does: lines which are no commands are its input. */
  readonly reader: string | undefined;
  /** A shell was opened in a container, whose prompt may be `#`. */
  readonly entered: boolean;
}

/** More lines than any command of a tutorial has: keeps a quote that never closes from being sought through a whole book. */
const longestCommand = 400;

export class BlockReader {
  readonly commands: (Command & { output: SourceLine[]; left: boolean })[] = [];
  /** Comments since the last command. */
  tail: string[] = [];

  reader: string | undefined;
  entered: boolean;
  /** The last prompt, when nothing was typed behind it. */
  barePrompt: Prompt | undefined;
  private enteredHere = false;
  /** Lines whose prompt begins a command, those that reading has come to left out, the next one last. */
  private readonly prompted: number[] = [];

  constructor(
    private readonly lines: Line[],
    private readonly kind: BlockKind,
    private readonly learned: Set<string>,
    before: ReaderState,
  ) {
    this.reader = before.reader;
    this.entered = before.entered;
    for (let at = lines.length - 1; at >= 0; at--) {
      const prompt = lines[at]?.prompt;
      if (prompt && prompt.weak !== '>') this.prompted.push(at);
    }
  }

  /** Every line is a command, shown behind a prompt that the text does not have. */
  readAll(shown: string | undefined): void {
    const prompt = shown === undefined ? undefined : promptOf(`${shown} x`, 'session');
    this.readLines((line) => (line.text.startsWith('#') ? 'comment' : 'command'), prompt && { ...prompt, text: '' });
  }

  readSession(): void {
    const { lines } = this;
    let header: string | undefined;
    for (let at = 0; at < lines.length; at++) {
      const line = lines[at];
      if (!line) break;
      const { prompt, text } = line;
      const named = prompt ? undefined : promptHeader(text);
      if (named !== undefined) {
        header = named;
        continue;
      }
      if (!prompt) {
        if (
          this.kind === 'script' &&
          isRootPrompt(text) &&
          this.rootMayType(lines.slice(at + 1).find((below) => below.text.trim() !== ''))
        ) {
          lines[at--] = { ...line, prompt: rootPrompt(text) };
          continue;
        }
        // A command above the first prompt, whose prompt was forgotten.
        if (this.commands.length === 0 && this.lacksPrompt(text)) {
          const taken = this.take(text, at, this.nextPrompt(at));
          this.add(line, 0, taken, undefined);
          at += taken.more;
        } else this.addOutput(line);
        continue;
      }
      const taken = this.take(text.slice(prompt.text.length), at, this.nextPrompt(at), continuationOf(prompt));
      const name = prompt.name ?? (header === '' ? undefined : header);
      if (taken.text === '') this.seeBarePrompt(prompt);
      else if (taken.text.startsWith('#')) this.tail.push(taken.text.replace(/^#+\s*/, ''));
      else this.add(line, prompt.text.length, taken, { ...prompt, ...(name === undefined ? {} : { name }) });
      at += taken.more;
    }
  }

  /** @param doubtful whether a block whose first line is no known program is output. */
  readScript(doubtful: boolean): void {
    if (this.readRootSession()) return;
    const first = this.lines.find(({ text }) => text.trim() !== '' && !text.trimStart().startsWith('#'));
    if (!first) return;
    const text = first.text.trim();
    const shape = shapeOf(text, this.learned);
    if (this.reader !== undefined && (shape !== 'command' || isInputOf(this.reader, text))) return;
    if (isDockerfile(this.lines)) return;
    if (shape === 'output' || (shape === 'unclear' && (doubtful ? !hasOptions(text) : !this.mayBeScript(text)))) {
      // A sentence above commands is one that slipped into the block; a table or a tree is not.
      const prose = !doubtful && isSentence(text);
      if (
        !prose ||
        !this.lines.some((line) => isKnownProgram(firstWord(line.text.trim())) && !isSentence(line.text.trim()))
      )
        return;
    }
    let before: 'command' | 'output' = 'command';
    this.readLines((line) => {
      const own = line.text.trim();
      if (own.startsWith('#')) return 'comment';
      const is = isShownBy(own, this.commands.at(-1)?.text ?? '') ? 'output' : shapeOf(own, this.learned);
      if (is !== 'unclear') before = is;
      else if (hasOptions(own)) before = 'command';
      else if (!mayBeCommand(own) || shows(this.commands.at(-1)?.text ?? '')) before = 'output';
      return before;
    }, undefined);
  }

  /**
   * A script of comments and output alone, after a shell was opened in a container, is a session of that shell's root: `#` is its prompt.
   */
  private readRootSession(): boolean {
    if (!this.entered || !isRootPrompt(this.lines[0]?.text ?? '')) return false;
    if (
      this.lines.some(
        ({ text }) => !text.startsWith('#') && text.trim() !== '' && shapeOf(text.trim(), this.learned) === 'command',
      )
    )
      return false;
    this.readSession();
    return true;
  }

  /** A block of unknown words is a script if its first line may be a command and no line is plainly something else. */
  private mayBeScript(first: string): boolean {
    if (!mayBeCommand(first)) return false;
    const texts = this.lines.map(({ text }) => text.trim()).filter((text) => text !== '' && !text.startsWith('#'));
    return (
      texts.length < 3 || texts.some((text) => shapeOf(text, this.learned) === 'command') || texts.every(mayBeCommand)
    );
  }

  private readLines(classify: (line: Line) => 'command' | 'comment' | 'output', prompt: Prompt | undefined): void {
    const { lines } = this;
    let end = lines.length;
    let program = false;
    for (let at = 0; at < lines.length; at++) {
      const line = lines[at];
      if (!line) break;
      const indentation = line.text.length - line.text.trimStart().length;
      const start = line.text.slice(indentation);
      if (start.trim() === '') {
        this.addOutput(line);
        continue;
      }
      if (program && this.isInput(start)) {
        this.addOutput(line);
        if (isLeaving(start)) program = this.leave();
        continue;
      }
      const what = isProgramPrompt(start) ? 'output' : classify(line);
      if (what === 'comment') {
        this.addComment(start, lines[at - 1]?.text ?? '');
        program = false;
      } else if (what === 'output') this.addOutput(line);
      else {
        const taken = this.take(start, at, end);
        // Sought to the end once is enough: each line that looks like it would make the reading quadratic.
        if (taken.unclosed) end = Math.min(end, at + 1);
        this.add(line, indentation, taken, prompt);
        program = this.reader !== undefined;
        at += taken.more;
      }
    }
  }

  /** Whether a line below a program that reads what is typed is its input: all but what begins like a command on the host. */
  private isInput(text: string): boolean {
    const word = firstWord(text);
    const last = this.commands.at(-1)?.reading.line.commands.at(-1)?.words[0] ?? '';
    // What is typed into a bare connection may be anything, but who means a command there names a program.
    if (/(?:^|\/)(?:nc|ncat|netcat|telnet|socat|cat)$/.test(last))
      return !isKnownProgram(word) && !text.startsWith('#');
    return !/^(?:docker|podman|docker-compose|sudo|kubectl|#)/.test(text);
  }

  /** A word alone below a command may be the output of that, commented out; anything else says something of what follows. */
  private addComment(text: string, above: string): void {
    const comment = text.replace(/^#+\s*/, '');
    const isOutput = this.commands.length > 0 && above.trim() !== '' && /^[\w.-]+$/.test(comment);
    if (!isOutput) this.tail.push(comment);
  }

  private leave(): false {
    const last = this.commands.at(-1);
    if (last) last.left = true;
    this.reader = undefined;
    return false;
  }

  private addOutput(line: Line): void {
    const last = this.commands.at(-1);
    const comment = /^\s*#+\s+(.*)$/.exec(line.text);
    if (comment && !last?.output.some(({ text }) => text.startsWith('#'))) this.tail.push(comment[1] ?? '');
    if (!last) return;
    last.output.push(withoutPrompt(line));
    if (this.reader !== undefined && isLeaving(line.text.replace(/^(?:\w+ )?\S*[#>]\s*/, ''))) this.leave();
  }

  /** A prompt without a command says that the command before it has ended. */
  private seeBarePrompt(prompt: Prompt): void {
    this.barePrompt = prompt;
    const last = this.commands.at(-1);
    if (last && last.prompt?.text.trim() === prompt.text.trim()) last.left = true;
  }

  /** Whether a line above the first prompt is a command whose prompt was forgotten. */
  private lacksPrompt(text: string): boolean {
    if (text.trim() === '' || shapeOf(text, this.learned) !== 'command') return false;
    return this.kind === 'script' || /^(?:sudo )?(?:docker|podman|kubectl|ssh) /.test(text);
  }

  /** Whether a shell in a container may be what is typed into: one that was opened in this block, or before it and not left. */
  private rootMayType(below: Line | undefined): boolean {
    const answered = below !== undefined && !below.prompt && !below.text.startsWith('#');
    return this.enteredHere || (this.entered && answered && this.commands.every(({ prompt }) => prompt?.weak === '#'));
  }

  private nextPrompt(at: number): number {
    // Lines get prompts from where reading is, and none below it.
    for (let line = this.prompted.length - 1; this.prompted.length > 0 && (this.prompted[line] ?? 0) <= at; line--)
      this.prompted.pop();
    return this.prompted.at(-1) ?? this.lines.length;
  }

  private add(line: Line, offset: number, taken: Taken, prompt: Prompt | undefined): void {
    const { text, more, reading } = taken;
    const behind = commentBehind(text);
    this.commands.push({
      line: line.line,
      column: columnAt(line, offset),
      endLine: line.line + more,
      text,
      ...(prompt && { prompt }),
      reading,
      notes: behind === '' ? this.tail : [...this.tail, behind],
      output: [],
      left: false,
    });
    this.tail = [];
    this.barePrompt = undefined;
    if (reading.docker.length > 0) for (const program of programsInContainers(reading)) this.learned.add(program);
    const effect = effectOf(reading, { known: () => undefined, shellFollows: false });
    if (effect.kind === 'opensShell') this.entered = this.enteredHere = true;
    else if (effect.kind === 'endsShell') this.entered = false;
    this.reader =
      effect.kind === 'blocks' && effect.reads
        ? baseName(reading.docker.at(-1)?.args[1] ?? reading.line.commands.at(-1)?.program ?? '')
        : undefined;
  }

  /** The same in PowerShell and cmd, where a sign at the end of a line says that it goes on. */
  private takeContinued(first: string, at: number, end: number, sign: string): Taken {
    const parts = [first];
    while (parts.at(-1)?.endsWith(sign) && at + parts.length < end)
      parts.push((this.lines[at + parts.length]?.text ?? '').replace(/^(?:>>|More\?) ?/, '').trimEnd());
    const joined = parts.map((part) => (part.endsWith(sign) ? part.slice(0, -1) : part)).join(' ');
    return { text: parts.join('\n'), more: parts.length - 1, reading: readCommand(joined) };
  }

  /**
   * A command with the lines below `at`, up to `end`, that continue it. A quote that never closes (an apostrophe where none
   * was meant) takes no line: the command is its first line then.
   */
  private take(start: string, at: number, end: number, continuation?: string): Taken {
    const first = start.trimEnd();
    if (continuation !== undefined) return this.takeContinued(first, at, end, continuation);
    let text = first;
    let reading = readCommand(text);
    for (let more = 0; ;) {
      const { open } = reading.line;
      if (open.kind === 'closed') return { text, more, reading };
      let closes = false;
      let added = text;
      while (!closes) {
        const next = more < longestCommand && at + more + 1 < end ? this.lines[at + more + 1] : undefined;
        if (!next) {
          if (open.kind === 'line') return { text: added, more, reading };
          return { text: first, more: 0, reading: readCommand(first), unclosed: true };
        }
        const line = next.text.replace(/^>(?: |$)/, '').trimEnd();
        added += `\n${line}`;
        more++;
        closes = mayClose(open, line);
      }
      text = added;
      reading = readCommand(text);
    }
  }
}

/** What a line of another system's shell ends with that goes on in the next one. */
function continuationOf({ text }: Prompt): string | undefined {
  if (text.startsWith('PS')) return '`';
  return /^[A-Z]:\\/.test(text) ? '^' : undefined;
}

/** The program that a command runs in a container is known there, too. */
function programsInContainers({ docker }: Reading): string[] {
  return docker
    .flatMap(({ verb, args }) => (/^(?:run|exec|compose exec|compose run)$/.test(verb) ? (args[1] ?? []) : []))
    .filter((word) => /^[a-z][\w-]*$/.test(word));
}

/** Whether a line of a script, which would be a comment, has the prompt of root in a container before a command. */
function isRootPrompt(text: string): boolean {
  const behind = /^#\s+(\S.*)$/.exec(text)?.[1];
  return behind !== undefined && isKnownProgram(firstWord(behind)) && !isSentence(behind);
}

function rootPrompt(text: string): Prompt {
  return { text: /^#\s+/.exec(text)?.[0] ?? '#', place: 'unknown', weak: '#' };
}

interface Taken {
  readonly text: string;
  /** How many lines it takes beyond its first. */
  readonly more: number;
  readonly reading: Reading;
  readonly unclosed?: true;
}
