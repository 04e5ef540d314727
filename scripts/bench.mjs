// `npm run bench:NAME`: prints figures, each beside a floor that was measured in the same run.
import { ensureNodeModules } from './lib/nodeModules.mjs';
import { StepError } from './lib/stepError.mjs';
import { runMain } from './lib/steps.mjs';

await runMain('Run the bench', async () => {
  const name = process.argv[2] ?? '';
  await ensureNodeModules();
  if (name !== 'activation')
    throw new StepError('Run the bench', `There is no bench "${name}".`, 'There is: activation.');
  const { activation } = await import('../bench/activation.mjs');
  await activation();
});
