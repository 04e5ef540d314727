import { strict as assert } from 'node:assert';
import MarkdownIt from 'markdown-it';
import type { Container } from '../../src/model/container';
import { diffLabs } from '../../src/model/diff';
import type { Lab } from '../../src/model/lab';
import type { LabNode } from '../../src/ui/lab/tree/labNode';
import { detailsMarkdown } from '../../src/ui/lab/tree/detailsMarkdown';
import { LabFilter } from '../../src/ui/lab/tree/labFilter';
import { LabTree, type LabView } from '../../src/ui/lab/tree/labTree';
import { rowDetails } from '../../src/ui/lab/tree/rowDetails';
import { rowText } from '../../src/ui/lab/tree/rowText';
import { container, endpoint, lab, network, published } from '../support/model';

describe('the rows of the trees', () => {
  let tree: LabTree;
  const show = (next: Lab) => tree.update(next, diffLabs(tree.current, next));
  const print = (view: LabView, parent?: LabNode, indent = ''): string[] =>
    (parent ? tree.children(parent) : tree.roots(view)).flatMap((node) => {
      const { label, description } = rowText(node, tree);
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
    const icon = (id: string) => rowText(rows.find((row) => row.id === id) ?? assert.fail(id), tree).icon;
    assert.deepEqual(['container:ill', 'network:inner/container:ill', 'container:well', 'container:died'].map(icon), [
      'warning',
      'warning',
      'vm-running',
      'vm-outline',
    ]);
    const details = rows
      .flatMap((row) => rowDetails(row, tree.current)?.fields ?? [])
      .map((field) => field.join(': '))
      .join('\n');
    for (const line of [
      'Subnet: 10.0.0.0/8, gateway 10.0.0.1, range 10.1.0.0/16',
      'Option: parent=eth0',
      'Resolved by: ill, sick',
    ])
      assert.ok(details.includes(line), line);
    const [link] = rows.filter((row) => row.kind === 'link');
    assert.equal(link && tree.parent(link)?.id, 'container:ill');
  });

  it('say whose network a container uses that has none of its own', () => {
    show(
      lab([
        container('server'),
        container('probe', { networkMode: 'container:server' }),
        container('lost', { networkMode: `container:${'f'.repeat(64)}` }),
      ]),
    );
    assert.deepEqual(print('containers'), [
      'lost | busybox · running · in the network of ffffffffffff',
      'probe | busybox · running · in the network of server',
      'server | busybox · running',
    ]);
  });

  it('offer a console on a published TCP port of a running container only', () => {
    const contexts = (one: Container) => {
      show(lab([one]));
      const [root] = tree.roots('containers');
      assert.ok(root);
      return tree.children(root).map((node) => rowText(node, tree).context);
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
    for (const text of [rowText(node, tree).label, rowText(node, tree).spoken]) {
      assert.doesNotMatch(text, /[\u202e\n]/);
      assert.ok(text.length < 300);
    }
  });

  it('have tooltips in which hostile names are nothing but text', () => {
    const names = [
      '<img src=x onerror=alert(1)>',
      '[click](command:evil) | `a` | **b** $(icon) &lt;',
      'https://example.org/a_b_c me@example.org',
      '# 1. - + ~~x~~ ![y](z)',
    ];
    for (const name of names) {
      show(lab([container('c', { name, image: name })]));
      const [node] = tree.roots('containers');
      const details = node && rowDetails(node, tree.current);
      assert.ok(details);
      const html = new MarkdownIt({ html: true, linkify: true }).render(detailsMarkdown(details));
      assert.doesNotMatch(
        html.replace(/<\/?(p|strong|table|thead|tbody|tr|th|td)( style="[^"]*")?>/g, ''),
        /<[a-z]/,
        html,
      );
      const shown = html
        .replace(/<[^>]*>/g, '')
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&amp;/g, '&');
      assert.equal(shown.split(name).length, 3, html);
    }
  });

  it('tell which one of three thousand containers a change is of', () => {
    const many = Array.from({ length: 3000 }, (_, index) =>
      container(`c${String(index).padStart(4, '0')}`, { ports: relay.ports }),
    );
    show(lab(many));
    assert.equal(tree.roots('containers').length, 3000);
    const stale = show(lab(many.map((one, index) => (index === 7 ? { ...one, state: 'exited' } : one))));
    assert.deepEqual(ids(stale.containers), ['container:c0007']);
  });

  const shop = lab(
    [
      container('web', { labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web' } }),
      container('db', {
        labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'db' },
        image: 'postgres:16',
        state: 'exited',
      }),
      container('probe', { ports: [published(8080, '127.0.0.1', 32768)], health: 'unhealthy' }),
    ],
    [network('front', { subnets: [{ subnet: '10.1.0.0/24' }] }), network('back'), network('bridge')],
    [
      endpoint('web', 'front', { ipv4: '10.1.0.2', aliases: ['www'] }),
      endpoint('web', 'back'),
      endpoint('db', 'back'),
      endpoint('probe', 'bridge', { ipv4: '172.17.0.2' }),
    ],
  );
  const tops = (view: LabView) =>
    tree.roots(view).flatMap((node) => {
      const line = (one: LabNode) =>
        [rowText(one, tree).label, rowText(one, tree).description].filter(Boolean).join(' | ');
      return node.kind === 'group' ? [line(node), ...tree.children(node).map((one) => `  ${line(one)}`)] : [line(node)];
    });

  it('put containers of a Compose project under it, and others beside it', () => {
    show(shop);
    assert.deepEqual(tops('containers'), [
      'shop | 2 containers · Compose',
      '  db | postgres:16 · exited',
      '  web | busybox · running',
      'probe | busybox · running, unhealthy',
    ]);
    const [group] = tree.roots('containers');
    const [db] = group ? tree.children(group) : [];
    assert.ok(db);
    assert.equal(tree.parent(db), group);
    assert.deepEqual(ids(tree.children(db)), ['container:db/network:back']);
  });

  it('group containers by nothing, by network, by image and by state', () => {
    show(shop);
    tree.choose({ grouping: 'none' });
    assert.deepEqual(tops('containers'), [
      'db | postgres:16 · exited',
      'probe | busybox · running, unhealthy',
      'web | busybox · running',
    ]);
    tree.choose({ grouping: 'network' });
    assert.deepEqual(tops('containers'), [
      'back | 2 containers',
      '  db | postgres:16 · exited',
      '  web | busybox · running',
      'front | 1 container',
      '  web | busybox · running',
      'bridge | 1 container',
      '  probe | busybox · running, unhealthy',
    ]);
    const all = tree.roots('containers').flatMap((group) => [group, ...tree.children(group)]);
    assert.equal(new Set(ids(all)).size, all.length);
    tree.choose({ grouping: 'image' });
    assert.deepEqual(
      tops('containers').filter((row) => !row.startsWith(' ')),
      ['busybox | 2 containers', 'postgres:16 | 1 container'],
    );
    tree.choose({ grouping: 'state' });
    assert.deepEqual(
      tops('containers').filter((row) => !row.startsWith(' ')),
      ['running | 2 containers', 'exited | 1 container'],
    );
  });

  it('move when what they are grouped by changes, and keep their ids', () => {
    show(shop);
    tree.choose({ grouping: 'state' });
    const before = tree.rowsOfContainer('db').map(({ id }) => id);
    const started = new Map(shop.containers).set('db', container('db', { image: 'postgres:16' }));
    assert.equal(show({ ...shop, containers: started }).containers, 'root');
    assert.deepEqual(
      tree.rowsOfContainer('db').map(({ id }) => id),
      before,
    );
    assert.deepEqual(tops('containers'), [
      'running | 3 containers',
      '  db | postgres:16 · running',
      '  probe | busybox · running, unhealthy',
      '  web | busybox · running',
    ]);
    tree.choose({ grouping: 'network' });
    const joined = new Map(shop.endpoints).set('db/front', endpoint('db', 'front'));
    assert.equal(show({ ...shop, endpoints: joined }).containers, 'root');
    assert.equal(tree.rowsOfContainer('db').length, 2);
    // Without a move only the rows themselves are drawn again, all of them.
    const unwell = new Map(shop.containers).set('db', container('db', { state: 'dead' }));
    assert.deepEqual(ids(show({ ...shop, endpoints: joined, containers: unwell }).containers), [
      'group:network:back/container:db',
      'group:network:front/container:db',
    ]);
  });

  it('are filtered by whatever a person knows of a thing', () => {
    show(shop);
    tree.choose({ grouping: 'none' });
    const found = (text: string) => {
      tree.choose({ filter: new LabFilter(text) });
      return [
        tops('containers').map((row) => row.split(' | ')[0]),
        tree.roots('networks').map((node) => rowText(node, tree).label),
      ];
    };
    assert.deepEqual(found('prb'), [['probe'], ['bridge']]);
    assert.deepEqual(found('WWW'), [['web'], ['back', 'front']]);
    assert.deepEqual(found('shop db'), [['db'], ['back']]);
    assert.deepEqual(found('postgres'), [['db'], ['back']]);
    assert.deepEqual(found('172.17'), [['probe'], ['bridge']]);
    assert.deepEqual(found('32768'), [['probe'], ['bridge']]);
    assert.deepEqual(found('exited'), [['db'], ['back']]);
    assert.deepEqual(found('unhealthy'), [['probe'], ['bridge']]);
    assert.deepEqual(found('10.1.0.0/24'), [[], ['front']]);
    assert.deepEqual(found('zzz'), [[], []]);
    assert.deepEqual(found('  ')[0], ['db', 'probe', 'web']);
  });

  it('show of a network that the filter does not name only the containers that it does, and of one that it names all', () => {
    show(shop);
    const under = (text: string) => {
      tree.choose({ filter: new LabFilter(text) });
      const back = tree.rowOfNetwork('back');
      return back ? tree.children(back).map((node) => rowText(node, tree).label) : [];
    };
    assert.deepEqual(under('postgres'), ['db']);
    assert.deepEqual(under('back'), ['db', 'web']);
    assert.equal(tree.count('containers'), 2);
    assert.equal(tree.count('networks'), 2);
    assert.equal(show({ ...shop, containers: new Map(shop.containers).set('x', container('x')) }).containers, 'root');
  });

  it('leave out built-in networks where they are hidden', () => {
    show(shop);
    tree.choose({ showBuiltIn: false });
    assert.deepEqual(
      tree.roots('networks').map(({ id }) => id),
      ['network:back', 'network:front'],
    );
    assert.equal(tree.rowOfNetwork('bridge'), undefined);
    assert.equal(tree.rowInNetwork('probe', 'bridge'), undefined);
    assert.equal(tree.rowInNetwork('web', 'front')?.id, 'network:front/container:web');
  });
});
