import { parseArgs } from 'node:util';
import type { CommandIo } from './engineCommand';
import { planCommand } from './planCommand';

const help = `Usage: docker-network-lab COMMAND

  plan FILE [--json]   print where each command of a tutorial runs, in which terminal, and why
  engine [--json] [--host ADDRESS]
                       print which Docker engine is used, and whether it answers
  -h, --help           print this

Exit codes: 0 when it worked, 1 when it did not, 2 for a file that cannot be read or a command line that is not understood.
`;

async function main(args: readonly string[], io: CommandIo): Promise<number> {
  const [command, ...rest] = args;
  if (command === undefined || command === 'help' || args.includes('--help') || args.includes('-h')) {
    io.stdout(help);
    return command === undefined ? 2 : 0;
  }
  // Loads the client of the engine only where it is used.
  if (command === 'engine') return (await import('./engineCommand')).engineCommand(rest, io);
  if (command !== 'plan') return misunderstood(io, `unknown command ${JSON.stringify(command)}`);
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: { json: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [file, more] = positionals;
    if (file === undefined) return misunderstood(io, 'plan needs a file');
    if (more !== undefined) return misunderstood(io, 'plan takes one file');
    return await planCommand(file, values.json, io);
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) return misunderstood(io, error.message);
    throw error;
  }
}

function misunderstood(io: CommandIo, problem: string): number {
  io.stderr(`docker-network-lab: ${problem}; see --help\n`);
  return 2;
}

const io: CommandIo = {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  env: process.env,
};

// Whoever reads the output may stop reading: `plan FILE | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void main(process.argv.slice(2), io).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    io.stderr(`docker-network-lab: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  },
);
