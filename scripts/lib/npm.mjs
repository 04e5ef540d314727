import { delimiter, dirname } from 'node:path';
import { run } from './run.mjs';

/**
 * Runs npm without install scripts: nothing of what is installed needs them (native modules that are needed are compiled by
 * name), so no package can run code or fetch anything at install time, and all versions of npm behave alike.
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {{ progress?: (text: string) => void, node?: string }} [options] `node`: the binary that npm is to see as its Node
 * @returns {Promise<string>} what it printed
 */
export function npm(args, cwd, { progress, node = process.execPath } = {}) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}` };
  // `npm start` and `npm test` hand their own settings down to us in npm_*; they are not meant for this npm.
  for (const name of Object.keys(env)) if (/^(npm_(package|lifecycle)|npm_command)/.test(name)) delete env[name];
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=http'];
  const onLine = (/** @type {string} */ line) => {
    const fetched = /fetch GET \d+ \S+\/([^/\s]+)/.exec(line)?.[1];
    if (fetched) progress?.(`fetched ${decodeURIComponent(fetched)}`);
  };
  return run('npm', [...args, ...quiet], { cwd, env, onLine });
}
