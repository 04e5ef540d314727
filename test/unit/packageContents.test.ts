import { strict as assert } from 'node:assert';
import { checkContents } from '../../scripts/lib/package.mjs';

describe('the check of the package', () => {
  const complete = [
    'package.json',
    'readme.md',
    'changelog.md',
    'LICENSE.txt',
    'dist/extension.js',
    'dist/cli.js',
    'dist/chooseEngine.js',
    'dist/consoles.js',
    'dist/documents.js',
    'dist/engineFollower.js',
    'dist/labViews.js',
    'dist/webview/console.js',
    'walkthroughs/networking.rst',
    'media/icon.png',
  ];

  it('accepts what belongs in it', () => {
    assert.deepEqual(checkContents(complete, 1000), []);
  });

  it('names what is missing', () => {
    const problems = checkContents(
      complete.filter((file) => file !== 'dist/extension.js'),
      1000,
    );
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /extension/);
  });

  it('names sources, tests, source maps, scripts and dependencies', () => {
    const strays = [
      'src/extension.ts',
      'test/unit/a.test.js',
      'dist/extension.js.map',
      'scripts/start.mjs',
      'node_modules/a/index.js',
    ];
    const problems = checkContents([...complete, ...strays], 1000);
    for (const stray of strays)
      assert.ok(
        problems.some((problem) => problem.startsWith(`${stray} is`)),
        stray,
      );
  });

  it('refuses a megabyte', () => {
    assert.match(checkContents(complete, 1024 * 1024)[0] ?? '', /limit/);
  });
});
