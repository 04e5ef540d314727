import type { Container } from '../../../model/container';
import { endpointKey } from '../../../model/endpoint';
import { findContainer, type Lab } from '../../../model/lab';
import { isBuiltIn, type Network } from '../../../model/network';
import { describePort } from '../../../model/portMapping';
import type { EndpointNode, GroupNode, LabNode, LinkNode, PortNode } from './labNode';
import { plainText } from '../plainText';

/** What a row says, without anything of VS Code. */
export interface RowText {
  readonly label: string;
  readonly description: string;
  /** For a screen reader: one phrase that needs neither icon nor place. */
  readonly spoken: string;
  /** A codicon's id. */
  readonly icon: string;
  /** A theme colour's id for the icon. */
  readonly color?: string;
  /** For `when` clauses of menus: `container.running`, `network`, `network.builtIn`, `endpoint`, `port.tcp.published` … */
  readonly context: string;
}

/** What a row's text is made of, beside the row. */
export interface RowSource {
  readonly current: Lab;
  groupSize(node: GroupNode): number;
}

/** The text of a row as the lab is now. A row whose thing is gone says its id until it is taken away. */
export function rowText(node: LabNode, source: RowSource): RowText {
  const lab = source.current;
  switch (node.kind) {
    case 'group':
      return groupText(node, lab, source.groupSize(node));
    case 'container': {
      const container = lab.containers.get(node.containerId);
      return container ? containerText(container, lab) : goneText(node.containerId);
    }
    case 'network': {
      const network = lab.networks.get(node.networkId);
      return network ? networkText(network) : goneText(node.networkId);
    }
    case 'endpoint':
      return endpointText(node, lab);
    case 'port':
      return portText(node, lab);
    case 'link':
      return linkText(node);
  }
}

const stateIcons: Readonly<Record<Container['state'], { readonly icon: string; readonly color?: string }>> = {
  running: { icon: 'vm-running', color: 'charts.green' },
  paused: { icon: 'debug-pause', color: 'charts.yellow' },
  restarting: { icon: 'sync', color: 'charts.yellow' },
  created: { icon: 'vm-outline' },
  removing: { icon: 'trash', color: 'disabledForeground' },
  exited: { icon: 'vm-outline', color: 'disabledForeground' },
  dead: { icon: 'error', color: 'charts.red' },
};

/** What is to be looked at before anything else of a running container. */
const healthIcons = new Map<Container['health'], { readonly icon: string; readonly color: string }>([
  ['unhealthy', { icon: 'warning', color: 'charts.red' }],
  ['starting', { icon: 'vm-running', color: 'charts.yellow' }],
]);

function groupText({ by, key }: GroupNode, lab: Lab, size: number): RowText {
  const name = plainText(by === 'network' ? (lab.networks.get(key)?.name ?? key.slice(0, 12)) : key);
  const what = { project: 'Compose project', network: 'Network', image: 'Image', state: 'State' }[by];
  const icon = { project: 'layers', network: 'type-hierarchy', image: 'package', state: 'circle-outline' }[by];
  const count = size === 1 ? '1 container' : `${size} containers`;
  return {
    label: name,
    description: by === 'project' ? `${count} · Compose` : count,
    spoken: `${what} ${name}, ${count}`,
    ...(by === 'state' && Object.hasOwn(stateIcons, key) ? stateIcons[key as Container['state']] : { icon }),
    context: `group.${by}`,
  };
}

function containerText(container: Container, lab: Lab): RowText {
  const { name, image, state } = container;
  const how = stateText(container);
  const shared = sharedNetwork(container, lab);
  const parts = [plainText(image), how, shared !== undefined && `in the network of ${plainText(shared)}`];
  return {
    label: plainText(name),
    description: parts.filter(Boolean).join(' · '),
    spoken: `Container ${plainText(name)}, image ${parts.filter(Boolean).join(', ')}`,
    ...iconOf(container),
    context: `container.${state}`,
  };
}

/** The container whose network another one uses (`--network container:…`): it has no addresses of its own. */
function sharedNetwork({ networkMode }: Container, lab: Lab): string | undefined {
  if (!networkMode.startsWith('container:')) return undefined;
  const id = networkMode.slice('container:'.length);
  return findContainer(lab, id)?.name ?? id.slice(0, 12);
}

/** Ended by itself with a failure: not by a signal, as `stop` and `kill` do. */
function hasFailed({ state, exitCode = 0 }: Container): boolean {
  return state === 'exited' && exitCode > 0 && exitCode !== 137 && exitCode !== 143;
}

function iconOf(container: Container) {
  const { state, health } = container;
  if (hasFailed(container)) return { icon: 'vm-outline', color: 'charts.red' };
  return (state === 'running' ? healthIcons.get(health) : undefined) ?? stateIcons[state];
}

