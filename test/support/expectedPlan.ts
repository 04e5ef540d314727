import { readFileSync } from 'node:fs';
import { formatOfFile } from '../../src/tutorial/document/readDocument';
import { plan } from '../../src/tutorial/plan/plan';
import { reportPlan } from '../../src/tutorial/plan/planReport';

/**
 * The plan of a document in the form in which the expected plans of test/fixtures/tutorials are written by hand, a line for each block and
 * each command:
 *
 *     B FIRST-LAST LANGUAGE run|no
 *     C LINE | TERMINAL | WHERE | b (blocks), s (leaves a shell in a container) or - | TEXT
 */
export function writtenPlan(file: string): string[] {
  const planned = plan(readFileSync(file, 'utf8'), formatOfFile(file));
  const opens = new Set(
    planned.blocks.flatMap(({ steps }) => steps.filter((step) => step.opens).map(({ line }) => line + 1)),
  );
  return reportPlan(planned).blocks.flatMap(({ line, endLine, language, runnable, commands }) => [
    `B ${line}-${endLine} ${language || '-'} ${runnable ? 'run' : 'no'}`,
    ...commands.map((command) => {
      const flag = command.blocking ? 'b' : opens.has(command.line) ? 's' : '-';
      return `C ${command.line} | ${command.terminal} | ${command.where} | ${flag} | ${command.text.replace(/\n/g, ' ⏎ ')}`;
    }),
  ]);
}
