import { readFile } from 'node:fs/promises';
import { formatOfFile } from '../tutorial/document/readDocument';
import { plan } from '../tutorial/plan/plan';
import { visibleText } from '../base/visibleText';
import { planTable, reportPlan } from '../tutorial/plan/planReport';
import type { CommandIo } from './engineCommand';

/**
 * `plan FILE [--json]`: prints where each command of a document runs; on standard error what keeps blocks from being read.
 * @returns the exit code: 2 when the file cannot be read.
 */
export async function planCommand(file: string, json: boolean, io: CommandIo): Promise<number> {
  let text: string;
  try {
    text = textOf(await readFile(file));
  } catch (error) {
    io.stderr(`${visibleText(file)}: ${reasonOf(error)}\n`);
    return 2;
  }
  const planned = plan(text, formatOfFile(file));
  for (const { line, column, message } of planned.problems)
    io.stderr(`${visibleText(`${file}:${line + 1}:${column + 1}: ${message}`)}\n`);
  io.stdout(json ? `${JSON.stringify(reportPlan(planned))}\n` : planTable(planned));
  return 0;
}

/** The text of a file in UTF-8, or in UTF-16 with the mark that VS Code writes, without that mark. */
function textOf(bytes: Buffer): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!isUtf16 && bytes.subarray(0, 8000).includes(0)) throw new Error('is no text');
  const encoding = isUtf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'no such file',
    EACCES: 'permission denied',
    EISDIR: 'is a folder, not a file',
  };
  return known[code] ?? (error instanceof Error ? error.message : String(error));
}
