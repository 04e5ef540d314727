import { strict as assert } from 'node:assert';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { docker, removeContainers } from '../support/docker';
import { contextMeta, DockerConfig } from '../support/dockerConfig';
import { Relay } from '../support/relay';
import { startLab, type Lab } from './support/lab';
import { Workbench } from './support/workbench';

/** Another engine for the window, by the status bar and the list alone; a reload keeps it, and nothing is written where docker looks. */
describe('choosing the engine, by clicks', () => {
  const relay = new Relay();
  let second: string;
  let config: DockerConfig;
  let lab: Lab;
  let workbench: Workbench;
  const ends: (() => unknown)[] = [];

  before(async () => {
    config = new DockerConfig(await mkdtemp(join(tmpdir(), 'docker-network-lab-contexts-')));
    ends.push(() => rm(config.folder, { recursive: true }));
    await config.makeContext(
      'nowhere',
      contextMeta('nowhere', 'unix:///nonexistent.sock', { description: 'Not there' }),
    );
    await config.makeContext('over-ssh', contextMeta('over-ssh', 'ssh://me@box'));
    const outer = process.env['DOCKER_CONFIG'];
    process.env['DOCKER_CONFIG'] = config.folder;
    ends.push(() => {
      if (outer === undefined) delete process.env['DOCKER_CONFIG'];
      else process.env['DOCKER_CONFIG'] = outer;
    });
    second = await relay.open();
    ends.push(() => relay.close());
    lab = await startLab();
    ends.push(() => lab.stop());
    workbench = await Workbench.open(lab.address);
    ends.push(() => workbench.close());
    await workbench.showLab();
  });
  after(async () => {
    await removeContainers('choose-by-clicks');
    for (const end of ends.reverse()) await end();
  });

  const status = (text: string) => workbench.page.locator('.statusbar-item', { hasText: `Docker: ${text}` });
  const row = (text: string | RegExp): Locator =>
    workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: text });
  const input = () => workbench.page.locator('.quick-input-widget input[placeholder^="tcp://host"]');
  const notification = (text: string | RegExp) => workbench.page.locator('.notification-toast', { hasText: text });
  const openList = async (shown: string) => {
    await status(shown).click();
    await row('Automatic').waitFor();
  };

  it('lists what is there, with the engine in use marked', async () => {
    await openList('docker.sock');
    await row(/Automatic.*in use.*unix:.*docker\.sock \(from DOCKER_HOST\)/).waitFor();
    await row(/default.*current context of docker.*unix:/).waitFor();
    await row(/nowhere.*unix:\/\/\/nonexistent\.sock.*Not there/).waitFor();
    await row(/over-ssh.*Cannot be used: ssh:\/\/ is not supported/).waitFor();
  });

  it('checks an address while it is typed, and connects to it', async () => {
    await row('Type an Address…').click();
    await input().fill('ssh://me@box');
    await workbench.page.locator('.quick-input-message', { hasText: 'ssh:// is not supported' }).waitFor();
    await input().fill(second);
    await workbench.page.keyboard.press('Enter');
    await status(second.replace('tcp://', '')).waitFor();
    await docker('create', '--name', 'choose-by-clicks', 'busybox');
    await workbench.view('Containers').locator('.monaco-list-row', { hasText: 'choose-by-clicks' }).waitFor();
  });

  it('keeps it over a reload of the window', async () => {
    await workbench.page.reload();
    await workbench.activityBarEntry('Network Lab').waitFor();
    await workbench.showLab();
    await status(second.replace('tcp://', '')).waitFor();
  });

  it('says why an engine that was chosen does not answer, and leads back to the list', async () => {
    await openList(second.replace('tcp://', ''));
    await row('nowhere').click();
    await status('nowhere').waitFor();
    const message = notification(/"nowhere", chosen for this window\): no such socket/);
    await message.getByRole('button', { name: 'Choose Engine' }).click();
    await row(/nowhere.*in use/).waitFor();
    await row('over-ssh').click();
    await notification('This engine cannot be used: ssh:// is not supported').waitFor();
    await status('nowhere').waitFor();
  });

  it('forgets an address, and goes back to what is meant without a choice', async () => {
    await openList('nowhere');
    const typed = row(/typed in before/);
    await typed.hover();
    await typed.locator('[aria-label*="Forget This Address"]').click();
    await typed.waitFor({ state: 'detached' });
    await row('Automatic').click();
    await status('docker.sock').waitFor();
    assert.deepEqual(await readdir(config.folder), ['contexts'], 'nothing is written where docker looks');
  });
});
