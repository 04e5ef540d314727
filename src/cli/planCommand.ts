import { readFile } from 'node:fs/promises';
import { formatOfFile } from '../tutorial/document/readDocument';
import { plan } from '../tutorial/plan/plan';
import { planTable, reportPlan } from '../tutorial/plan/planReport';
import type { CommandIo } from './engineCommand';

/**
 * `plan FILE [--json]`: prints where each command of a document runs; on standard error what keeps blocks from being read.
 * @returns the exit code: 2 when the file cannot be read.
 */
export async function planCommand(file: string, json: boolean, io: CommandIo): Promise<number> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    io.stderr(`${file}: ${reasonOf(error)}\n`);
    return 2;
  }
  const planned = plan(text.replace(/^\uFEFF/, ''), formatOfFile(file));
  for (const { line, column, message } of planned.problems)
    io.stderr(`${file}:${line + 1}:${column + 1}: ${message}\n`);
  io.stdout(json ? `${JSON.stringify(reportPlan(planned))}\n` : planTable(planned));
  return 0;
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
