import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A block as docutils finds it; its first line is counted from 1. */
export type Found = readonly [language: string, line: number, text: string];

/** One process of docutils, which is asked again and again: starting it takes longer than a hundred documents. */
export class Docutils {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly answers: AsyncIterator<string, undefined>;
  private complaint = '';

  constructor() {
    this.process = spawn('/usr/bin/python3', [join(__dirname, 'docutilsBlocks.py')]);
    this.process.stderr.on('data', (data: Buffer) => (this.complaint += data.toString()));
    // What goes wrong with it is told by the answer that does not come.
    this.process.on('error', (error) => (this.complaint += error.message));
    this.process.stdin.on('error', () => undefined);
    this.answers = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  /** The blocks of each document, or the name of the exception by which docutils gives up on it. */
  async blocks(texts: readonly string[]): Promise<readonly (readonly Found[] | string)[]> {
    this.process.stdin.write(`${JSON.stringify(texts)}\n`);
    const { value } = await this.answers.next();
    if (value === undefined) throw new Error(`docutils has ended:\n${this.complaint}`);
    return JSON.parse(value) as readonly (readonly Found[] | string)[];
  }

  stop(): void {
    this.process.stdin.end();
  }
}
