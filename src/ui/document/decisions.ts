import vscode = require('vscode');
import { UserError } from '../../base/userError';
import type { Lane } from '../../runner/lane';
import type { RunOutcome } from '../../runner/runBlock';
import { describePlace } from '../../tutorial/plan/place';
import type { PlannedBlock } from '../../tutorial/plan/plan';
import type { BlockInDocument } from './blockRuns';
import type { TerminalLanes } from './terminalLanes';

/** How a run goes on: from which step, and in which lane when that is not the plan's. */
export interface Decision {
  readonly from: number;
  readonly lane?: Lane;
}

type Stopped = Extract<RunOutcome, { kind: 'stopped' }>;

export interface DecisionPorts {
  readonly lanes: TerminalLanes;
  /** Waits for the engine. Throws when none answers, or another one than when the block was begun. */
  readonly ready: () => Promise<void>;
  /** Runs the block that makes a container; whether it worked. */
  readonly runOpener: (opener: PlannedBlock) => Promise<boolean>;
}

/** Asks the person what to do about a step that cannot be typed as things are. Undefined: nothing. */
export async function settle(
  stopped: Stopped,
  { uri }: BlockInDocument,
  { lanes, ready, runOpener }: DecisionPorts,
): Promise<Decision | undefined> {
  const { resolution, index: from, step } = stopped;
  const document = uri.toString();
  switch (resolution.kind) {
    case 'busy': {
      const { lane, by } = resolution;
      const show = 'Show Terminal';
      const other = step.place.kind === 'host' ? ['Use Another Terminal'] : [];
      const ended = by.assumed ? ['It Has Ended'] : [];
      const message = `The terminal “${lane.name}” is busy with ${quote(by.text)}. Stop it there with Ctrl+C, then run this again.`;
      const answer = await vscode.window.showWarningMessage(message, show, ...other, ...ended);
      if (answer === show) lane.show();
      else if (answer === ended[0] && answer !== undefined) lane.assumeFree();
      else if (answer !== undefined) {
        await ready();
        return { from, lane: lanes.open(document, resolution.spareTerminal, step.place) };
      }
      return answer === ended[0] && answer !== undefined ? { from } : undefined;
    }
    case 'alreadyOpen': {
      resolution.lane.show();
      const text = `The shell in ${resolution.container.name ?? 'the container'} is already open in the terminal “${resolution.lane.name}”. To start anew, leave it with “exit” (after Ctrl+C if something runs there).`;
      void vscode.window.showInformationMessage(text);
      return undefined;
    }
    case 'offerOpener': {
      const what = describePlace(resolution.container);
      const { opener } = resolution;
      if (!opener)
        throw new UserError(
          `${quote(step.text)} is typed inside ${what}, which does not run, and no block above starts it.`,
        );
      const yes = `Run Line ${opener.block.line + 1} First`;
      const message = `${quote(step.text)} is typed inside ${what}, which does not run. The block at line ${opener.block.line + 1} starts it.`;
      const answer = await vscode.window.showInformationMessage(message, yes);
      return answer === yes && (await runOpener(opener)) ? { from } : undefined;
    }
    case 'offerShell': {
      const { name, terminal, container } = resolution;
      // A name is put into a command line here: only what Docker lets through as a name.
      if (!/^[\w][\w.-]*$/.test(name)) throw new UserError(`“${name}” is no name of a container.`);
      const text = `docker exec -ti ${name} sh`;
      const message = `${name} runs, but no terminal of this document is inside it. Open a shell there with “${text}”?`;
      const yes = 'Open Shell';
      if ((await vscode.window.showInformationMessage(message, yes)) !== yes) return undefined;
      await ready();
      const lane = lanes.open(document, terminal, container);
      const done = await lane.type({ text, effect: 'opensShell', opens: container, inLab: true });
      return done.kind === 'opened' ? { from } : undefined;
    }
    default:
      return undefined;
  }
}

function quote(text: string): string {
  const [first = '', more] = text.split('\n');
  const short = first.length > 60 ? `${first.slice(0, 59)}…` : first;
  return `“${short}${more === undefined ? '' : ' …'}”`;
}
