import { strict as assert } from 'node:assert';
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
      { containerId: id, networkId: 'n', networkName: 'lab', ipv4: '10.0.0.2', aliases: ['db', 'web'] },
    ]);
    // An engine that crashed keeps the addresses of what died with it.
    assert.equal(inspect('exited')?.[0]?.ipv4, undefined);
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
    readings.setContainer(container({ NetworkSettings: { Networks } }));
    const before = readings.toLab();
    readings.setNetwork(network('n1', 'lab'));
    readings.setContainer(container({ State: 'running', NetworkSettings: { Networks } }));
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
