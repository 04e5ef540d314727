import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context, RootHookObject } from 'mocha';
import { root } from '../../../scripts/lib/paths.mjs';
import { openPages } from './workbench';

const folder = join(root, 'out/screenshots');

/** Keeps a picture of what a person would have seen when a test failed, and says where. */
export const mochaHooks: RootHookObject = {
  async afterEach(this: Context) {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    await mkdir(folder, { recursive: true });
    let count = 0;
    for (const page of openPages) {
      const name = `${test.fullTitle()} ${++count}`.replace(/[^\w]+/g, '-').slice(0, 120);
      const path = join(folder, `${name}.png`);
      await page.screenshot({ path }).then(
        () => console.log(`    Screenshot: ${path}`),
        (error: unknown) => console.log(`    No screenshot: ${String(error)}`),
      );
    }
  },
};
