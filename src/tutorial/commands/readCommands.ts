import type { ShellBlock } from '../document/shellBlock';
import { BlockReader, type ReaderState } from './blockReader';
import type { BlockReading } from './command';
import { firstWord } from './lineShape';
import { kindOf, promptedLines, type Line } from './promptedLines';

/**
 * Tells commands from output in all blocks of a document. Where blocks of a language carry prompts, one of that
 * language without any is output, unless it begins with the name of a program.
 */
export function readCommands(blocks: readonly ShellBlock[]): BlockReading[] {
  const lines = blocks.map(promptedLines);
  const isPrompted = lines.map((own) => own.some(({ prompt }) => prompt));
  const promptedLanguages = new Set(blocks.filter((_, index) => isPrompted[index]).map(({ language }) => language));
  const learned = learnedPrograms(lines);
  let before: ReaderState = { reader: undefined, entered: false };
  return blocks.map((block, index) => {
    const kind = kindOf(block);
    const reader = new BlockReader(lines[index] ?? [], kind, learned, before);
    const { run } = block.mark ?? {};
    if (run === false || (run !== true && (block.meant === 'shown' || kind === 'other'))) {
      return { block, runnable: false, commands: [], tail: [] };
    }
    if (block.meant === 'commands') reader.readAll(block.prompts?.[0]);
    else if (isPrompted[index]) reader.readSession();
    else if (run) reader.readAll(undefined);
    else if (kind === 'script' || kind === 'session')
      reader.readScript(kind === 'session' || promptedLanguages.has(block.language));
    const { commands, tail, barePrompt } = reader;
    if (commands.length > 0) before = reader;
    return { block, runnable: commands.length > 0, commands, tail, ...(barePrompt && { barePrompt }) };
  });
}

/** Programs that are run behind a prompt somewhere: what begins with their name elsewhere is a command, too. */
function learnedPrograms(blocks: readonly (readonly Line[])[]): Set<string> {
  const found = blocks.flatMap((lines) =>
    lines.flatMap(({ text, prompt }) => (prompt && !prompt.weak ? firstWord(text.slice(prompt.text.length)) : [])),
  );
  return new Set(found.filter((word) => /^[a-z][\w.-]*$/.test(word)));
}
