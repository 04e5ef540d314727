import { strict as assert } from 'node:assert';
import type { Container } from '../../src/model/container';
import { endpointKey, type Endpoint } from '../../src/model/endpoint';
import type { Lab } from '../../src/model/lab';
import type { Network } from '../../src/model/network';
import type { NetworkSpec } from '../../src/model/networkSpec';
import { explainFailure, type Attempted } from '../../src/ui/lab/commands/explainFailure';

const id = (digit: string) => digit.repeat(64);
const container = (one: string, name: string, more: Partial<Container> = {}) =>
  ({ id: one, name, state: 'running', ports: [], ...more }) as unknown as Container;
const on = (containerId: string, networkId: string, ipv4: string): Endpoint => ({
  containerId,
  networkId,
  networkName: '',
  ipv4,
  aliases: [],
  dnsNames: [],
});
const published = (hostAddress: string, hostPort: number, protocol: 'tcp' | 'udp' = 'tcp') => ({
  containerPort: 80,
  protocol,
  published: { hostAddress, hostPort },
});
const [web, second, dns, front, back] = [id('a'), id('b'), id('c'), id('d'), id('e')];
const endpoints = [on(web, front, '10.1.0.2')];
const lab: Lab = {
  containers: new Map(
    [
      container(web, 'web', { ports: [published('127.0.0.1', 8080)] }),
      container(second, 'second', { ports: [published('127.0.0.1', 8080)] }),
      container(dns, 'dns', { ports: [published('0.0.0.0', 53, 'udp')] }),
    ].map((one) => [one.id, one]),
  ),
  networks: new Map(
    [
      { id: front, name: 'front', subnets: [{ subnet: '10.1.0.0/24' }] },
      { id: back, name: 'back', subnets: [] },
    ].map((one) => [one.id, one as unknown as Network]),
  ),
  endpoints: new Map(endpoints.map((one) => [endpointKey(one), one])),
};
const start: Attempted = { kind: 'start', containerId: second };
const connect: Attempted = {
  kind: 'connect',
  containerId: second,
  networkId: front,
  spec: { aliases: [], ipv4: '10.1.0.2' },
};
const create: Attempted = {
  kind: 'createNetwork',
  spec: { name: 'new', subnets: [{ subnet: '10.1.0.0/16' }] } as unknown as NetworkSpec,
};
const remove: Attempted = { kind: 'removeNetwork', networkId: front };
const explain = (message: string, attempted: Attempted, platform: NodeJS.Platform = 'linux', statusCode?: number) =>
  explainFailure(Object.assign(new Error(message), { statusCode }), attempted, {
    lab,
    platform,
    reveal: (what) => ({ title: JSON.stringify(what), command: 'reveal' }),
  });
const said = (message: string, attempted: Attempted, platform?: NodeJS.Platform) =>
  explain(message, attempted, platform).message;

