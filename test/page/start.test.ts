import { strict as assert } from 'node:assert';
import { answers } from '../../scripts/lib/engine/api.mjs';
import { hasImage } from '../../scripts/lib/engine/images.mjs';
import { attempt } from '../../scripts/lib/run.mjs';
import { startLab, type Lab } from './support/lab';
import { Workbench } from './support/workbench';

describe('npm start on a machine without Docker', () => {
  let lab: Lab;
  let workbench: Workbench | undefined;

  before(async () => {
    lab = await startLab({ privateEngine: true });
  });
  after(async () => {
    await workbench?.close();
    await lab.stop();
  });

  it('opens VS Code with the extension and the tutorial', async () => {
    workbench = await Workbench.open(lab.address);
    await workbench.showLab();
    await workbench.page.locator('.tab', { hasText: 'networking.rst' }).waitFor();
  });

  it('has an engine of its own that holds the image of the tutorial', async () => {
    assert.equal(await hasImage(lab.dockerHost, 'busybox:latest'), true);
  });

  it('lets nobody in who does not know the address', async () => {
    const address = new URL(lab.address);
    assert.equal(address.hostname, '127.0.0.1');
    address.searchParams.delete('tkn');
    assert.equal((await fetch(address)).status, 403);
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const { engine } = lab;
    assert.ok(engine);
    await workbench?.close();
    const { code } = await lab.stop();
    assert.equal(code, 0);
    assert.equal(await answers(engine.socket), false);
    assert.equal((await attempt('ip', ['link', 'show', engine.bridge])).code, 1);
    const rules = await attempt('iptables-save', []);
    assert.equal(rules.stdout.includes(engine.bridge), false);
    await assert.rejects(fetch(lab.address));
  });
});
