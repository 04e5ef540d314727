import { request } from 'node:http';

/**
 * One call to a Docker Engine on a unix socket, for the few that the scripts need before anything is installed.
 * @param {string} socket path of the socket
 * @param {string} method
 * @param {string} path
 * @param {number} [limit] in ms
 * @returns {Promise<{ status: number, body: string }>}
 */
export function callEngine(socket, method, path, limit = 5000) {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath: socket, method, path, timeout: limit }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      response.on('error', reject);
    });
    call.on('timeout', () => call.destroy(new Error(`no answer within ${limit} ms`)));
    call.on('error', reject);
    call.end();
  });
}

/**
 * @param {string} socket
 * @returns {Promise<boolean>}
 */
export const answers = (socket) =>
  callEngine(socket, 'GET', '/_ping', 2000).then(
    ({ status }) => status === 200,
    () => false,
  );
