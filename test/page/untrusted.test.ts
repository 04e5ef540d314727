import { strict as assert } from 'node:assert';
import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installProduct } from '../../scripts/lib/installedExtension.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { serveVscode, type ServedVscode } from '../../scripts/lib/serveVscode.mjs';
import { ensureVscodeServer } from '../../scripts/lib/vscodeServer.mjs';
import { docker } from '../support/docker';
import { Workbench } from './support/workbench';

describe('a workspace that is not trusted', () => {
  let folder: string;
  let vscode: ServedVscode;
  let workbench: Workbench;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'docker-network-lab-untrusted-'));
    const workspace = join(folder, 'workspace');
    await cp(join(root, 'walkthroughs'), workspace, { recursive: true });
    const server = await ensureVscodeServer('newest');
    const token = randomBytes(16).toString('hex');
    const data = join(folder, 'vscode');
    await installProduct(data);
    vscode = await serveVscode({ server, data, token, workspaceTrust: true });
    const address = vscode.address(workspace, [['openFile', join(workspace, 'networking.rst')]]);
    workbench = await Workbench.open(address);
  });
  after(async () => {
    await workbench.close();
    await vscode.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('shows the lenses, and running is refused with the way to trust it', async () => {
    const { page } = workbench;
    await page.locator('.statusbar').getByText('Restricted Mode').waitFor();
    await workbench.goToLine('networking.rst', 33);
    await workbench.lens('Run').first().click();
    const message = page.locator('.notification-toast', { hasText: 'a workspace that you do not trust' });
    await message.waitFor();
    assert.equal(await page.locator('.terminal-wrapper').count(), 0, 'no terminal was opened');
    assert.equal(await docker('ps', '--all', '--quiet', '--filter', 'name=simplerelay'), '');
    await message.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await page.locator('.workspace-trust-editor').waitFor();
  });
});
