import { createRequire } from 'node:module';

const sizeLimit = 1024 * 1024;

/** What must be there, as paths inside the extension. */
const required = [
  /^package\.json$/,
  /^readme\.md$/i,
  /^changelog\.md$/i,
  /^license(\.txt|\.md)?$/i,
  /^dist\/extension\.js$/,
  /^dist\/documents\.js$/,
  /^dist\/consoles\.js$/,
  /^dist\/engineFollower\.js$/,
  /^dist\/chooseEngine\.js$/,
  /^dist\/labViews\.js$/,
  /^dist\/cli\.js$/,
  /^dist\/webview\/[^/]+\.js$/,
  /^walkthroughs\/networking\.rst$/,
  /^media\/.+/,
];

/** What must not be there, and what it is called. */
const forbidden = /** @type {const} */ ([
  [/\.tsx?$/, 'a source'],
  [/\.map$/, 'a source map'],
  [/^(src|test|bench|out|coverage|\.lab|docs)\//, 'not part of the product'],
  [/^(scripts|\.ci|\.vscode)\//, 'a script or setting for developing'],
  [/^node_modules\//, 'a dependency that should be bundled'],
  [/\.test\./, 'a test'],
]);

/**
 * @param {readonly string[]} files paths inside the extension
 * @param {number} size of the archive, in bytes
 * @returns {string[]} what is wrong with it
 */
export function checkContents(files, size) {
  const problems = required
    .filter((pattern) => !files.some((file) => pattern.test(file)))
    .map((pattern) => `nothing matches ${pattern}`);
  for (const file of files) {
    const found = forbidden.find(([pattern]) => pattern.test(file));
    if (found) problems.push(`${file} is ${found[1]}`);
  }
  if (size >= sizeLimit) problems.push(`it is ${size} bytes, the limit is ${sizeLimit}`);
  return problems;
}

/**
 * @param {string} file a .vsix
 * @returns {Promise<string[]>} the files of the extension in it
 */
export async function listArchive(file) {
  // The reader that vsce itself uses; it has no types.
  const require = createRequire(createRequire(import.meta.url).resolve('@vscode/vsce/package.json'));
  /** @type {{ open: (file: string, options: object, done: (error: Error | null, zip: import('node:events').EventEmitter & { readEntry(): void }) => void) => void }} */
  const yauzl = require('yauzl');
  return new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      /** @type {string[]} */
      const names = [];
      zip.on('entry', ({ fileName }) => {
        const [, name] = /^extension\/(.*[^/])$/.exec(fileName) ?? [];
        if (name) names.push(name);
        zip.readEntry();
      });
      zip.on('end', () => resolve(names));
      zip.on('error', reject);
      zip.readEntry();
    });
  });
}
