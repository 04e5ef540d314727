import { strict as assert } from 'node:assert';
import { cacheFolder } from '../../scripts/lib/paths.mjs';

describe('the cache folder', () => {
  it('is the one a person names', () => {
    assert.equal(cacheFolder({ NETWORK_LAB_CACHE: '/big/disk', XDG_CACHE_HOME: '/xdg' }), '/big/disk');
  });

  it('lies in XDG_CACHE_HOME, or in ~/.cache when that is missing or relative', () => {
    assert.equal(cacheFolder({ XDG_CACHE_HOME: '/xdg', HOME: '/home/a' }), '/xdg/docker-network-lab');
    assert.equal(cacheFolder({ XDG_CACHE_HOME: 'xdg', HOME: '/home/a' }), '/home/a/.cache/docker-network-lab');
    assert.equal(cacheFolder({ HOME: '/home/a' }), '/home/a/.cache/docker-network-lab');
  });
});
