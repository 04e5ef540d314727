// The process that VS Code's server runs in: `node vscodeServerProcess.cjs FOLDER OPTIONS-AS-JSON`.
// Prints `listening on PORT` once it answers. Ends when its standard input closes, so it never outlives who started it.
'use strict';
const console = require('node:console');
const { createServer } = require('node:http');
const { join } = require('node:path');
const process = require('node:process');
const { pathToFileURL } = require('node:url');

const [, script = '', folder = '', json = '{}'] = process.argv;
/** @type {Record<string, string | number | boolean>} names and values of the server's command-line options */
const options = JSON.parse(json);
process.stdin.on('end', () => process.exit(0)).on('error', () => process.exit(0));
process.stdin.resume();

/** Newer versions are a program that reads its command line. */
function runProgram() {
  const args = Object.entries(options).map(([name, value]) => (value === true ? `--${name}` : `--${name}=${value}`));
  process.argv = [process.execPath, script, ...args];
  return import(pathToFileURL(join(folder, 'out/server-main.js')).href);
}

/** Version 1.93 as packaged is a module that brings no listener of its own. */
async function runModule() {
  // The server's own code still ends with an HTTP handler; host and port are ours.
  const { host, port, ...rest } = options;
  const { loadCodeWithNls } = require(join(folder, 'out/server-main.js'));
  const server = await (await loadCodeWithNls()).createServer(null, { _: [], compatibility: '1.64', ...rest });
  const http = createServer((request, response) => server.handleRequest(request, response));
  http.on('upgrade', (request, socket) => server.handleUpgrade(request, socket));
  http.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  http.listen(Number(port), String(host), () => {
    const address = http.address();
    console.log(`listening on ${typeof address === 'object' ? address?.port : address}`);
  });
}

const { type } = require(join(folder, 'package.json'));
(type === 'module' ? runProgram() : runModule()).catch((/** @type {unknown} */ error) => {
  console.error(error);
  process.exit(1);
});
