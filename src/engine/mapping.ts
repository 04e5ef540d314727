import type { Container, ContainerState, Health, Link } from '../model/container';
import type { Endpoint } from '../model/endpoint';
import { isBuiltInName, type Network, type Subnet } from '../model/network';
import { portKey, type PortMapping, type PortProtocol } from '../model/portMapping';
import { asArray, asRecord, asString, asStrings } from './json';

/**
 * A container as one answer of the engine has it. Its endpoints may lack the network's id, which the engine fills in when the
 * container is first started.
 */
export interface ContainerReading {
  readonly container: Container;
  readonly endpoints: readonly Endpoint[];
}

/** Of an element of `GET /containers/json`. `undefined` when it has no id. Aliases are missing there. */
export function containerFromList(json: unknown): ContainerReading | undefined {
  const it = asRecord(json);
  const id = asString(it['Id']);
  if (id === undefined) return undefined;
  // Legacy links add names with a further slash.
  const names = asArray(it['Names']).flatMap((name) => asString(name) ?? []);
  const name = withoutSlash(names.find((candidate) => !candidate.includes('/', 1)) ?? names[0]) ?? shortId(id);
  const container: Container = {
    id,
    name,
    image: asString(it['Image']) ?? asString(it['ImageID']) ?? '',
    state: stateOf(asString(it['State'])),
    ...fromStatus(asString(it['Status']) ?? ''),
    labels: asStrings(it['Labels']),
    networkMode: asString(asRecord(it['HostConfig'])['NetworkMode']) ?? 'default',
    ports: ordered(asArray(it['Ports']).flatMap(portFromList)),
    links: [],
  };
  return { container, endpoints: endpointsFrom(container, asRecord(it['NetworkSettings'])['Networks']) };
}

/** Of `GET /containers/ID/json`. `undefined` when it has no id. */
export function containerFromInspection(json: unknown): ContainerReading | undefined {
  const it = asRecord(json);
  const id = asString(it['Id']);
  if (id === undefined) return undefined;
  const config = asRecord(it['Config']);
  const settings = asRecord(it['NetworkSettings']);
  const state = asRecord(it['State']);
  const health = healthOf(asString(asRecord(state['Health'])['Status']));
  // The year 1 is Go's “never”.
  const timeOf = (key: string) => asString(asString(state[key])?.replace(/^0001.*/, ''));
  const [startedAt, finishedAt] = [timeOf('StartedAt'), timeOf('FinishedAt')];
  const container: Container = {
    id,
    name: withoutSlash(asString(it['Name'])) ?? shortId(id),
    image: asString(config['Image']) ?? asString(it['Image']) ?? '',
    state: stateOf(asString(state['Status'])),
    ...(health !== undefined && { health }),
    ...exitCodeOf(stateOf(asString(state['Status'])), state['ExitCode']),
    ...(startedAt !== undefined && { startedAt }),
    ...(finishedAt !== undefined && { finishedAt }),
    labels: asStrings(config['Labels']),
    networkMode: asString(asRecord(it['HostConfig'])['NetworkMode']) ?? 'default',
    ports: ordered([
      ...Object.entries(asRecord(settings['Ports'])).flatMap(([port, bindings]) => portsFromInspection(port, bindings)),
      ...Object.keys(asRecord(config['ExposedPorts'])).flatMap((port) => portsFromInspection(port, null)),
    ]),
    links: asArray(asRecord(it['HostConfig'])['Links']).flatMap(linkFrom),
  };
  return { container, endpoints: endpointsFrom(container, settings['Networks']) };
}

/** Of an element of `GET /networks`, or of `GET /networks/ID`: they are alike. */
export function networkFromJson(json: unknown): Network | undefined {
  const it = asRecord(json);
  const id = asString(it['Id']);
  if (id === undefined) return undefined;
  const scope = it['Scope'];
  return {
    id,
    name: asString(it['Name']) ?? shortId(id),
    driver: asString(it['Driver']) ?? '',
    scope: scope === 'global' || scope === 'swarm' ? scope : 'local',
    internal: it['Internal'] === true,
    attachable: it['Attachable'] === true,
    ipv6: it['EnableIPv6'] === true,
    ingress: it['Ingress'] === true,
    subnets: asArray(asRecord(it['IPAM'])['Config']).flatMap(subnetFrom),
    options: asStrings(it['Options']),
    labels: asStrings(it['Labels']),
  };
}

function subnetFrom(json: unknown): Subnet[] {
  const subnet = asString(asRecord(json)['Subnet']);
  const gateway = asString(asRecord(json)['Gateway']);
  const ipRange = asString(asRecord(json)['IPRange']);
  if (subnet === undefined) return [];
  return [{ subnet, ...(gateway !== undefined && { gateway }), ...(ipRange !== undefined && { ipRange }) }];
}

