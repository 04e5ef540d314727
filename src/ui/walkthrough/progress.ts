import type { Event } from '../../base/event';
import type { Lab } from '../../model/lab';

/** What the walkthrough's ticks are derived from. */
export interface LabView {
  readonly lab: Lab;
  readonly onDidChangeLab: Event<{ readonly lab: Lab }>;
}

/** Whether a running container has both ports of the tutorial's relay published, whoever started it and however. */
export function isRelayPublished(lab: Lab): boolean {
  return [...lab.containers.values()].some((container) => {
    if (container.state !== 'running') return false;
    return [8001, 8002].every((wanted) =>
      container.ports.some((port) => port.containerPort === wanted && port.protocol === 'tcp' && port.published),
    );
  });
}