/** `running, unhealthy`, `exited (137)` */
export function stateText({ state, health, exitCode }: Container): string {
  if (state === 'running' && health !== undefined) return `${state}, ${health}`;
  return exitCode === undefined ? state : `${state} (${exitCode})`;
}

/** `internal, attachable, IPv6` */
export function networkMarks({ internal, attachable, ipv6, ingress }: Network): string {
  return [internal && 'internal', attachable && 'attachable', ipv6 && 'IPv6', ingress && 'ingress']
    .filter(Boolean)
    .join(', ');
}

function networkText(network: Network): RowText {
  const name = plainText(network.name);
  const driver = plainText(network.driver === 'null' ? 'no network' : network.driver);
  const subnets = network.subnets
    .map(({ subnet, gateway }) => plainText(gateway === undefined ? subnet : `${subnet} via ${gateway}`))
    .join(', ');
  const marks = networkMarks(network);
  const builtIn = isBuiltIn(network);
  return {
    label: name,
    description: [driver, subnets, marks, builtIn && 'built in'].filter(Boolean).join(' · '),
    spoken: `${builtIn ? 'Built-in network' : 'Network'} ${name}, ${network.driver === 'null' ? driver : `driver ${driver}`}${subnets && `, subnet ${subnets}`}${marks && `, ${marks}`}`,
    icon: 'type-hierarchy',
    ...(builtIn && { color: 'disabledForeground' }),
    context: isFixed(network) ? 'network.fixed' : builtIn ? 'network.builtIn' : 'network',
  };
}

/** Nobody is put on, or taken off, the host's network and none. */
function isFixed({ driver }: Network): boolean {
  return driver === 'host' || driver === 'null';
}

function endpointText(node: EndpointNode, lab: Lab): RowText {
  const endpoint = lab.endpoints.get(endpointKey(node));
  const container = lab.containers.get(node.containerId);
  const network = lab.networks.get(node.networkId);
  const networkName = plainText(network?.name ?? endpoint?.networkName ?? node.networkId.slice(0, 12));
  const containerName = plainText(container?.name ?? node.containerId.slice(0, 12));
  const addresses = [endpoint?.ipv4, endpoint?.ipv6].filter((address) => address !== undefined).map(plainText);
  const where = addresses.join(', ');
  const aliases = (endpoint?.aliases ?? []).map(plainText).join(', ');
  const context = network && isFixed(network) ? 'endpoint.fixed' : 'endpoint';
  if (node.under === 'container') {
    return {
      label: networkName,
      description: [where, aliases && `alias ${aliases}`].filter(Boolean).join(' · '),
      spoken: `On network ${networkName}${where && `, address ${where}`}${aliases && `, alias ${aliases}`}`,
      icon: 'type-hierarchy-sub',
      context,
    };
  }
  const how = container ? stateText(container) : '';
  const state = how === 'running' || how === 'running, healthy' ? '' : how;
  const mac = plainText(endpoint?.mac ?? '');
  return {
    label: containerName,
    description: [where, mac, aliases && `alias ${aliases}`, state].filter(Boolean).join(' · '),
    spoken: `Container ${containerName}${where && `, address ${where}`}${aliases && `, alias ${aliases}`}${state && `, ${state}`}`,
    ...(container ? iconOf(container) : stateIcons.exited),
    context,
  };
}

function portText({ containerId, port }: PortNode, lab: Lab): RowText {
  const { published, containerPort, protocol } = port;
  const inside = `${containerPort} ${protocol.toUpperCase()}`;
  if (!published) {
    return {
      label: describePort(port),
      description: 'not published',
      spoken: `Port ${inside}, not published`,
      icon: 'debug-disconnect',
      color: 'disabledForeground',
      context: `port.${protocol}.exposed`,
    };
  }
  const { hostAddress, hostPort } = published;
  const everywhere = hostAddress === '0.0.0.0' || hostAddress === '::';
  const running = lab.containers.get(containerId)?.state === 'running';
  return {
    label: plainText(describePort(port)),
    description: '',
    spoken: `Port ${inside}, published on port ${hostPort} of ${everywhere ? 'all addresses' : plainText(hostAddress)}`,
    icon: 'plug',
    context: running ? `port.${protocol}.published` : `port.${protocol}.idle`,
  };
}

function linkText({ link }: LinkNode): RowText {
  const name = plainText(link.name);
  const alias = plainText(link.alias);
  const isRenamed = link.alias !== link.name;
  return {
    label: name,
    description: isRenamed ? `legacy link, as ${alias}` : 'legacy link',
    spoken: `Legacy link to container ${name}${isRenamed ? `, as ${alias}` : ''}`,
    icon: 'link',
    context: 'link',
  };
}

function goneText(id: string): RowText {
  const label = plainText(id.slice(0, 12));
  return { label, description: '', spoken: `${label}, gone`, icon: 'circle-slash', context: 'gone' };
}
