import { strict as assert } from 'node:assert';
import type { Container } from '../../src/model/container';
import { diffLabs } from '../../src/model/diff';
import { endpointKey, type Endpoint } from '../../src/model/endpoint';
import type { Lab } from '../../src/model/lab';
import type { Network } from '../../src/model/network';
import type { PortMapping } from '../../src/model/portMapping';
import type { LabNode } from '../../src/ui/lab/labNode';
import { LabTree, type LabView } from '../../src/ui/lab/labTree';
import { rowDetails } from '../../src/ui/lab/rowDetails';
import { rowText } from '../../src/ui/lab/rowText';

const container = (id: string, more: Partial<Container> = {}): Container => ({
  id,
  name: id,
  image: 'busybox',
  state: 'running',
  labels: {},
  networkMode: 'default',
  ports: [],
  links: [],
  ...more,
});
const network = (id: string, more: Partial<Network> = {}): Network => ({
  id,
  name: id,
  driver: 'bridge',
  scope: 'local',
  internal: false,
  attachable: false,
  ipv6: false,
  ingress: false,
  subnets: [],
  options: {},
  labels: {},
  ...more,
});
const endpoint = (containerId: string, networkId: string, more: Partial<Endpoint> = {}): Endpoint => ({
  containerId,
  networkId,
  networkName: networkId,
  aliases: [],
  dnsNames: [],
  ...more,
});
const published = (containerPort: number, hostAddress: string, hostPort: number): PortMapping => ({
  containerPort,
  protocol: 'tcp',
  published: { hostAddress, hostPort },
});
const lab = (containers: Container[], networks: Network[] = [], endpoints: Endpoint[] = []): Lab => ({
  containers: new Map(containers.map((one) => [one.id, one])),
  networks: new Map(networks.map((one) => [one.id, one])),
  endpoints: new Map(endpoints.map((one) => [endpointKey(one), one])),
});

