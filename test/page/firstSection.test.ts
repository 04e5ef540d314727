import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { listens } from '../support/docker';
import { startLab, type Lab } from './support/lab';
import { requireFreePorts } from './support/ports';
import { Workbench } from './support/workbench';

/**
 * The main job by clicks alone, as `npm start` sets it up: the tutorial's first section, the trees, a console on each port of
 * the relay, a line that goes in at one and comes out at the other. Then the engine dies and comes back under the open window.
 */
describe('the first section of the tutorial, by clicks', () => {
  let lab: Lab;
  let workbench: Workbench;
  let containers: Locator;
  let networks: Locator;
  const ends: (() => unknown)[] = [];

  before(async () => {
    await requireFreePorts(8001, 8002);
    const outer = process.env['DOCKER_HOST'];
    ends.push(() => void (process.env['DOCKER_HOST'] = outer));
    lab = await startLab({ privateEngine: true });
    ends.push(() => lab.stop());
    process.env['DOCKER_HOST'] = lab.dockerHost;
    workbench = await Workbench.open(lab.address);
    ends.push(() => workbench.close());
    await workbench.showLab();
    containers = workbench.view('Containers');
    networks = workbench.view('Networks');
  });
  after(async () => {
    for (const end of ends.reverse()) await end();
  });

  /** Shows the line of the tutorial in which this command stands. */
  async function goTo(command: string): Promise<void> {
    const lines = (await readFile(join(lab.workspace, 'networking.rst'), 'utf8')).split('\n');
    await workbench.goToLine('networking.rst', lines.findIndex((line) => line.includes(command)) + 1);
  }

  /** A row of a tree by the words that stand in it. */
  const row = (tree: Locator, text: string | RegExp) => tree.locator('.monaco-list-row', { hasText: text });

  async function unfold(tree: Locator, text: string | RegExp): Promise<void> {
    const found = row(tree, text).first();
    await found.waitFor();
    if ((await found.getAttribute('aria-expanded')) === 'false') await found.locator('.monaco-tl-twistie').click();
  }

  async function openConsoleOn(port: RegExp): Promise<void> {
    const found = row(containers, port).first();
    await found.hover();
    await found.locator('.action-label[aria-label*="Open Netcat Console"]').click();
  }

  it('runs the container block in a terminal that stays inside the container', async () => {
    await goTo('docker run -ti --rm --name simplerelay');
    await workbench.lens('Run').first().click();
    await row(containers, 'simplerelay').first().waitFor();
  });

  it('shows the container with its ports and its network in both trees', async () => {
    await unfold(containers, 'simplerelay');
    await row(containers, /8001 → 8001\/tcp/)
      .first()
      .waitFor();
    await row(containers, /8002 → 8002\/tcp/)
      .first()
      .waitFor();
    await row(containers, /bridge.*\d+\.\d+\.\d+\.\d+/)
      .first()
      .waitFor();
    await unfold(networks, /^bridge/);
    await row(networks, /simplerelay.*\d+\.\d+\.\d+\.\d+/)
      .first()
      .waitFor();
  });

  it('types the relay block inside the container', async () => {
    await goTo('nc -lp 8001 | nc -lp 8002');
    await workbench.lens('Run in simplerelay').first().click();
    await listens('simplerelay', 8001);
    await listens('simplerelay', 8002);
  });

  it('carries a line from a console on the first port to a console on the second', async () => {
    await openConsoleOn(/8001 → 8001\/tcp/);
    await openConsoleOn(/8002 → 8002\/tcp/);
    const first = await consoleOn('8001/tcp');
    const second = await consoleOn('8002/tcp');
    await first.getByRole('textbox').fill('hello through the relay');
    await first.getByRole('textbox').press('Enter');
    await first.getByText('hello through the relay').first().waitFor();
    await second.getByText('hello through the relay').first().waitFor();
  });

  it('has ticked every step of the walkthrough, which was not open', async () => {
    const { page } = workbench;
    await workbench.runCommand('Welcome: Open Walkthrough...');
    const input = page.locator('.quick-input-widget input[type="text"]');
    await input.fill('Expose Ports');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Expose Ports with Docker' }).first().click();
    await page.locator('.getting-started-step').first().waitFor();
    for (const step of ['Reach a Docker engine', 'Publish two ports', 'Send a line through the relay'])
      await page.locator('.getting-started-step', { hasText: step }).locator('.codicon.complete').first().waitFor();
  });

  it('says that the engine is gone when it is killed, and is right again within 5 s of its return, without a reload', async () => {
    const { engine } = lab;
    assert.ok(engine);
    await engine.kill();
    await containers
      .getByText(/engine/i)
      .first()
      .waitFor();
    assert.equal(await row(containers, 'simplerelay').count(), 0);
    await networks
      .getByText(/was lost|cannot be reached/)
      .first()
      .waitFor();
    await engine.start();
    const before = Date.now();
    await row(networks, /^bridge/)
      .first()
      .waitFor({ timeout: 5_000 });
    assert.ok(Date.now() - before < 5_000);
  });

  /** The page of the console on this container port, among those that are shown. */
  async function consoleOn(port: string): Promise<FrameLocator> {
    for (let nth = 0; nth < 2; nth++) {
      const page = workbench.webview(nth);
      const heading = page.getByRole('heading').first();
      await heading.waitFor();
      if ((await heading.textContent())?.includes(`→ ${port}`)) return page;
    }
    throw new Error(`no console on ${port}`);
  }
});
