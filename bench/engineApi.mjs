import { Agent, request } from 'node:http';

/** The API of a Docker engine by plain HTTP over its socket, with connections that are kept: what every client comes down to. */
export class EngineApi {
  #agent = new Agent({ keepAlive: true });

  /** @param {string} socket path */
  constructor(socket) {
    this.socket = socket;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @returns {Promise<unknown>} the JSON that it answers; undefined when it answers nothing
   * @throws Error when the engine refuses
   */
  async call(method, path, body) {
    const text = await this.text(method, path, body);
    return text === '' ? undefined : JSON.parse(text);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @returns {Promise<string>}
   */
  async text(method, path, body) {
    const response = await this.open(method, path, body);
    /** @type {Buffer[]} */
    const chunks = [];
    for await (const chunk of response) chunks.push(/** @type {Buffer} */ (chunk));
    const text = Buffer.concat(chunks).toString('utf8');
    if ((response.statusCode ?? 0) >= 400) throw new Error(`${method} ${path}: ${response.statusCode} ${text}`);
    return text;
  }

  /**
   * The answer as it comes.
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @returns {Promise<import('node:http').IncomingMessage>}
   */
  open(method, path, body) {
    const json = body === undefined ? '' : JSON.stringify(body);
    const headers =
      body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) };
    return new Promise((resolve, reject) => {
      const call = request({ socketPath: this.socket, agent: this.#agent, method, path, headers }, resolve);
      call.on('error', reject);
      call.end(json);
    });
  }

  /**
   * What happened between two moments, by the engine's own record.
   * @param {number} since in seconds since 1970
   * @param {number} until
   * @returns {Promise<EngineRecord[]>}
   */
  async events(since, until) {
    const text = await this.text('GET', `/events?since=${since.toFixed(3)}&until=${until.toFixed(3)}`);
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  close() {
    this.#agent.destroy();
  }
}

/**
 * @typedef {object} EngineRecord an event as the engine sends it
 * @property {string} Type
 * @property {string} Action
 * @property {{ ID: string, Attributes: Record<string, string> }} Actor
 * @property {number} timeNano
 */
