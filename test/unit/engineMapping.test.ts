import { strict as assert } from 'node:assert';
import { composeOf } from '../../src/model/container';
import { endpointKey } from '../../src/model/endpoint';
import { diffLabs, isEmptyDiff } from '../../src/model/diff';
import { describePort } from '../../src/model/portMapping';
import { LabReadings } from '../../src/engine/labReadings';
import { containerFromInspection, containerFromList, networkFromJson } from '../../src/engine/mapping';

const id = 'a'.repeat(64);
const ports = (json: unknown) =>
  containerFromInspection({ Id: id, ...(json as object) })?.container.ports.map(describePort);

describe('what the engine says of a container', () => {
  it('has the same ports in the list and in the inspection', () => {
    const listed = containerFromList({
      Id: id,
      Ports: [
        { PrivatePort: 9000, Type: 'tcp' },
        { IP: '::', PrivatePort: 53, PublicPort: 5353, Type: 'udp' },
        { IP: '0.0.0.0', PrivatePort: 53, PublicPort: 5353, Type: 'udp' },
        { IP: '127.0.0.1', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      ],
    });
    const inspected = containerFromInspection({
      Id: id,
      Config: { ExposedPorts: { '80/tcp': {}, '53/udp': {}, '9000/tcp': {} } },
      NetworkSettings: {
        Ports: {
          '9000/tcp': null,
          '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }],
          '53/udp': [
            { HostIp: '0.0.0.0', HostPort: '5353' },
            { HostIp: '::', HostPort: '5353' },
          ],
        },
      },
    });
    assert.deepEqual(inspected?.container.ports.map(describePort), [
      '0.0.0.0:5353 → 53/udp',
      '[::]:5353 → 53/udp',
      '127.0.0.1:8080 → 80/tcp',
      '9000/tcp',
    ]);
    assert.deepEqual(listed?.container.ports, inspected.container.ports);
  });

  it('keeps the exposed ports of a stopped container, and those alone', () => {
    assert.deepEqual(
      ports({ Config: { ExposedPorts: { '8002/tcp': {}, '8001/tcp': {} } }, NetworkSettings: { Ports: {} } }),
      ['8001/tcp', '8002/tcp'],
    );
  });

  it('leaves out what is no port', () => {
    const Ports = {
      '0/tcp': null,
      '70000/tcp': null,
      'x/tcp': null,
      '5/quic': null,
      '7': null,
      '8/tcp': [{ HostPort: '' }],
    };
    assert.deepEqual(ports({ NetworkSettings: { Ports } }), ['7/tcp', '8/tcp']);
    assert.deepEqual(containerFromList({ Id: id, Ports: [null, 3, { PrivatePort: '1' }] })?.container.ports, []);
  });

  it('may lack everything but the id', () => {
    for (const of of [containerFromList, containerFromInspection]) {
      assert.equal(of({}), undefined);
      assert.equal(of(null), undefined);
      assert.equal(of('text'), undefined);
      const reading = of({ Id: id, Names: null, Name: 7, Labels: [], NetworkSettings: 'no', State: {}, Config: null });
      assert.equal(reading?.container.name, 'aaaaaaaaaaaa');
      assert.equal(reading.container.state, 'dead');
      assert.deepEqual(reading.endpoints, []);
    }
    assert.equal(networkFromJson([]), undefined);
    assert.deepEqual(networkFromJson({ Id: 'n', IPAM: { Config: null }, Labels: null })?.subnets, []);
  });

  it('has its own name among those that links add', () => {
    assert.equal(containerFromList({ Id: id, Names: ['/other/db', '/foo'] })?.container.name, 'foo');
  });

  it('reads the same whatever the order of labels and networks, also with hostile names', () => {
    const labels = JSON.parse('{"b":"1","__proto__":"x","a":"2","n":5}') as unknown;
    const turned = JSON.parse('{"a":"2","n":5,"__proto__":"x","b":"1"}') as unknown;
    const one = containerFromList({ Id: id, Labels: labels, NetworkSettings: { Networks: { z: {}, y: {} } } });
    const two = containerFromList({ Id: id, Labels: turned, NetworkSettings: { Networks: { y: {}, z: {} } } });
    assert.equal(JSON.stringify(one), JSON.stringify(two));
    assert.equal(JSON.stringify(one?.container.labels), '{"__proto__":"x","a":"2","b":"1"}');
  });

  it('names the aliases that were asked for, not those every container has', () => {
    const Networks = {
      lab: { NetworkID: 'n', IPAddress: '10.0.0.2', Aliases: ['web', 'aaaaaaaaaaaa', 'foo', 'db', 'web'] },
    };
    const inspect = (Status: string) =>
      containerFromInspection({ Id: id, Name: '/foo', State: { Status }, NetworkSettings: { Networks } })?.endpoints;
    assert.deepEqual(inspect('running'), [
      {
        containerId: id,
        networkId: 'n',
        networkName: 'lab',
        ipv4: '10.0.0.2',
        aliases: ['db', 'web'],
        // An engine that does not say them.
        dnsNames: ['aaaaaaaaaaaa', 'db', 'foo', 'web'],
      },
    ]);
    // An engine that crashed keeps the addresses of what died with it.
    assert.equal(inspect('exited')?.[0]?.ipv4, undefined);
  });
});

describe('what an engine tells in more than one way', () => {
  it('is the same in the list and in the inspection: health and exit code', () => {
    const pick = (reading: ReturnType<typeof containerFromList>) => [
      reading?.container.health,
      reading?.container.exitCode,
    ];
    const cases = [
      ['Up 3 hours (healthy)', { Status: 'running', Health: { Status: 'healthy' }, ExitCode: 0 }, 'healthy', undefined],
      ['Up 1 second (health: starting)', { Status: 'running', Health: { Status: 'starting' } }, 'starting', undefined],
      ['Up 3 hours (unhealthy)', { Status: 'running', Health: { Status: 'unhealthy' } }, 'unhealthy', undefined],
      ['Up 3 hours', { Status: 'running', Health: { Status: 'none' }, ExitCode: 0 }, undefined, undefined],
      ['Exited (137) 2 minutes ago', { Status: 'exited', ExitCode: 137 }, undefined, 137],
      ['Up 3 hours (Paused)', { Status: 'paused', ExitCode: 0 }, undefined, undefined],
    ] as const;
    for (const [Status, State, health, exitCode] of cases) {
      assert.deepEqual(pick(containerFromList({ Id: id, Status, State: State.Status })), [health, exitCode], Status);
      assert.deepEqual(pick(containerFromInspection({ Id: id, State })), [health, exitCode], Status);
    }
  });

  it('has links, the project of Compose, and when it was started', () => {
    const read = containerFromInspection({
      Id: id,
      Name: '/client',
      State: { Status: 'running', StartedAt: '2026-01-02T03:04:05.6Z' },
      HostConfig: { Links: ['/server:/client/db', '/other:/client/other', 'nonsense', 7] },
      Config: { Labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web' } },
    })?.container;
    assert.ok(read);
    assert.deepEqual(read.links, [
      { name: 'server', alias: 'db' },
      { name: 'other', alias: 'other' },
    ]);
    assert.deepEqual(composeOf(read), { project: 'shop', service: 'web' });
    assert.equal(read.startedAt, '2026-01-02T03:04:05.6Z');
    const never = containerFromInspection({ Id: id, State: { Status: 'created', StartedAt: '0001-01-01T00:00:00Z' } });
    assert.equal(never?.container.startedAt, undefined);
    assert.equal(never && composeOf(never.container), undefined);
  });

  it('has the ranges, options and marks of a network, and the names of an endpoint', () => {
    const read = networkFromJson({
      Id: 'n',
      Ingress: true,
      IPAM: { Config: [{ Subnet: '10.0.0.0/8', Gateway: '10.0.0.1', IPRange: '10.1.0.0/16' }, { Gateway: 'x' }] },
      Options: { parent: 'eth0' },
    });
    assert.deepEqual(read?.subnets, [{ subnet: '10.0.0.0/8', gateway: '10.0.0.1', ipRange: '10.1.0.0/16' }]);
    assert.deepEqual([read.ingress, read.options], [true, { parent: 'eth0' }]);
    const names = (network: string, more: object) =>
      containerFromInspection({
        Id: id,
        Name: '/foo',
        State: { Status: 'running' },
        NetworkSettings: { Networks: { [network]: { NetworkID: 'n', IPv6Gateway: 'fd00::1', ...more } } },
      })?.endpoints[0];
    assert.deepEqual(names('lab', { DNSNames: ['foo', 'web', 'foo'] })?.dnsNames, ['foo', 'web']);
    assert.deepEqual(names('bridge', { DNSNames: null })?.dnsNames, []);
    assert.deepEqual(names('bridge', {})?.dnsNames, []);
    assert.equal(names('lab', {})?.gateway6, 'fd00::1');
  });
});

describe('readings and the lab they make', () => {
  const container = (more: object = {}) => {
    const reading = containerFromList({ Id: id, Names: ['/foo'], State: 'created', ...more });
    assert.ok(reading);
    return reading;
  };
  const network = (networkId: string, name: string) => {
    const read = networkFromJson({ Id: networkId, Name: name });
    assert.ok(read);
    return read;
  };

  it('finds the network of a container that was never started by its name, also when it is made later', () => {
    const readings = new LabReadings();
    readings.setContainer(container({ NetworkSettings: { Networks: { lab: { NetworkID: '' } } } }));
    assert.equal(readings.toLab().endpoints.size, 0);
    readings.setNetwork(network('n1', 'lab'));
    assert.deepEqual([...readings.toLab().endpoints.keys()], [`${id}/n1`]);
    assert.ok(isEmptyDiff(diffLabs(readings.toLab(), readings.toLab())));
  });

  it('hides helpers and what they are connected to', () => {
    const readings = new LabReadings();
    readings.setNetwork(network('n1', 'lab'));
    const Networks = { lab: { NetworkID: 'n1' } };
    readings.setContainer(container({ Labels: { 'docker-network-lab.helper': '' }, NetworkSettings: { Networks } }));
    assert.deepEqual([readings.toLab().containers.size, readings.toLab().endpoints.size], [0, 0]);
  });

  it('keeps the identity of what was read again and is the same', () => {
    const readings = new LabReadings();
    const Networks = { lab: { NetworkID: '' }, wan: { NetworkID: 'n2' } };
    readings.setNetwork(network('n1', 'lab'));
    readings.setNetwork(network('n2', 'wan'));
    readings.setContainer(container({ State: 'running', NetworkSettings: { Networks } }));
    const before = readings.toLab();
    readings.setNetwork(network('n1', 'lab'));
    readings.setContainer(container({ State: 'paused', NetworkSettings: { Networks } }));
    const after = readings.toLab();
    assert.equal(after.networks.get('n1'), before.networks.get('n1'));
    for (const networkId of ['n1', 'n2']) {
      const key = endpointKey({ containerId: id, networkId });
      assert.ok(after.endpoints.has(key));
      assert.equal(after.endpoints.get(key), before.endpoints.get(key));
    }
    assert.deepEqual(diffLabs(before, after).containers.changed, [id]);
  });
});
