// `npm run bench:NAME`: prints figures, each beside a floor that was measured in the same run.
import { ensureNodeModules } from './lib/nodeModules.mjs';
import { StepError } from './lib/stepError.mjs';
import { runMain } from './lib/steps.mjs';

await runMain('Run the bench', async () => {
  const name = process.argv[2] ?? '';
  await ensureNodeModules();
  const benches = {
    activation: async () => (await import('../bench/activation.mjs')).activation(),
    idle: async () => (await import('../bench/idle.mjs')).idle(),
    lab: async () => (await import('../bench/lab.mjs')).lab(),
    reading: async () => (await import('../bench/reading.mjs')).reading(),
    tree: async () => (await import('../bench/tree.mjs')).tree(),
  };
  if (!Object.hasOwn(benches, name))
    throw new StepError(
      'Run the bench',
      `There is no bench "${name}".`,
      `There are: ${Object.keys(benches).join(', ')}.`,
    );
  await benches[/** @type {keyof typeof benches} */ (name)]();
});
