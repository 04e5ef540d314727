/**
 * Prints the begin, the end and the errors of each build in the form that the problem matcher in .vscode/tasks.json reads.
 * @type {import('esbuild').Plugin}
 */
export const problemMatcher = {
  name: 'problem-matcher',
  setup(build) {
    build.onStart(() => console.log('[watch] build started'));
    build.onEnd((result) => {
      for (const { text, location } of result.errors) {
        console.error(`✘ [ERROR] ${text}`);
        if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
      }
      console.log('[watch] build finished');
    });
  },
};
