import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PrivateEngine } from '../../../scripts/lib/engine/privateEngine.mjs';
import { root } from '../../../scripts/lib/paths.mjs';

/** A lab as `npm start` opened it. */
export interface Lab {
  /** What the browser is to open. */
  readonly address: string;
  /** The workspace folder with the tutorial, of this lab alone. */
  readonly workspace: string;
  /** The engine that `npm start` started, to kill and restart; undefined when it uses the one in DOCKER_HOST. */
  readonly engine: PrivateEngine | undefined;
  /** The engine's address. */
  readonly dockerHost: string;
  /** Ctrl+C; resolves when everything has ended. */
  stop(): Promise<{ readonly code: number | null; readonly output: string }>;
}

/**
 * Runs `npm start -- --browser` with a home, a workspace and (if wanted) an engine of its own, until it prints the address.
 * @param options.privateEngine let it start its own engine, as on a machine without Docker; else it uses the tests' engine
 * @throws Error with all it printed when it ends before there is an address
 */
export async function startLab(options: { readonly privateEngine?: boolean } = {}): Promise<Lab> {
  const home = await mkdtemp(join(tmpdir(), 'docker-network-lab-page-'));
  const engineFolder = join(home, 'engine');
  const env: NodeJS.ProcessEnv = { ...process.env, NETWORK_LAB_HOME: home, NETWORK_LAB_ENGINE: engineFolder };
  // The coverage of scripts is nobody's concern, and VS Code would write its own.
  delete env['NODE_V8_COVERAGE'];
  if (options.privateEngine) delete env['DOCKER_HOST'];
  const args = ['scripts/start.mjs', '--browser', ...(options.privateEngine ? ['--private-engine'] : [])];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });

  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('http://127.0.0.1:')) resolve(line);
    });
    child.on('error', reject);
    void ended.then((code) => reject(new Error(`npm start ended with ${code ?? 'a signal'}:\n${output}`)));
  });

  const engine = options.privateEngine ? new PrivateEngine(engineFolder, { disposable: true }) : undefined;
  return {
    address,
    workspace: join(home, 'workspace'),
    engine,
    dockerHost: engine?.host ?? process.env['DOCKER_HOST'] ?? '',
    async stop() {
      child.kill('SIGINT');
      const code = await ended;
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
      return { code, output };
    },
  };
}
