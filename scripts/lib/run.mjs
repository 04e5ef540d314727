import { spawn } from 'node:child_process';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] the whole environment
 * @property {(line: string) => void} [onLine] each line of output as it comes
 * @property {boolean} [show] let the tool write straight to this terminal's stderr instead of collecting its output
 * @property {AbortSignal} [signal]
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();

/** Ends every program that is being run: for the moment when the whole script is told to end. */
export function killChildren() {
  for (const child of children) child.kill('SIGTERM');
}

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, stdout: string, output: string }>} `output` is stdout and stderr as they came
 * @throws {Error} when the program cannot be started
 */
export function attempt(command, args, { cwd, env, onLine, show, signal } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...(cwd === undefined ? {} : { cwd }),
      ...(signal === undefined ? {} : { signal }),
      env: env ?? process.env,
      stdio: show ? ['ignore', 2, 2] : ['ignore', 'pipe', 'pipe'],
    });
    children.add(child);
    child.on('close', () => children.delete(child));
    let stdout = '';
    let output = '';
    let partial = '';
    const take = (/** @type {string} */ text) => {
      output += text;
      const lines = (partial + text).split(/\r?\n|\r/);
      partial = lines.pop() ?? '';
      if (onLine) for (const line of lines) if (line.trim()) onLine(line);
    };
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      take(text);
    });
    child.stderr?.setEncoding('utf8').on('data', take);
    child.on('error', (error) =>
      reject(new Error(`${command} could not be started: ${error.message}`, { cause: error })),
    );
    child.on('close', (code, killedBy) => resolve({ code: code ?? (killedBy ? 128 : 1), stdout, output }));
  });
}

/**
 * Like `attempt`, but a non-zero exit code is an error that carries the last lines of the output.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>} stdout
 */
export async function run(command, args, options) {
  const { code, stdout, output } = await attempt(command, args, options);
  if (code !== 0) {
    const tail = output.trim().split('\n').slice(-12).join('\n    ');
    throw new Error(`\`${[command, ...args].join(' ').slice(0, 200)}\` ended with ${code}.${tail && `\n    ${tail}`}`);
  }
  return stdout;
}