describe('the rows of the trees', () => {
  let tree: LabTree;
  const show = (next: Lab) => tree.update(next, diffLabs(tree.current, next));
  const print = (view: LabView, parent?: LabNode, indent = ''): string[] =>
    (parent ? tree.children(parent) : tree.roots(view)).flatMap((node) => {
      const { label, description } = rowText(node, tree.current);
      return [`${indent}${label}${description && ` | ${description}`}`, ...print(view, node, `${indent}  `)];
    });
  const ids = (nodes: 'root' | readonly LabNode[]) => (nodes === 'root' ? nodes : nodes.map(({ id }) => id));
  beforeEach(() => {
    tree = new LabTree();
  });

  const relay = container('relay', {
    image: 'ubuntu:14.04',
    ports: [published(8001, '0.0.0.0', 32768), published(8001, '::', 32768), { containerPort: 9, protocol: 'udp' }],
  });
  const wired = lab(
    [relay, container('b', { state: 'exited' })],
    [
      network('bridge', { subnets: [{ subnet: '172.17.0.0/16' }] }),
      network('none', { driver: 'null' }),
      network('zoo'),
    ],
    [
      endpoint('relay', 'zoo', { ipv4: '10.0.0.2', aliases: ['r'] }),
      endpoint('relay', 'bridge', { ipv4: '172.17.0.2' }),
      endpoint('b', 'zoo'),
    ],
  );

  it('show containers with their networks and ports', () => {
    show(wired);
    assert.deepEqual(print('containers'), [
      'b | busybox · exited',
      '  zoo',
      'relay | ubuntu:14.04 · running',
      '  bridge | 172.17.0.2',
      '  zoo | 10.0.0.2 · alias r',
      '  0.0.0.0:32768 → 8001/tcp',
      '  9/udp | not published',
    ]);
  });

  it('show networks with their containers, the built-in ones last', () => {
    show(wired);
    assert.deepEqual(print('networks'), [
      'zoo | bridge',
      '  b | exited',
      '  relay | 10.0.0.2 · alias r',
      'bridge | bridge · 172.17.0.0/16 · built in',
      '  relay | 172.17.0.2',
      'none | no network · built in',
    ]);
  });

  it('say what is wrong with a container, what a network is like, and which links are there', () => {
    show(
      lab(
        [
          container('died', { state: 'exited', exitCode: 137 }),
          container('ill', { health: 'unhealthy', links: [{ name: 'well', alias: 'db' }] }),
          container('new', { health: 'starting' }),
          container('well', { health: 'healthy', links: [{ name: 'ill', alias: 'ill' }] }),
        ],
        [
          network('inner', {
            internal: true,
            attachable: true,
            ipv6: true,
            ingress: true,
            subnets: [{ subnet: '10.0.0.0/8', gateway: '10.0.0.1', ipRange: '10.1.0.0/16' }],
            options: { parent: 'eth0' },
          }),
        ],
        [
          endpoint('ill', 'inner', {
            ipv4: '10.0.0.2',
            mac: '02:42:0a:00:00:02',
            aliases: ['sick'],
            dnsNames: ['ill', 'sick'],
          }),
        ],
      ),
    );
    assert.deepEqual(print('containers'), [
      'died | busybox · exited (137)',
      'ill | busybox · running, unhealthy',
      '  inner | 10.0.0.2 · alias sick',
      '  well | legacy link, as db',
      'new | busybox · running, starting',
      'well | busybox · running, healthy',
      '  ill | legacy link',
    ]);
    assert.deepEqual(print('networks'), [
      'inner | bridge · 10.0.0.0/8 via 10.0.0.1 · internal, attachable, IPv6, ingress',
      '  ill | 10.0.0.2 · 02:42:0a:00:00:02 · alias sick · running, unhealthy',
    ]);
    const rows = [...tree.roots('containers'), ...tree.roots('networks')].flatMap((root) => [
      root,
      ...tree.children(root),
    ]);
    const icon = (id: string) => rowText(rows.find((row) => row.id === id) ?? assert.fail(id), tree.current).icon;
    assert.deepEqual(['container:ill', 'network:inner/container:ill', 'container:well', 'container:died'].map(icon), [
      'warning',
      'warning',
      'vm-running',
      'vm-outline',
    ]);
    const details = rows.flatMap((row) => rowDetails(row, tree.current)).join('\n');
    for (const line of [
      'Subnet: 10.0.0.0/8, gateway 10.0.0.1, range 10.1.0.0/16',
      'Option: parent=eth0',
      'Resolved by: ill, sick',
    ])
      assert.ok(details.includes(line), line);
    const [link] = rows.filter((row) => row.kind === 'link');
    assert.equal(link && tree.parent(link)?.id, 'container:ill');
  });

  it('offer a console on a published TCP port of a running container only', () => {
    const contexts = (one: Container) => {
      show(lab([one]));
      const [root] = tree.roots('containers');
      assert.ok(root);
      return tree.children(root).map((node) => rowText(node, tree.current).context);
    };
    assert.deepEqual(contexts(relay), ['port.tcp.published', 'port.udp.exposed']);
    assert.deepEqual(contexts({ ...relay, state: 'paused' }), ['port.tcp.idle', 'port.udp.exposed']);
  });

  it('keep a port apart from its like on another address, and join v4 and v6 only where both are everywhere', () => {
    show(
      lab([
        container('c', {
          ports: [
            published(1, '127.0.0.1', 5),
            published(1, '::', 5),
            published(2, '0.0.0.0', 6),
            published(2, '::', 7),
          ],
        }),
      ]),
    );
    assert.deepEqual(print('containers').slice(1), [
      '  127.0.0.1:5 → 1/tcp',
      '  [::]:5 → 1/tcp',
      '  0.0.0.0:6 → 2/tcp',
      '  [::]:7 → 2/tcp',
    ]);
  });

  it('are the same rows after a container got another port and state', () => {
    show(lab([relay]));
    const before = tree.roots('containers').flatMap((node) => [node, ...tree.children(node)]);
    const stale = show(
      lab([
        {
          ...relay,
          state: 'running',
          ports: [published(8001, '0.0.0.0', 40000), { containerPort: 9, protocol: 'udp' }],
        },
      ]),
    );
    const after = tree.roots('containers').flatMap((node) => [node, ...tree.children(node)]);
    assert.deepEqual(ids(after), ids(before));
    assert.equal(after[0], before[0]);
    assert.deepEqual(ids(stale.containers), ['container:relay']);
    assert.deepEqual(ids(stale.networks), []);
  });

  it('are drawn again where something changed, and all of them only when one comes, goes or is renamed', () => {
    show(wired);
    const changed = new Map(wired.containers).set('relay', { ...relay, state: 'paused' });
    let stale = show({ ...wired, containers: changed });
    assert.deepEqual(ids(stale.containers), ['container:relay']);
    assert.deepEqual(ids(stale.networks), ['network:zoo', 'network:bridge']);

    const endpoints = new Map(wired.endpoints);
    endpoints.delete('b/zoo');
    stale = show({ ...tree.current, endpoints });
    assert.deepEqual(ids(stale.containers), ['container:b']);
    assert.deepEqual(ids(stale.networks), ['network:zoo']);

    stale = show({ ...tree.current, containers: new Map(changed).set('b', container('b', { name: 'z' })) });
    assert.equal(stale.containers, 'root');
    stale = show(lab([relay], [...wired.networks.values()]));
    assert.equal(stale.containers, 'root');
    stale = show(tree.current);
    assert.deepEqual([stale.containers, stale.networks], [[], []]);
  });

  it('stay folded as they were first seen', () => {
    show(lab([container('a', { state: 'created' })]));
    const [a] = tree.roots('containers');
    assert.ok(a && tree.isUnfolded(a));
    show(lab(Array.from({ length: 30 }, (_, index) => container(index ? `c${index}` : 'a'))));
    assert.ok(tree.isUnfolded(a));
    const [, other] = tree.roots('containers');
    assert.equal(other && tree.isUnfolded(other), false);
  });

  it('name the networks that get their first container, to be unfolded', () => {
    const nets = [network('bridge'), network('zoo')];
    show(lab([], nets));
    const first = show(lab([relay], nets, [endpoint('relay', 'zoo')]));
    assert.deepEqual(ids(first.filled), ['network:zoo']);
    const second = show(lab([relay, container('b')], nets, [endpoint('relay', 'zoo'), endpoint('b', 'zoo')]));
    assert.deepEqual(second.filled, []);
  });

  it('show hostile names as text that cannot hide or turn anything', () => {
    const name = `evil\u202egnp.exe\n<b>${'x'.repeat(500)}`;
    show(lab([container('c', { name })]));
    const [node] = tree.roots('containers');
    assert.ok(node);
    for (const text of [
      rowText(node, tree.current).label,
      rowText(node, tree.current).spoken,
      ...rowDetails(node, tree.current),
    ]) {
      assert.doesNotMatch(text, /[\u202e\n]/);
      assert.ok(text.length < 300);
    }
  });

  it('of three thousand containers are made within a frame, and a change of one names one', () => {
    const many = Array.from({ length: 3000 }, (_, index) =>
      container(`c${String(index).padStart(4, '0')}`, { ports: relay.ports }),
    );
    show(lab(many));
    const started = performance.now();
    const rows = tree.roots('containers');
    for (const node of rows.slice(0, 50)) rowText(node, tree.current);
    const took = performance.now() - started;
    assert.equal(rows.length, 3000);
    assert.ok(took < 100, `${took} ms`);
    const stale = show(lab(many.map((one, index) => (index === 7 ? { ...one, state: 'exited' } : one))));
    assert.deepEqual(ids(stale.containers), ['container:c0007']);
  });
});
