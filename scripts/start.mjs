// `npm start`: see `npm start -- --help`. Runs from a clean clone.
import { ensureNodeModules } from './lib/nodeModules.mjs';
import { Lifetime } from './lib/lifetime.mjs';
import { checkPort } from './lib/start/port.mjs';
import { help, readOptions } from './lib/start/options.mjs';
import { checkSystem } from './lib/start/system.mjs';
import { runMain } from './lib/steps.mjs';

await runMain('Start Docker Network Lab', async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return void process.stdout.write(`${help}\n`);
  checkSystem();
  // Before anything is installed: who has to wait minutes wants to hear of a mistake first.
  if (options.port) await checkPort(options.port);
  await new Lifetime().run(async (lifetime) => {
    await ensureNodeModules();
    // Loaded now only: building needs the packages that were just installed.
    const { startLab } = await import('./lib/start/startLab.mjs');
    await startLab(options, lifetime);
  });
});
