import { UserError } from '../base/userError';
import type { Plan, PlannedBlock, Step } from '../tutorial/plan/plan';
import type { LabView } from './labView';
import type { Completion, Lane, LaneHost, TypedLine } from './lane';
import { resolve, spareTerminal, type Resolution } from './resolve';

/** How far a run is. */
export type RunProgress =
  | { readonly kind: 'waiting'; readonly lane: Lane }
  | { readonly kind: 'running'; readonly lane: Lane; readonly step: Step };

/** How a run of a block came out. */
export type RunOutcome =
  /** All its lines were typed, or one of them ended with a code other than 0 and kept the rest from being typed. */
  | { readonly kind: 'ended'; readonly exitCode?: number; readonly lane: Lane }
  /** A shell that it opened waits for more. */
  | { readonly kind: 'shell'; readonly lane: Lane }
  /** All its lines were typed, and the terminal tells nothing of them. */
  | { readonly kind: 'typed'; readonly lane: Lane }
  /** A step cannot be typed as things are: somebody has to decide. Nothing of it or what follows was typed. */
  | { readonly kind: 'stopped'; readonly index: number; readonly step: Step; readonly resolution: Resolution }
  | { readonly kind: 'cancelled' };

export interface RunRequest {
  /** Identifies the document among others: its lanes are found by it. */
  readonly document: string;
  readonly plan: Plan;
  readonly block: PlannedBlock;
  /** Index of the step to begin with. */
  readonly from?: number;
  /** Types the first step in this lane, wherever the plan has it. */
  readonly lane?: Lane;
  /** Ends the waiting for a lane. What was typed goes on. */
  readonly signal: AbortSignal;
  readonly report: (progress: RunProgress) => void;
}

export interface RunnerPorts {
  readonly view: LabView;
  readonly lanes: LaneHost;
  /**
   * Waits until the engine answers; throws when it does not, or when it is another one than at the first call: a step is not typed while
   * its engine is gone.
   */
  readonly ready: () => Promise<unknown>;
  /** How long a step waits for another command to end by itself, in milliseconds. */
  readonly patience: number;
}

/**
 * Types the steps of a block, each where it belongs as things are at that moment, and each once. A step is typed when the
 * one before has ended; a blocking one is left running, and its end waited for only when it is the last.
 */
export async function runBlock(request: RunRequest, ports: RunnerPorts): Promise<RunOutcome> {
  const { block, signal, report } = request;
  block.steps.slice(request.from ?? 0).forEach(refuseControlCharacters);
  let last: RunOutcome = { kind: 'cancelled' };
  for (let index = request.from ?? 0; index < block.steps.length; index++) {
    const step = block.steps[index];
    if (!step || isOver(signal)) break;
    await ports.ready();
    const chosen = index === (request.from ?? 0) ? request.lane : undefined;
    const found: Resolution = chosen ? { kind: 'type', lane: chosen } : await laneFor(step, request, ports);
    if (found.kind !== 'type') {
      return isOver(signal) ? { kind: 'cancelled' } : { kind: 'stopped', index, step, resolution: found };
    }
    const { lane } = found;
    const completion = lane.type(typedLine(step));
    report({ kind: 'running', lane, step });
    if (keepsTerminal(step) && index < block.steps.length - 1) {
      last = { kind: 'typed', lane };
      continue;
    }
    last = outcomeOf(await completion, step, lane);
    if (last.kind === 'ended' && failed(last.exitCode)) return last;
  }
  return last;
}

/** A line editor would obey them: what runs would not be what the document shows. */
function refuseControlCharacters({ line, text }: Step): void {
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  if (/[\0-\x08\x0b-\x1f\x7f]/.test(text))
    throw new UserError(
      `Line ${line + 1} was not typed: it holds control characters, which a terminal obeys instead of showing them. Remove them from the document.`,
    );
}

/** As a call, since the compiler takes a property that was looked at for one that stays. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** Whether its prompt comes back only when something in it has ended: a program, or a shell that is no container's. */
function keepsTerminal({ effect, opens }: Step): boolean {
  return effect.kind === 'blocks' || effect.kind === 'nests' || (effect.kind === 'opensShell' && !opens);
}

function failed(exitCode: number | undefined): boolean {
  return exitCode !== undefined && exitCode !== 0;
}

function outcomeOf(completion: Completion, step: Step, lane: Lane): RunOutcome {
  if (completion.kind === 'opened') return { kind: 'shell', lane };
  if (completion.kind === 'typed') return { kind: 'typed', lane };
  // The code of a shell that is left is that of whatever ran in it last: it says nothing of `exit`.
  if (completion.exitCode === undefined || step.effect.kind === 'endsShell') return { kind: 'ended', lane };
  return { kind: 'ended', exitCode: completion.exitCode, lane };
}

export function typedLine(step: Pick<Step, 'text' | 'effect' | 'opens' | 'reading'>): TypedLine {
  const inLab = step.reading.docker.every(({ program }) => program === 'docker');
  return { text: step.text, effect: step.effect.kind, inLab, ...(step.opens ? { opens: step.opens } : {}) };
}

/** Waits for what ends by itself, opens what is missing, and returns the lane, or what stands in the way. */
async function laneFor(
  step: Step,
  { document, plan, signal, report }: RunRequest,
  ports: RunnerPorts,
): Promise<Resolution> {
  const impatient = Date.now() + ports.patience;
  for (;;) {
    const lanes = ports.lanes.lanesOf(document);
    const resolution = resolve(step, plan, ports.view.lab, lanes);
    if (resolution.kind === 'open') {
      const lane = ports.lanes.open(document, resolution.terminal, step.opens ?? step.place);
      return { kind: 'type', lane };
    }
    if (resolution.kind !== 'wait') return resolution;
    const { lane, opening } = resolution;
    report({ kind: 'waiting', lane });
    const left = impatient - Date.now();
    if (signal.aborted || (!opening && left <= 0)) {
      const by = lane.task ?? { text: 'its shell, which is still starting' };
      return { kind: 'busy', lane, by, spareTerminal: spareTerminal(lanes) };
    }
    await changeOf(lane, signal, opening ? undefined : left);
    await ports.ready();
  }
}

/** Resolves when the lane has changed, when the time (in milliseconds) is over, or when the signal says so. */
function changeOf(lane: Lane, signal: AbortSignal, limit: number | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      subscription.dispose();
      signal.removeEventListener('abort', done);
      clearTimeout(timer);
      resolve();
    };
    const subscription = lane.onDidChange(done);
    signal.addEventListener('abort', done);
    const timer = limit === undefined ? undefined : setTimeout(done, limit);
  });
}
