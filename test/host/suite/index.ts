import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { startCoverage } from './coverage';

/**
 * What both VS Code desktop and the launcher call inside the extension host.
 * Environment: NETWORK_LAB_GREP runs only the tests whose title matches; NETWORK_LAB_RESULTS names the file for the counts;
 * NETWORK_LAB_REPORTER is the path of the reporter.
 */
export async function run(): Promise<void> {
  // The launcher waits for this line.
  console.log('suite started');
  const finishCoverage = await startCoverage(process.env['NETWORK_LAB_COVERAGE']);
  const grep = process.env['NETWORK_LAB_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    color: true,
    ...(grep ? { grep: new RegExp(grep) } : {}),
    ...(process.env['NETWORK_LAB_REPORTER'] ? { reporter: process.env['NETWORK_LAB_REPORTER'] } : {}),
  });
  const tests = join(__dirname, '..');
  for (const file of readdirSync(tests)) if (file.endsWith('.test.js')) mocha.addFile(join(tests, file));
  const failures = await new Promise<number>((resolve) => void mocha.run(resolve));
  await finishCoverage();
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
