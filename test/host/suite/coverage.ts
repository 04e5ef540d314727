import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Records which code of the extension the suite runs, in the form Node writes for NODE_V8_COVERAGE. That variable itself would
 * make every process of VS Code write a file; and the extension host is ended before it could.
 * @param folder where to; undefined records nothing
 * @returns to be called at the end of the suite
 */
export async function startCoverage(folder: string | undefined): Promise<() => Promise<void>> {
  const root = process.env['NETWORK_LAB_ROOT'];
  if (!folder || !root) return () => Promise.resolve();
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return async () => {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    session.disconnect();
    const dist = pathToFileURL(join(root, 'dist/')).href;
    const ours = result
      .map((script) => ({ ...script, url: asUrl(script.url) }))
      .filter(({ url }) => url.startsWith(dist) && url.endsWith('.js'));
    const maps: Record<string, unknown> = {};
    for (const { url } of ours) {
      const file = fileURLToPath(url);
      const code = await readFile(file, 'utf8');
      const data = JSON.parse(await readFile(`${file}.map`, 'utf8')) as { sources: string[] };
      // Absolute: the reporter compares them with its patterns as they stand.
      data.sources = data.sources.map((source) => resolve(dirname(file), source));
      maps[url] = { lineLengths: code.split('\n').map((line) => line.length), data, url: `${file}.map` };
    }
    await mkdir(folder, { recursive: true });
    const target = join(folder, `coverage-${process.pid}-${Date.now()}-0.json`);
    await writeFile(target, JSON.stringify({ result: ours, 'source-map-cache': maps }));
  };
}

/** VS Code loads an extension by path; coverage files name scripts by URL. */
const asUrl = (path: string) => (path.startsWith('file:') ? path : pathToFileURL(path).href);
