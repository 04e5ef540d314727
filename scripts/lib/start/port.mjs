import { createServer } from 'node:net';
import { StepError } from '../stepError.mjs';

/**
 * @param {number} port
 * @returns {Promise<NodeJS.ErrnoException | undefined>} why it cannot be listened on
 */
export function tryPort(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(undefined)));
  });
}

/**
 * @param {number} port
 * @throws {StepError} when it is taken, or not ours to take
 */
export async function checkPort(port) {
  const error = await tryPort(port);
  if (!error) return;
  const step = `Listen on port ${port}`;
  if (error.code === 'EADDRINUSE')
    throw new StepError(
      step,
      'Another program listens there.',
      'Choose another one with --port N, or end that program.',
    );
  if (error.code === 'EACCES')
    throw new StepError(step, 'Ports below 1024 are for root.', 'Choose one above 1023 with --port N.');
  throw new StepError(step, error.message, 'Choose another one with --port N.');
}
