import type { Command } from './commands';
import type { Reading } from './effect';
import { describePlace, host, type Place } from './place';
import type { ProseCues } from './prose';
import type { World } from './world';

/** What is asked of the evidence: where is this command typed? */
export interface Question {
  readonly command: Command;
  readonly reading: Reading;
  /** Of the prose before the block, until a command of the block has changed the place. */
  readonly cues: ProseCues;
  readonly world: World;
}

export interface Finding {
  readonly place: Place;
  /** A sentence without its period. */
  readonly why: string;
}

export type Evidence = (question: Question) => Finding | undefined;

const promptShape: Evidence = ({ command, world }) => {
  if (command.prompt?.place !== 'container') return undefined;
  const inside = world.latest((terminal) => terminal.place.kind === 'container');
  return inside && { place: inside.place, why: `its prompt “${command.prompt.text.trim()}” is a container's` };
};

const commandItself: Evidence = ({ reading }) => {
  if (!reading.hostOnly) return undefined;
  const program = reading.docker[0]?.program ?? 'docker';
  return { place: host, why: `${program} commands are the host's` };
};

const proseBefore: Evidence = ({ cues, world }) => {
  if (!cues.place) return undefined;
  const { at, quote } = cues.place;
  const why = `the text before says “${quote}”`;
  if (at === 'host') return { place: host, why };
  if (at === 'last') {
    const inside = world.latest((terminal) => terminal.place.kind === 'container');
    return inside && { place: inside.place, why };
  }
  const known = world.find(at.container);
  return known && { place: known.place, why };
};

const leftOff: Evidence = ({ cues, world }) => {
  const { current } = world;
  if (!current) return { place: host, why: 'a document begins on the host' };
  if (cues.separate) return { place: host, why: 'another terminal begins on the host' };
  if (current.blocker) return { place: host, why: 'another terminal begins on the host' };
  const why = current.place.kind === 'host' ? 'the command before was' : 'the command before left its terminal there';
  return { place: current.place, why };
};

/** Strongest first. */
export const evidence: readonly Evidence[] = [promptShape, commandItself, proseBefore, leftOff];

/** The first evidence that tells. The last always does. */
export function findPlace(question: Question): Finding {
  for (const ask of evidence) {
    const finding = ask(question);
    if (finding) return finding;
  }
  return { place: host, why: `nothing says otherwise than ${describePlace(host)}` };
}
