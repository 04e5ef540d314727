import { strict as assert } from 'node:assert';
import type { Network } from '../../src/model/network';
import {
  check,
  emptyDraft,
  fieldsOf,
  specOf,
  type NetworkDraft,
  type NetworkField,
} from '../../src/ui/lab/forms/networkDraft';
import { lab as modelLab, network as modelNetwork } from '../support/model';

const network = (name: string, subnet: string, more: Partial<Network> = {}) =>
  modelNetwork(name, { subnets: [{ subnet }], ...more });
const networks = [
  network('bridge', '172.17.0.0/16'),
  network('front', '10.1.0.0/24'),
  network('six', 'fd00:1::/64'),
  network('wide', '10.0.0.0/24', { driver: 'overlay', scope: 'swarm' }),
  network('street', '192.168.7.0/24', { driver: 'macvlan', options: { parent: 'eth1' } }),
];
const lab = modelLab([], networks);
const around = { lab, interfaces: [{ name: 'eth0', cidr: '192.168.1.17/24' }] };
/** The first field that keeps the network from being made, among those that are shown. */
const firstFault = (draft: NetworkDraft) =>
  fieldsOf(draft).find((field) => check(field, draft, around)?.severity === 'error');
const said = (field: NetworkField, draft: Partial<NetworkDraft>) => {
  const remark = check(field, { ...emptyDraft, name: 'new', ...draft }, around);
  return remark && `${remark.severity}: ${remark.message}`;
};

