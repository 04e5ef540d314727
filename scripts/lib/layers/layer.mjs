/**
 * @typedef {{ passed: number, failed: number }} Counts
 *
 * @typedef {object} Options
 * @property {string} file
 * @property {string} grep
 * @property {string} edition
 * @property {string} engine
 * @property {boolean} coverage
 *
 * @typedef {object} Context
 * @property {Options} options
 * @property {() => Promise<TestEngine>} engine the engine of this test run, started when a layer first asks for it
 * @property {string} scratch a folder of this run, removed at its end
 * @property {string} coverage folder for raw coverage; '' when none is wanted
 *
 * @typedef {object} TestEngine
 * @property {string} host what DOCKER_HOST is to be
 * @property {string} [folder] of the private engine, by which tests kill and restart it
 *
 * @typedef {(context: Context) => Promise<Counts>} Layer
 */

/**
 * The environment by which tests find their engine; test/support/engine.ts reads it.
 * @param {TestEngine} engine
 * @returns {NodeJS.ProcessEnv}
 */
export function engineEnvironment({ host, folder }) {
  // A context would go before what the tests set up; its folder is that of the person running them.
  const env = { ...process.env };
  delete env['DOCKER_CONTEXT'];
  return { ...env, DOCKER_HOST: host, NETWORK_LAB_TEST_ENGINE: folder ?? '' };
}

/**
 * @param {readonly Counts[]} counts
 * @returns {Counts}
 */
export const sum = (counts) => ({
  passed: counts.reduce((total, { passed }) => total + passed, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
});
