import { UserError } from '../../base/userError';
import type { CloseReason } from '../../netcat/closeReason';
import { TcpConnect } from '../../netcat/tcpConnect';
import { isUp, type Container } from '../../model/container';
import { describePort, type PortMapping, type PortProtocol } from '../../model/portMapping';
import { isCount, isOneOf, isShape, isShapeWith, isString } from '../../shared/guards';
import type { ConsoleEngine } from './consoleEngine';
import type { Destination } from './conversation';

/** A port of a container, as a person means it: it survives that the container is started anew under its name. */
export interface ConsoleTarget {
  /** Address of the engine whose container this is. */
  readonly engine: string;
  readonly containerId: string;
  readonly containerName: string;
  readonly containerPort: number;
  readonly protocol: PortProtocol;
}

/** A row of the containers tree that stands for a port. */
export interface PortNode {
  readonly kind: 'port';
  readonly containerId: string;
  readonly port: PortMapping;
}

/** Checks what a command was given: anybody can call one with anything. */
export const isPortNode = isShape({
  kind: isOneOf('port'),
  containerId: isString,
  port: isShapeWith(
    { containerPort: isCount, protocol: isOneOf('tcp', 'udp', 'sctp') },
    { published: isShape({ hostAddress: isString, hostPort: isCount }) },
  ),
});

/** @throws UserError when that container is not there. */
export function targetOf(engine: ConsoleEngine, node: PortNode): ConsoleTarget {
  const container = engine.lab.containers.get(node.containerId);
  if (!container) throw new UserError('That container is not there any more.');
  const { containerPort, protocol } = node.port;
  return { engine: engine.address, containerId: container.id, containerName: container.name, containerPort, protocol };
}

/** `simplerelay:8001` */
export function titleOf(target: ConsoleTarget): string {
  return `${target.containerName}:${target.containerPort}`;
}

export function isSameTarget(a: ConsoleTarget, b: ConsoleTarget): boolean {
  return (
    a.engine === b.engine &&
    a.containerName === b.containerName &&
    a.containerPort === b.containerPort &&
    a.protocol === b.protocol
  );
}

/** The way to a target as it is now, or why there is none. */
export function locate(engine: ConsoleEngine, target: ConsoleTarget): Destination | UserError {
  if (!engine.online) {
    return new UserError(
      'The Docker engine does not answer, so it is not known where this port is. Reconnect when it is back.',
    );
  }
  if (engine.address !== target.engine) {
    return new UserError(
      `This console belongs to a container of another Docker engine, ${target.engine}. Choose that engine, then reconnect.`,
    );
  }
  const { containerName, containerPort, protocol } = target;
  const inside = `${containerPort}/${protocol}`;
  if (protocol !== 'tcp')
    return new UserError(`Port ${inside} of ${containerName} is not TCP, and consoles speak only TCP.`);
  const container = runningContainer(engine, target);
  if (!container) return new UserError(`Container ${containerName} is not running.`);
  const port = container.ports.find(
    (one) => one.published && one.containerPort === containerPort && one.protocol === protocol,
  );
  if (!port) {
    return new UserError(
      `Port ${inside} of ${containerName} is not published. Start the container with \`-p ${containerPort}\` to reach it from here.`,
    );
  }
  const address = engine.reach(port);
  if (address instanceof UserError) return address;
  return {
    label: `${containerName} ${describePort(port)}`,
    transport: new TcpConnect({ ...address, published: `port ${inside} of ${containerName}` }),
  };
}

/** Why a connection to the target ends, if that is because its container has stopped. */
export function whyGone(engine: ConsoleEngine, target: ConsoleTarget): CloseReason | undefined {
  // Nothing is known of the containers of an engine that is not in use: a connection to one is left alone.
  if (!engine.online || engine.address !== target.engine) return undefined;
  if (runningContainer(engine, target)) return undefined;
  const removed = !engine.lab.containers.has(target.containerId);
  return {
    kind: 'targetGone',
    message: `container ${target.containerName} ${removed ? 'was removed' : 'stopped'}`,
    hint: 'Start it again, then reconnect: it is found again by its name.',
  };
}

/** The container itself, or one that runs in its place under its name. */
function runningContainer({ lab }: ConsoleEngine, target: ConsoleTarget): Container | undefined {
  const itself = lab.containers.get(target.containerId);
  if (itself && isUp(itself)) return itself;
  return [...lab.containers.values()].find((one) => one.name === target.containerName && isUp(one));
}
