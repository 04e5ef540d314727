import vscode = require('vscode');
import { describePlace } from '../../tutorial/plan/place';
import type { PlannedBlock, Step } from '../../tutorial/plan/plan';
import type { BlockState } from './blockRuns';
import type { LensClick } from './lensCommands';

/**
 * The lenses above a block: the way to run it, or what its run does.
 * @param hasTerminal whether a plan's terminal is open
 * @param commandOf the id of the command, without arguments, that a click on a lens of the block runs
 */
export function blockLenses(
  planned: PlannedBlock,
  state: BlockState | undefined,
  hasTerminal: (terminal: number) => boolean,
  commandOf: (click: LensClick) => string,
): vscode.CodeLens[] {
  const { line } = planned.block;
  const range = new vscode.Range(line, 0, line, 0);
  const lens = (title: string, tooltip: string, click: LensClick) =>
    new vscode.CodeLens(range, { title, tooltip, command: commandOf(click) });
  const shown = state && describeState(state);
  if (shown && (state.kind === 'running' || state.kind === 'waiting')) return [lens(shown, showTooltip(state), 'show')];
  const run = lens(`$(play) ${runTitle(planned, hasTerminal)}`, runTooltip(planned), 'run');
  return shown ? [run, lens(shown, showTooltip(state), 'show')] : [run];
}

/** Without the icon: `Run`, `Run as host2` (another machine in the document, here a terminal of this one), `Run in simplerelay`, `Run in a new terminal`. */
export function runTitle({ steps }: PlannedBlock, hasTerminal: (terminal: number) => boolean): string {
  const [first] = steps;
  if (!first) return 'Run';
  if (first.place.kind === 'container') return `Run in ${oneLine(describePlace(first.place))}`;
  if (first.place.name !== undefined) return `Run as ${oneLine(first.place.name)}`;
  const opens = first.firstInTerminal && first.terminal > 1 && !hasTerminal(first.terminal);
  return opens ? 'Run in a new terminal' : 'Run';
}

/** What is typed, where and why: plain text. */
function runTooltip({ steps }: PlannedBlock): string {
  const lines = steps.map((step) => `${step.text}\n    ${placeOf(step)}: ${step.why}`);
  const opened = steps.find((step) => step.opens);
  if (opened)
    lines.push(
      'Then, in the shell it opens, one line that marks its prompt (PS1=…): it tells when a command has ended.',
    );
  if (steps.some(({ place }) => place.kind === 'host' && place.name !== undefined))
    lines.push('The document uses several machines: here each is a terminal of this one.');
  return lines.join('\n');
}

function placeOf({ place, terminal }: Step): string {
  return `${place.kind === 'host' ? 'On' : 'In'} ${describePlace(place)}, terminal ${terminal}`;
}

function describeState(state: BlockState): string | undefined {
  switch (state.kind) {
    case 'waiting':
      return `$(loading~spin) ${state.lane ? `waiting for ${oneLine(state.lane.name)}` : 'waiting for the engine'}`;
    case 'running':
      return '$(loading~spin) running';
    case 'shell':
      return '$(terminal) shell open';
    case 'ended':
      if (state.exitCode === undefined) return undefined;
      return state.exitCode === 0 ? '$(check) exit 0' : `$(error) exit ${state.exitCode}`;
  }
}

function showTooltip(state: BlockState): string {
  return state.lane ? `Show the terminal “${state.lane.name}”` : '';
}

/** In a lens's title `$(` begins an icon, and a line end would end it. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\$\(/g, '$ (');
}
