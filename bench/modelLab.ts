// A large lab without an engine: containers of Compose projects, with ports, on one or two networks each.
import type { ContainerReading } from '../src/engine/mapping';
import { LabReadings } from '../src/engine/labReadings';
import type { Endpoint } from '../src/model/endpoint';
import type { Network } from '../src/model/network';

const id = (kind: string, at: number) => `${kind}${at.toString(16).padStart(62, '0')}`;

function network(at: number): Network {
  return {
    id: id('bb', at),
    name: `network-${at}`,
    driver: 'bridge',
    scope: 'local',
    internal: false,
    attachable: false,
    ipv6: false,
    ingress: false,
    subnets: [{ subnet: `10.${at}.0.0/16`, gateway: `10.${at}.0.1` }],
    options: {},
    labels: {},
  };
}

function endpoint(container: number, { id: networkId, name: networkName }: Network, net: number): Endpoint {
  const [high, low] = [container >> 8, container & 255];
  return {
    containerId: id('aa', container),
    networkId,
    networkName,
    ipv4: `10.${net}.${high}.${low}`,
    mac: `02:42:0a:${[net, high, low].map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`,
    gateway: `10.${net}.0.1`,
    aliases: [`service-${container % 50}`],
    dnsNames: [`container-${container}`, `service-${container % 50}`],
  };
}

/** A container that runs, on the network of its project, every third on the next one too. */
function container(at: number, networks: readonly Network[]): ContainerReading {
  const net = at % networks.length;
  const nets = at % 3 === 0 ? [net, (net + 1) % networks.length] : [net];
  return {
    container: {
      id: id('aa', at),
      // Their order by name is another one than by age.
      name: `container-${(at * 1_237) % 10_000}`,
      image: 'busybox:latest',
      state: 'running',
      startedAt: '2026-01-01T00:00:00.000000000Z',
      labels: { 'com.docker.compose.project': `project-${net}`, 'com.docker.compose.service': `service-${at % 50}` },
      networkMode: `network-${net}`,
      ports: [
        { containerPort: 80, protocol: 'tcp', published: { hostAddress: '0.0.0.0', hostPort: 20_000 + at } },
        { containerPort: 80, protocol: 'tcp', published: { hostAddress: '::', hostPort: 20_000 + at } },
        { containerPort: 9000, protocol: 'udp' },
      ],
      links: [],
    },
    endpoints: nets.flatMap((one) => {
      const on = networks[one];
      return on ? [endpoint(at, on, one)] : [];
    }),
  };
}

/** What an engine with so many things would have answered, as a watcher keeps it. */
export function modelReadings(
  containers: number,
  networks: number,
): { all: ContainerReading[]; readings: LabReadings } {
  const readings = new LabReadings();
  const nets = Array.from({ length: networks }, (_, at) => network(at));
  const all = Array.from({ length: containers }, (_, at) => container(at, nets));
  for (const one of nets) readings.setNetwork(one);
  for (const one of all) readings.setContainer(one);
  return { all, readings };
}
