// `npm test [layer…] [--grep PATTERN] [--file PART]`: see `--help`. Runs from a clean clone.
import { parseArgs } from 'node:util';
import { ensureNodeModules } from './lib/nodeModules.mjs';
import { asStepError, StepError } from './lib/stepError.mjs';
import { runMain } from './lib/steps.mjs';

const layers = ['check', 'unit', 'differential', 'engine', 'host', 'page'];
const all = [...layers, 'desktop'];
const help = `Usage: npm test [-- LAYER… OPTIONS]     or: node scripts/test.mjs LAYER… OPTIONS

Layers (all but desktop when none is named):
  check    types, lint, format, contents of the package
  unit     plain Node: no VS Code, no engine
  differential
           our reader of reStructuredText beside docutils
  engine   against a private Docker engine
  host     inside VS Code's extension host, in the newest VS Code and in the oldest supported one
  page     a browser clicks through the workbench that npm start serves
  desktop  the host layer in the VS Code desktop that is downloaded for it

Options:
  --file PART      only test files whose path contains PART
  --grep PATTERN   only tests whose title matches
  --edition NAME   host layer: only \`newest\` or only \`floor\`
  --engine HOST    use this Docker engine instead of starting one; tests that restart theirs are left out
  --no-coverage    do not measure which code the tests run`;

await runMain('Run the tests', async () => {
  const { chosen, options } = readCommandLine();
  if (options.help) return void process.stdout.write(`${help}\n`);
  await ensureNodeModules();
  // Loaded now only: it needs the packages that were just installed.
  const { runLayers } = await import('./lib/layers/runLayers.mjs');
  const { passed, failed } = await runLayers(chosen, options);
  process.exitCode = failed === 0 ? 0 : 1;
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
});

function readCommandLine() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      allowNegative: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        file: { type: 'string', default: '' },
        grep: { type: 'string', default: '' },
        edition: { type: 'string', default: '' },
        engine: { type: 'string', default: '' },
        coverage: { type: 'boolean', default: true },
      },
    });
    const unknown = positionals.find((name) => !all.includes(name));
    if (unknown !== undefined) throw new Error(`There is no layer "${unknown}".`);
    return {
      chosen: positionals.length > 0 ? all.filter((name) => positionals.includes(name)) : layers,
      options: values,
    };
  } catch (error) {
    throw new StepError('Read the command line', asStepError('', error).reason, 'See `npm test -- --help`.', error);
  }
}