describe('a network as it is typed', () => {
  it('needs a name that is nobody’s', () => {
    assert.equal(said('name', { name: 'lab_net-1.x' }), undefined);
    assert.equal(said('name', { name: ' ' }), 'error: A network needs a name.');
    assert.equal(said('name', { name: 'front' }), 'error: Network front exists already.');
    for (const name of ['-x', 'a b', 'a/b', 'é']) assert.match(said('name', { name }) ?? '', /^error: Letters/);
  });

  it('names the network, or the interface of this machine, that a subnet overlaps', () => {
    assert.equal(said('subnet', { subnet: '10.2.0.0/24' }), undefined);
    assert.equal(said('subnet', { subnet: '' }), undefined);
    assert.equal(said('subnet', { subnet: '10.1.0.128/25' }), 'error: Overlaps with network front (10.1.0.0/24).');
    assert.equal(said('subnet', { subnet: '172.16.0.0/12' }), 'error: Overlaps with network bridge (172.17.0.0/16).');
    assert.equal(
      said('subnet6', { subnet6: 'fd00:1:0:0:8000::/66' }),
      'error: Overlaps with network six (fd00:1::/64).',
    );
    assert.match(
      said('subnet', { subnet: '192.168.0.0/16', driver: 'bridge' }) ?? '',
      /^error: Overlaps with network street/,
    );
    assert.match(said('subnet', { subnet: '192.168.1.0/24' }) ?? '', /^warning: Overlaps with eth0 of this machine/);
    // A macvlan network is on the subnet of its parent, and overlay networks are apart from the others.
    assert.equal(said('subnet', { subnet: '192.168.1.0/24', driver: 'macvlan', parent: 'eth0' }), undefined);
    assert.equal(said('subnet', { subnet: '10.0.0.0/24' }), undefined);
    assert.match(
      said('subnet', { subnet: '10.0.0.0/16', driver: 'overlay' }) ?? '',
      /^error: Overlaps with network wide/,
    );
  });

  it('tells a subnet from an address in it', () => {
    assert.equal(
      said('subnet', { subnet: '10.2.0.7/24' }),
      'error: That is an address in 10.2.0.0/24: the subnet is 10.2.0.0/24.',
    );
    assert.match(said('subnet6', { subnet6: 'fd00:2::1/64' }) ?? '', /the subnet is fd00:2::\/64/);
    for (const subnet of ['10.2.0.0', '10.2/16', '10.2.0.0/33', 'fd00:2::/64', '300.1.1.0/24', '0x0a.2.0.0/24', 'x/24'])
      assert.match(said('subnet', { subnet }) ?? '', /^error: Not a subnet in CIDR notation/, subnet);
    assert.match(said('subnet6', { subnet6: '10.2.0.0/24' }) ?? '', /^error: Not a subnet/);
    assert.match(said('subnet', { subnet: '10.2.0.0/31' }) ?? '', /^warning: Too small/);
    assert.equal(said('subnet', { subnet: '10.2.0.0/30' }), undefined);
  });

  it('takes a gateway and a range within the subnet only', () => {
    const subnet = '10.2.0.0/24';
    assert.equal(said('gateway', { subnet, gateway: '10.2.0.1' }), undefined);
    assert.equal(said('gateway', { subnet, gateway: '10.3.0.1' }), 'error: Not an address in 10.2.0.0/24.');
    assert.match(said('gateway', { subnet, gateway: '10.2.0.0' }) ?? '', /^error: The first address/);
    assert.match(said('gateway', { gateway: '10.2.0.1' }) ?? '', /^error: A gateway is an address in the subnet/);
    assert.equal(said('gateway', { subnet, gateway: '10.2.0' }), 'error: Not an address.');
    assert.equal(said('gateway6', { subnet6: 'fd00:2::/64', gateway6: 'fd00:2::1' }), undefined);
    assert.equal(said('ipRange', { subnet, ipRange: '10.2.0.128/25' }), undefined);
    assert.equal(said('ipRange', { subnet, ipRange: '10.2.0.0/23' }), 'error: Not a part of 10.2.0.0/24.');
    assert.equal(said('ipRange', { subnet, ipRange: '10.9.0.0/25' }), 'error: Not a part of 10.2.0.0/24.');
    assert.match(said('ipRange', { subnet, ipRange: '10.2.0.5/25' }) ?? '', /the range is 10\.2\.0\.0\/25/);
    assert.match(said('ipRange', { ipRange: '10.2.0.0/25' }) ?? '', /give that first/);
  });

  it('asks for a parent for macvlan and ipvlan only, and knows those of this machine', () => {
    assert.ok(!fieldsOf(emptyDraft).includes('parent'));
    assert.ok(fieldsOf({ ...emptyDraft, driver: 'macvlan' }).includes('parent'));
    assert.equal(said('parent', { parent: 'eth0' }), undefined);
    assert.equal(said('parent', { parent: 'eth0.10' }), undefined);
    assert.match(said('parent', { parent: '' }) ?? '', /^warning: Without a parent/);
    assert.match(said('parent', { parent: 'eth9' }) ?? '', /^warning: This machine has no interface/);
    assert.match(said('parent', { parent: 'eth1' }) ?? '', /^warning: Network street is on it already/);
    assert.match(said('parent', { parent: 'a/b' }) ?? '', /^error/);
  });

  it('says what a driver needs, and which labels are none', () => {
    assert.match(said('driver', { driver: 'overlay' }) ?? '', /^warning: Needs an engine that is in a swarm/);
    assert.equal(said('driver', { driver: 'weaveworks/net-plugin:latest' }), undefined);
    assert.match(said('driver', { driver: '' }) ?? '', /^error/);
    assert.equal(
      said('labels', { labels: 'a=b, c = d,e' }),
      'error: Each label is a key, or key=value; commas separate them.',
    );
    assert.equal(said('labels', { labels: 'a=b c=d, e' }), undefined);
    assert.match(said('labels', { labels: '=b' }) ?? '', /^error/);
  });

  it('becomes what it says, without what does not belong to it any more', () => {
    const draft: NetworkDraft = {
      ...emptyDraft,
      name: ' front2 ',
      subnet: '10.2.0.0/24',
      gateway: '10.2.0.254',
      ipRange: '10.2.0.128/25',
      ipv6: true,
      subnet6: 'fd00:2::/64',
      internal: true,
      attachable: true,
      parent: 'eth0',
      labels: 'course=networking, week',
    };
    assert.equal(firstFault(draft), undefined);
    assert.deepEqual(specOf(draft), {
      name: 'front2',
      driver: 'bridge',
      internal: true,
      attachable: true,
      ipv6: true,
      subnets: [{ subnet: '10.2.0.0/24', gateway: '10.2.0.254', ipRange: '10.2.0.128/25' }, { subnet: 'fd00:2::/64' }],
      options: {},
      labels: { course: 'networking', week: '' },
    });
    assert.deepEqual(specOf({ ...draft, driver: 'macvlan' }).options, { parent: 'eth0' });
    assert.deepEqual(specOf({ ...draft, ipv6: false }).subnets.length, 1);
    // A fault in a field that is not shown keeps nobody.
    assert.equal(firstFault({ ...draft, ipv6: false, subnet6: 'x', parent: 'a/b' }), undefined);
    assert.equal(firstFault({ ...draft, subnet: '10.1.0.0/24' }), 'subnet');
  });
});
