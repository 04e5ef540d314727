import { findContainer, type Lab } from '../model/lab';
import { samePlace, type ContainerPlace } from '../tutorial/plan/place';
import type { Plan, PlannedBlock, Step } from '../tutorial/plan/plan';
import type { Lane, LaneTask } from './lane';

/** What is to be done so that a step is typed, given what is live now. */
export type Resolution =
  | { readonly kind: 'type'; readonly lane: Lane }
  /** In a terminal that is not there yet. */
  | { readonly kind: 'open'; readonly terminal: number }
  /** Something that ends by itself is under way there. `opening`: the shell this step needs; else any command. */
  | { readonly kind: 'wait'; readonly lane: Lane; readonly opening: boolean }
  | { readonly kind: 'busy'; readonly lane: Lane; readonly by: LaneTask; readonly spareTerminal: number }
  /** The container that the step would open a shell in is open in a lane already. */
  | { readonly kind: 'alreadyOpen'; readonly lane: Lane; readonly container: ContainerPlace }
  /** The container does not run. With the block that makes it, when the document has one. */
  | { readonly kind: 'offerOpener'; readonly container: ContainerPlace; readonly opener?: PlannedBlock }
  /** The container runs, and no lane is in it: a shell is to be opened there first. */
  | {
      readonly kind: 'offerShell';
      readonly container: ContainerPlace;
      readonly name: string;
      readonly terminal: number;
    };

/** @param lanes the document's lanes. */
export function resolve(step: Step, plan: Plan, lab: Lab, lanes: readonly Lane[]): Resolution {
  const live = lanes.filter((lane) => lane.state !== 'gone');
  return step.place.kind === 'host' ? resolveOnHost(step, lab, live) : resolveInside(step, step.place, plan, lab, live);
}

function resolveOnHost(step: Step, lab: Lab, lanes: readonly Lane[]): Resolution {
  const { opens } = step;
  const open = opens && lanes.find((lane) => samePlace(lane.place, opens) || isOpening(lane, opens));
  if (
    open &&
    opens.name !== undefined &&
    (isOpening(open, opens) || findContainer(lab, opens.name)?.state === 'running')
  ) {
    return { kind: 'alreadyOpen', lane: open, container: opens };
  }
  const planned = lanes.find((lane) => lane.terminal === step.terminal);
  if (!planned) return { kind: 'open', terminal: step.terminal };
  if (planned.place.kind === 'host') {
    if (planned.state === 'free') return { kind: 'type', lane: planned };
    if (!planned.task?.opens) return waitOrBusy(planned, lanes);
  }
  // Its shell is inside a container that the document had ended by now: any other free terminal does.
  const other = lanes.find((lane) => lane.place.kind === 'host' && lane.state === 'free');
  return other ? { kind: 'type', lane: other } : { kind: 'open', terminal: spareTerminal(lanes) };
}

function resolveInside(
  step: Step,
  container: ContainerPlace,
  plan: Plan,
  lab: Lab,
  lanes: readonly Lane[],
): Resolution {
  const inside = lanes.filter((lane) => samePlace(lane.place, container));
  const planned = inside.find((lane) => lane.terminal === step.terminal);
  const free = planned?.state === 'free' ? planned : inside.find((lane) => lane.state === 'free');
  if (free) return { kind: 'type', lane: free };
  const opening = lanes.find((lane) => isOpening(lane, container));
  if (opening) return { kind: 'wait', lane: opening, opening: true };
  const busy = planned ?? inside[0];
  const name = container.name ?? nameOf(busy);
  const running = name !== undefined && findContainer(lab, name)?.state === 'running';
  if (busy && (planned || !running)) return waitOrBusy(busy, lanes);
  if (running) return { kind: 'offerShell', container, name, terminal: unusedTerminal(step.terminal, lanes) };
  const opener = openerOf(container, plan, step);
  return { kind: 'offerOpener', container, ...(opener ? { opener } : {}) };
}

function waitOrBusy(lane: Lane, lanes: readonly Lane[]): Resolution {
  const { task } = lane;
  if (!task || task.effect === 'none' || task.effect === 'endsShell') return { kind: 'wait', lane, opening: false };
  return { kind: 'busy', lane, by: task, spareTerminal: spareTerminal(lanes) };
}

function isOpening(lane: Lane, container: ContainerPlace): boolean {
  return lane.task?.opens !== undefined && samePlace(lane.task.opens, container);
}

function nameOf(lane: Lane | undefined): string | undefined {
  return lane?.place.kind === 'container' ? lane.place.name : undefined;
}

/** The block that makes a container, nearest above the step. */
function openerOf(container: ContainerPlace, plan: Plan, before: Step): PlannedBlock | undefined {
  const makes = (step: Step) => {
    if (step.opens && samePlace(step.opens, container)) return true;
    return container.name !== undefined && step.reading.makes.some(({ name }) => name === container.name);
  };
  return plan.blocks.findLast((block) => block.steps.some((step) => step.line < before.line && makes(step)));
}

function unusedTerminal(wanted: number, lanes: readonly Lane[]): number {
  return lanes.some((lane) => lane.terminal === wanted) ? spareTerminal(lanes) : wanted;
}

/** A terminal number that no lane has; well above those of plans, so that none of theirs is taken. */
export function spareTerminal(lanes: readonly Lane[]): number {
  return Math.max(1000, ...lanes.map((lane) => lane.terminal)) + 1;
}
