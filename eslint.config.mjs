import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import ts from 'typescript-eslint';

/** Which rooms of src/ a room may import; the house is drawn in docs/ARCHITECTURE.md. */
const arrows = {
  base: [],
  model: [],
  shared: [],
  tutorial: ['base'],
  engine: ['base', 'model'],
  runner: ['base', 'model', 'tutorial'],
  netcat: ['base'],
  webview: ['shared'],
  cli: ['base', 'model', 'tutorial', 'engine', 'runner', 'netcat'],
};
const rooms = [...Object.keys(arrows), 'ui', 'extension', 'contributions'];
const uiFolders = ['lab', 'document', 'console', 'walkthrough'];

const outside = (/** @type {readonly string[]} */ names) => `^(\\.\\./)+(${names.join('|')})(/|$)`;
const forbid = (/** @type {readonly string[]} */ names, /** @type {string} */ message) => ({
  regex: outside(names),
  message,
});
const noVscode = { name: 'vscode', message: 'Only extension.ts and ui/ know VS Code.' };
const noDockerode = { name: 'dockerode', message: 'Only engine/ talks to the Docker Engine.' };
const noToolkit = {
  name: '@vscode/webview-ui-toolkit',
  message: 'Only webview/toolkit.ts imports the toolkit, so that its successor can take its place.',
};

const roomRules = Object.entries(arrows).map(([room, allowed]) => ({
  files: [`src/${room}/**/*.ts`],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        paths: [noVscode, ...(room === 'engine' ? [] : [noDockerode]), noToolkit],
        patterns: [
          forbid(
            rooms.filter((other) => other !== room && !allowed.includes(other)),
            `${room}/ may import ${['itself', ...allowed].join(', ')} only.`,
          ),
        ],
      },
    ],
  },
}));

const uiRules = uiFolders.map((folder) => ({
  files: [`src/ui/${folder}/**/*.ts`],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        paths: [noDockerode, noToolkit],
        patterns: [
          forbid(
            uiFolders.filter((other) => other !== folder),
            'One ui folder never imports another: extension.ts hands over what is needed.',
          ),
          forbid(['webview', 'cli', 'extension'], 'ui/ imports neither pages nor composition roots.'),
        ],
      },
    ],
  },
}));

export default ts.config(
  { ignores: ['dist/', 'out/', 'coverage/', '.lab/', 'test/fixtures/', '.vscode-test/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: ['tsconfig.json', 'src/webview/tsconfig.json'] } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/dot-notation': 'off',
      // `import vscode = require('vscode')`: a namespace import would be bundled as a copy of VS Code's whole API for each file.
      '@typescript-eslint/no-require-imports': ['error', { allowAsImport: true }],
      eqeqeq: 'error',
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [noDockerode, noToolkit] }],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'Buffer',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'fetch',
          'AbortController',
          'AbortSignal',
          'performance',
          'URLSearchParams',
          'setImmediate',
          'structuredClone',
          'document',
          'window',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['bench/emptyTree/*.js'],
    languageOptions: { sourceType: 'commonjs', globals: { require: 'readonly', exports: 'writable' } },
  },
  ...roomRules,
  ...uiRules,
  { files: ['src/webview/toolkit.ts'], rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
  { files: ['test/**/*.ts', 'bench/**/*.ts'], rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
  prettier,
);
