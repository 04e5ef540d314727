import { parseArgs } from 'node:util';
import { asStepError, StepError } from '../stepError.mjs';

/**
 * @typedef {object} StartOptions
 * @property {boolean} help
 * @property {boolean} browser serve VS Code even where a desktop is
 * @property {number} port 0: the usual one, or any free one when that is taken
 * @property {boolean} privateEngine start an engine even where one is found
 */

/** The port that is tried first, so that the address stays the same from day to day. */
export const usualPort = 8137;

export const help = `Usage: npm start [-- OPTIONS]

Opens VS Code with Docker Network Lab, its networking tutorial and a Docker engine; installs what is missing.
Ctrl+C ends what was started, and nothing else.

Options:
  --browser          serve VS Code in the browser, on this machine's loopback address only, even where a desktop is there
  --port N           serve it on this port (default: ${usualPort}, or any free port when that is taken)
  --private-engine   start a Docker engine of our own even if another one is found (Linux, root)
  --help             show this text

Environment:
  DOCKER_HOST          the Docker engine to use
  NETWORK_LAB_CACHE    where downloads and the private engine's data are kept (default: docker-network-lab in ~/.cache)
  NETWORK_LAB_HOME     where the workspace and VS Code's state are kept (default: .lab in this folder)
  NETWORK_LAB_ENGINE   folder for the private engine's data; one among the temporary files is removed at the end`;

/**
 * @param {readonly string[]} args
 * @returns {StartOptions}
 * @throws {StepError} for an option that does not exist, or a port that is none
 */
export function readOptions(args) {
  const step = 'Read the command line';
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        browser: { type: 'boolean', default: false },
        port: { type: 'string' },
        'private-engine': { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port ?? 0);
    if (values.port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536))
      throw new StepError(
        step,
        `"${values.port}" is not a port.`,
        'Give a number from 1 to 65535, for example --port 8200.',
      );
    // Who names a port wants the page that is served there.
    const browser = values.browser || port > 0;
    return { help: values.help, browser, port, privateEngine: values['private-engine'] };
  } catch (error) {
    if (error instanceof StepError) throw error;
    throw new StepError(step, asStepError(step, error).reason, 'See `npm start -- --help`.', error);
  }
}