function endpointsFrom(container: Container, networks: unknown): Endpoint[] {
  // The engine puts the beginning of the id, and newer ones the name, among the aliases that were asked for.
  const own = new Set([container.name, shortId(container.id)]);
  // After a crash the engine keeps the addresses of containers that it found dead; others may have them by now.
  const connected = ['running', 'paused', 'restarting'].includes(container.state);
  return Object.entries(asRecord(networks))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([networkName, json]) => {
      const it = asRecord(json);
      const address = (key: string) => (connected ? asString(it[key]) : undefined);
      const ipv4 = address('IPAddress');
      const ipv6 = address('GlobalIPv6Address');
      const mac = address('MacAddress');
      const gateway = address('Gateway');
      const gateway6 = address('IPv6Gateway');
      const aliases = asArray(it['Aliases'])
        .flatMap((alias) => asString(alias) ?? [])
        .filter((alias) => !own.has(alias));
      const dnsNames = asArray(it['DNSNames']).flatMap((name) => asString(name) ?? []);
      // Engines before 25 do not say: on networks that somebody made it was these.
      const isNamed = connected && it['DNSNames'] === undefined && !isBuiltInName(networkName);
      return {
        containerId: container.id,
        networkId: asString(it['NetworkID']) ?? '',
        networkName,
        ...(ipv4 !== undefined && { ipv4 }),
        ...(ipv6 !== undefined && { ipv6 }),
        ...(mac !== undefined && { mac }),
        ...(gateway !== undefined && { gateway }),
        ...(gateway6 !== undefined && { gateway6 }),
        aliases: [...new Set(aliases)].sort(),
        dnsNames: [...new Set(isNamed ? [...own, ...aliases] : dnsNames)].sort(),
      };
    });
}

/** The exit code and the health that the list has in its text alone: `Exited (137) 2 minutes ago`, `Up 3 hours (healthy)`. */
function fromStatus(status: string): Pick<Container, 'health' | 'exitCode'> {
  const exitCode = /^Exited \((\d+)\)/.exec(status)?.[1];
  const health = healthOf(/\((?:health: )?(\w+)\)$/.exec(status)?.[1]);
  return { ...(health !== undefined && { health }), ...(exitCode !== undefined && { exitCode: Number(exitCode) }) };
}

function exitCodeOf(state: ContainerState, code: unknown): Pick<Container, 'exitCode'> {
  return state === 'exited' && typeof code === 'number' ? { exitCode: code } : {};
}

function healthOf(status: string | undefined): Health | undefined {
  return status === 'starting' || status === 'healthy' || status === 'unhealthy' ? status : undefined;
}

/** `/server:/client/db` */
function linkFrom(json: unknown): Link[] {
  const [, name, alias] = /^\/?([^:]+):(?:.*\/)?([^/]+)$/.exec(asString(json) ?? '') ?? [];
  return name === undefined || alias === undefined ? [] : [{ name, alias }];
}

function portFromList(json: unknown): PortMapping[] {
  const it = asRecord(json);
  const containerPort = portNumber(it['PrivatePort']);
  const protocol = protocolOf(it['Type']);
  if (containerPort === undefined || protocol === undefined) return [];
  return [mapping(containerPort, protocol, it['IP'], it['PublicPort'])];
}

function portsFromInspection(port: string, bindings: unknown): PortMapping[] {
  const [number, type = 'tcp'] = port.split('/');
  const containerPort = portNumber(number);
  const protocol = protocolOf(type);
  if (containerPort === undefined || protocol === undefined) return [];
  const published = asArray(bindings).map(asRecord);
  if (published.length === 0) return [mapping(containerPort, protocol, undefined, undefined)];
  return published.map((binding) => mapping(containerPort, protocol, binding['HostIp'], binding['HostPort']));
}

function mapping(containerPort: number, protocol: PortProtocol, address: unknown, port: unknown): PortMapping {
  const hostPort = portNumber(port);
  if (hostPort === undefined) return { containerPort, protocol };
  return { containerPort, protocol, published: { hostAddress: asString(address) ?? '0.0.0.0', hostPort } };
}

/** Each mapping once, in the order that {@link Container.ports} promises; a port that is published is not listed as exposed too. */
function ordered(ports: readonly PortMapping[]): PortMapping[] {
  const published = new Set(
    ports.filter((port) => port.published).map((port) => `${port.containerPort}/${port.protocol}`),
  );
  const kept = ports.filter((port) => port.published ?? !published.has(`${port.containerPort}/${port.protocol}`));
  const unique = [...new Map(kept.map((port) => [portKey(port), port])).values()];
  return unique.sort(
    (a, b) =>
      a.containerPort - b.containerPort ||
      compare(a.protocol, b.protocol) ||
      compare(a.published?.hostAddress ?? '', b.published?.hostAddress ?? '') ||
      (a.published?.hostPort ?? 0) - (b.published?.hostPort ?? 0),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function portNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number > 0 && number < 65536 ? number : undefined;
}

function protocolOf(value: unknown): PortProtocol | undefined {
  return value === 'tcp' || value === 'udp' || value === 'sctp' ? value : undefined;
}

const states: readonly string[] = [
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
] satisfies ContainerState[];
/** Podman's names for what Docker calls otherwise. */
const otherNames = new Map<string, ContainerState>([
  ['configured', 'created'],
  ['initialized', 'created'],
  ['stopping', 'running'],
  ['stopped', 'exited'],
]);

function stateOf(value: string | undefined): ContainerState {
  const state = value?.toLowerCase() ?? '';
  return states.includes(state) ? (state as ContainerState) : (otherNames.get(state) ?? 'dead');
}

function withoutSlash(name: string | undefined): string | undefined {
  return asString(name?.replace(/^\//, ''));
}

function shortId(id: string): string {
  return id.slice(0, 12);
}
