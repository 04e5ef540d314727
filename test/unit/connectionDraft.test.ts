import { strict as assert } from 'node:assert';
import type { Container } from '../../src/model/container';
import { endpointKey, type Endpoint } from '../../src/model/endpoint';
import type { Lab } from '../../src/model/lab';
import type { Network } from '../../src/model/network';
import {
  checkConnection,
  connectionFields,
  connectionOf,
  emptyConnection,
  type ConnectionDraft,
  type ConnectionField,
} from '../../src/ui/lab/forms/connectionDraft';

const network = (id: string, more: Partial<Network>) =>
  ({ id, name: id, subnets: [], ipv6: false, ...more }) as unknown as Network;
const endpoint: Endpoint = {
  containerId: 'db',
  networkId: 'front',
  networkName: 'front',
  ipv4: '10.1.0.9',
  ipv6: 'fd00:1::9',
  aliases: ['store'],
  dnsNames: ['db', 'store'],
};
const lab: Lab = {
  containers: new Map(['web', 'db', 'probe'].map((id) => [id, { id, name: id } as Container])),
  networks: new Map(
    [
      network('front', {
        ipv6: true,
        subnets: [{ subnet: '10.1.0.0/24', gateway: '10.1.0.1' }, { subnet: 'fd00:1::/64' }],
      }),
      network('bridge', { subnets: [{ subnet: '172.17.0.0/16' }] }),
    ].map((one) => [one.id, one]),
  ),
  endpoints: new Map([[endpointKey(endpoint), endpoint]]),
};
const target = (networkId = 'front', containerIds = ['web']) => ({ lab, containerIds, networkId });
const said = (field: ConnectionField, draft: Partial<ConnectionDraft>, to = target()) => {
  const remark = checkConnection(field, { ...emptyConnection, ...draft }, to);
  return remark && `${remark.severity}: ${remark.message}`;
};

describe('a connection as it is typed', () => {
  it('takes addresses of the subnet that are nobody’s', () => {
    assert.equal(said('ipv4', { ipv4: '10.1.0.8' }), undefined);
    assert.equal(said('ipv4', { ipv4: '' }), undefined);
    assert.equal(said('ipv4', { ipv4: '10.1.0.9' }), 'error: db has that address.');
    assert.equal(said('ipv4', { ipv4: '10.1.0.1' }), 'error: That is the gateway’s address.');
    assert.equal(said('ipv4', { ipv4: '10.2.0.8' }), 'error: Not in 10.1.0.0/24 or fd00:1::/64.');
    assert.equal(said('ipv4', { ipv4: 'fd00:1::8' }), 'error: Not an IPv4 address.');
    assert.equal(said('ipv6', { ipv6: 'fd00:1:0::0:9' }), 'error: db has that address.');
    assert.equal(said('ipv6', { ipv6: 'fd00:1::8' }), undefined);
  });

  it('takes aliases that are host names, and says who is found by one already', () => {
    assert.equal(said('aliases', { aliases: 'www, api web-1' }), undefined);
    assert.equal(
      said('aliases', { aliases: 'store' }),
      'warning: db is found by store as well: lookups will find either.',
    );
    assert.match(said('aliases', { aliases: 'a/b' }) ?? '', /^error: “a\/b” is no host name/);
    assert.match(
      said('aliases', { aliases: 'www' }, target('bridge')) ?? '',
      /^error: The built-in bridge resolves no names/,
    );
    assert.match(
      said('aliases', { aliases: 'www' }, target('front', ['web', 'probe'])) ?? '',
      /^warning: All 2 containers/,
    );
  });

  it('asks for addresses of one container only, and for IPv6 where the network has it', () => {
    assert.deepEqual(connectionFields(target()), ['aliases', 'ipv4', 'ipv6']);
    assert.deepEqual(connectionFields(target('bridge')), ['aliases', 'ipv4']);
    assert.deepEqual(connectionFields(target('front', ['web', 'probe'])), ['aliases']);
    const draft = { aliases: 'www,  api, www', ipv4: ' 10.1.0.8 ', ipv6: '' };
    assert.deepEqual(connectionOf(draft, target()), { aliases: ['www', 'api'], ipv4: '10.1.0.8' });
    assert.deepEqual(connectionOf(draft, target('front', ['web', 'probe'])), { aliases: ['www', 'api'] });
  });
});
