import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';

describe('the extension in VS Code', () => {
  const find = () => vscode.extensions.getExtension('docker-network-lab.docker-network-lab');

  it('is there', () => {
    assert.ok(find());
  });

  it('activates', async () => {
    const extension = find();
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });
});
