import { strict as assert } from 'node:assert';
import { pickSubnet } from '../../scripts/lib/engine/subnet.mjs';

describe('the subnet of a private engine', () => {
  it('keeps clear of what the machine has routes to', () => {
    assert.equal(pickSubnet([], 0), 64);
    assert.equal(pickSubnet(['10.64.3.0/24'], 0), 65);
    assert.equal(pickSubnet(['10.64.0.0/12', '10.80.1.1'], 0), 81);
  });

  it('does not mistake the way to the internet for a network', () => {
    assert.equal(pickSubnet(['0.0.0.0/0', '0.0.0.0/1'], 3), 67);
  });

  it('gives up when everything is taken', () => {
    assert.equal(pickSubnet(['10.0.0.0/8'], 5), undefined);
  });
});