describe('an action that the engine refuses', () => {
  it('names the container that holds a port, whatever the engine calls it', () => {
    for (const message of [
      `(HTTP code 500) server error - driver failed programming external connectivity on endpoint second (${id('1')}): Bind for 127.0.0.1:8080 failed: port is already allocated `,
      `failed to set up container networking: driver failed programming external connectivity on endpoint second (${id('1')}): Bind for 0.0.0.0:8080 failed: port is already allocated`,
      `driver failed programming external connectivity on endpoint second (${id('1')}): Error starting userland proxy: listen tcp4 127.0.0.1:8080: bind: address already in use`,
      'failed to bind host port for 127.0.0.1:8080:172.18.0.2:80/tcp: address already in use',
    ]) {
      const error = explain(message, start);
      assert.match(error.message, /^Cannot start container second: /);
      assert.match(error.message, /Container web holds that port: stop it, or publish another port\.$/, message);
      assert.doesNotMatch(error.message, /HTTP code|1{12}/);
      assert.equal(error.actions[0]?.title, JSON.stringify({ containerId: web }));
    }
    assert.match(said('listen udp4 0.0.0.0:53: bind: address already in use', start), /Container dns holds/);
    assert.match(said('Bind for :::53 failed: port is already allocated', start), /Container dns holds/);
  });

  it('is not misled by a name or a protocol', () => {
    const onUdp = `driver failed programming external connectivity on endpoint udp-echo (${id('1')}): Bind for 127.0.0.1:8080 failed: port is already allocated`;
    assert.match(said(onUdp, start), /Container web holds that port/);
    assert.match(said('listen tcp6 [::1]:9000: bind: address already in use', start), /sport = :9000/);
    assert.match(said('connect EACCES /var/run/docker.sock', start), /usermod/);
    assert.match(said('Address already in use', start), /has the fixed address of this one/);
  });

  it('says how to find the program that holds a port when no container does', () => {
    const message = 'Error starting userland proxy: listen tcp4 127.0.0.1:9000: bind: address already in use';
    assert.match(said(message, start), /No container in the views holds it.*“ss -ltnup 'sport = :9000'”/);
    assert.match(said(message, start, 'darwin'), /lsof -nP -iTCP:9000/);
    assert.match(said(message, start, 'win32'), /netstat -ano/);
    assert.match(
      said('listen tcp4 0.0.0.0:53: bind: address already in use', start),
      /No container in the views holds it/,
      'udp is not tcp',
    );
    assert.match(
      said('listen tcp4 203.0.113.9:80: bind: cannot assign requested address', start),
      /does not have that address/,
    );
  });

  it('names the network that a subnet overlaps', () => {
    for (const message of [
      '(HTTP code 403) unexpected - Pool overlaps with other one on this address space ',
      'invalid pool request: Pool overlaps with other one on this address space',
      'cannot create network (br-1): conflicts with network (br-2): networks have overlapping IPv4',
    ]) {
      const error = explain(message, create);
      assert.match(error.message, /^Cannot create network new: /);
      assert.match(error.message, /overlaps that of network front \(10\.1\.0\.0\/24\): choose another one\.$/);
      assert.equal(error.actions[0]?.title, JSON.stringify({ networkId: front }));
    }
  });

  it('says who has an address, who is on a network, and who has a name', () => {
    assert.match(
      said('(HTTP code 403) unexpected - Address already in use ', connect),
      /Container web has that address/,
    );
    assert.match(
      said(
        `(HTTP code 403) unexpected - error while removing network: network front id ${front} has active endpoints `,
        remove,
      ),
      /network front has active endpoints\. Still on it: web\. Disconnect them first\.$/,
    );
    const conflict = `(HTTP code 409) unexpected - Error when allocating new name: Conflict. The container name "/web" is already in use by container "${web}". You have to remove (or rename) that container to be able to reuse that name. `;
    const error = explain(conflict, { kind: 'rename', containerId: second, name: 'web' });
    assert.match(
      error.message,
      /^Cannot rename container second: .*already in use by container "web".*Choose another name/,
    );
    assert.equal(error.actions[0]?.title, JSON.stringify({ containerId: web }));
  });

  it('says what to do instead, for what engines refuse', () => {
    const cases: readonly (readonly [string, Attempted, RegExp])[] = [
      [
        "Invalid address 10.2.0.5: It does not belong to any of this network's subnets ",
        connect,
        /in the subnet of that network/,
      ],
      [
        'user specified IP address is supported only when connecting to networks with user configured subnets ',
        connect,
        /Leave the address to the engine/,
      ],
      [
        'invalid config for network front: invalid endpoint settings:\nno configured subnet contains IP address 10.2.0.5',
        connect,
        /settings: no configured subnet.*Choose an address in the subnet/,
      ],
      [
        'network-scoped alias is supported only for containers in user defined networks ',
        connect,
        /built-in bridge resolves no names/,
      ],
      [
        'container sharing network namespace with another container or host cannot be connected to any other network ',
        connect,
        /make it anew without/,
      ],
      [
        'container cannot be disconnected from host network or connected to host network ',
        connect,
        /chosen when a container is made/,
      ],
      [
        'container cannot be connected to multiple networks with one of the networks in private (none) mode ',
        connect,
        /chosen when a container is made/,
      ],
      ['endpoint with name second already exists in network front ', connect, /connected already/],
      [
        `container ${second} is not connected to network front `,
        { kind: 'disconnect', containerId: second, networkId: front },
        /container second is not connected.*left that network/,
      ],
      [
        'could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network ',
        create,
        /remove unused networks, or give a subnet/,
      ],
      ['all predefined address pools have been fully subnetted', create, /remove unused networks, or give a subnet/],
      [
        'could not find an available, non-overlapping IPv6 address pool among the defaults to assign to the network ',
        create,
        /Give an IPv6 subnet/,
      ],
      ['network with name front already exists ', create, /Choose another name/],
      ['failed to allocate gateway (10.9.0.1): Requested address is out of range ', create, /in the subnet/],
      [
        'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again. ',
        create,
        /Overlay networks need a swarm/,
      ],
      ['plugin "nope" not found ', create, /no such driver/],
      [
        'invalid subinterface vlan name nope0, example formatting is eth0.10 ',
        create,
        /interface of the engine’s machine/,
      ],
      ['network di-0123456789ab is already using parent interface eth0', create, /no other such network uses/],
      ['operation is not permitted on predefined bridge network  ', create, /built-in networks/],
      ['bridge is a pre-defined network and cannot be removed ', remove, /built-in networks/],
      [
        `Container ${second} is already paused `,
        { kind: 'pause', containerId: second },
        /Container second is already paused\. Unpause it to go on/,
      ],
      [
        `Cannot kill container: second: Container ${second} is not running `,
        { kind: 'kill', containerId: second },
        /It has ended already/,
      ],
      [
        `cannot join network of a non running container: ${web} `,
        start,
        /non running container: web\. .*start that one first/,
      ],
      [
        'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "nope": executable file not found in $PATH: unknown ',
        start,
        /lacks the program/,
      ],
      ['write /var/lib/docker/x: no space left on device', start, /disk is full/],
      ['No such container: second ', start, /removed meanwhile/],
      ['network dead not found ', start, /removed meanwhile/],
      ['no answer within 300 s', start, /views show what becomes of it/],
    ];
    for (const [message, attempted, forward] of cases) assert.match(said(message, attempted), forward, message);
  });

  it('says how to get a permission on this system', () => {
    assert.match(
      said('dial unix /var/run/docker.sock: connect: permission denied', start),
      /sudo usermod -aG docker \$USER/,
    );
    assert.match(said('permission denied', start, 'win32'), /ask who runs it/);
    assert.match(said('authorization denied by plugin opa: not allowed', start), /ask who runs it/);
  });

  it('does not take what an engine says of a program for a lack of rights on its socket', () => {
    const message =
      'runc create failed: unable to start container process: exec: "./run.sh": permission denied: unknown';
    const forward = explain(message, start, 'linux', 400).message;
    assert.match(forward, /make the file executable/);
    assert.doesNotMatch(forward, /usermod/);
  });

  it('keeps the reason of the engine when it knows no more, as text alone', () => {
    assert.equal(
      said('something new\u202e\u001b[31m happened', start),
      'Cannot start container second: something new\ufffd\ufffd[31m happened.',
    );
    assert.equal(said(' ', start), 'Cannot start container second: the engine gives no reason.');
    assert.match(
      explainFailure('odd', start, { lab, platform: 'linux', reveal: () => ({ title: '', command: '' }) }).message,
      /odd/,
    );
  });
});
