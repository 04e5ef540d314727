import { PrivateEngine } from '../../scripts/lib/engine/privateEngine.mjs';

/** The address of the Docker engine that the tests have been given. */
export function engineHost(): string {
  const host = process.env['DOCKER_HOST'];
  if (!host) throw new Error('No engine: run this by `npm test`, or set DOCKER_HOST.');
  return host;
}

/**
 * The private engine of this test run, to be ended by `kill` (like a crash: at once) or `shutDown` (in order), and brought back
 * by `start`. Who takes it down brings it back: other tests come after.
 * @returns undefined when the tests run against somebody's engine, which is not ours to end
 */
export function ownEngine(): PrivateEngine | undefined {
  const folder = process.env['NETWORK_LAB_TEST_ENGINE'];
  return folder ? new PrivateEngine(folder, { disposable: true }) : undefined;
}
