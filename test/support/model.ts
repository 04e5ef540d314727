import type { Container } from '../../src/model/container';
import { endpointKey, type Endpoint } from '../../src/model/endpoint';
import type { Lab } from '../../src/model/lab';
import type { Network } from '../../src/model/network';
import type { PortMapping } from '../../src/model/portMapping';

/** Parts of a lab that no engine holds; the id is the name. */
export const container = (id: string, more: Partial<Container> = {}): Container => ({
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

export const network = (id: string, more: Partial<Network> = {}): Network => ({
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

export const endpoint = (containerId: string, networkId: string, more: Partial<Endpoint> = {}): Endpoint => ({
  containerId,
  networkId,
  networkName: networkId,
  aliases: [],
  dnsNames: [],
  ...more,
});

export const published = (containerPort: number, hostAddress: string, hostPort: number): PortMapping => ({
  containerPort,
  protocol: 'tcp',
  published: { hostAddress, hostPort },
});

export const lab = (containers: Container[], networks: Network[] = [], endpoints: Endpoint[] = []): Lab => ({
  containers: new Map(containers.map((one) => [one.id, one])),
  networks: new Map(networks.map((one) => [one.id, one])),
  endpoints: new Map(endpoints.map((one) => [endpointKey(one), one])),
});
