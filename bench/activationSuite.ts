import { strict as assert } from 'node:assert';
import { writeFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';

/**
 * Runs inside the extension host: activates the extensions that NETWORK_LAB_BENCH_ORDER lists, one after another once the host
 * is quiet, and writes how long each took, in milliseconds by id, to the file NETWORK_LAB_RESULTS. The time is what whoever waits for the
 * extension waits: loading its code, `activate`, and VS Code's own bookkeeping, which is the same for all.
 */
export async function run(): Promise<void> {
  console.log('suite started');
  const order = (process.env['NETWORK_LAB_BENCH_ORDER'] ?? '').split(',');
  const times: Record<string, number> = {};
  await quiet();
  for (const id of order) {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, `${id} is not there`);
    assert.equal(extension.isActive, false, `${id} is active before it was asked for`);
    const before = performance.now();
    await extension.activate();
    times[id] = performance.now() - before;
  }
  await writeFile(process.env['NETWORK_LAB_RESULTS'] ?? '', JSON.stringify(times));
}

/** Resolves when the extension host has done with its own start: ten timers in a row were on time. Gives up after 10 s. */
async function quiet(): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (let onTime = 0; onTime < 10 && performance.now() < deadline;) {
    const before = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 10));
    onTime = performance.now() - before < 14 ? onTime + 1 : 0;
  }
}
