import { readCommands, type BlockReading, type Command } from './commands';
import { readCommandLine, type Effect, type Reading } from './effect';
import { findPlace, type Finding } from './evidence';
import { describePlace, host, type ContainerPlace, type Place } from './place';
import { readProse, type ProseCues } from './prose';
import { readRst } from './rst';
import type { ShellBlock } from './shellBlock';
import { World, type Terminal } from './world';

export type DocumentFormat = 'restructuredtext';

/** One command of a plan: what is typed, where, in which terminal, and why. Lines and columns are counted from 0. */
export interface Step {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly text: string;
  readonly place: Place;
  /** Counted from 1, through the whole document. */
  readonly terminal: number;
  /** Whether no earlier step was typed in that terminal. */
  readonly firstInTerminal: boolean;
  /** A short sentence. */
  readonly why: string;
  readonly effect: Effect;
  /** The container whose shell it opens, when it opens one. */
  readonly opens?: ContainerPlace;
  readonly reading: Reading;
}

export interface PlannedBlock {
  readonly block: ShellBlock;
  readonly runnable: boolean;
  readonly steps: readonly Step[];
}

export interface Plan {
  readonly blocks: readonly PlannedBlock[];
  /** Whether the document holds a docker or podman command: others are none of ours. */
  readonly usesDocker: boolean;
}

/** Plans a document: static and pure. What is live is the runner's to look at. Never throws. */
export function plan(text: string, format: DocumentFormat): Plan {
  const readers = { restructuredtext: readRst };
  const readings = readCommands(readers[format](text));
  const planner = new Planner(namesIn(readings));
  const blocks = readings.map((reading) => planner.planBlock(reading));
  return { blocks, usesDocker: blocks.some((block) => block.steps.some((step) => step.reading.hostOnly)) };
}

/** Names that the document gives to containers, wherever it does. */
function namesIn(readings: readonly BlockReading[]): Set<string> {
  const names = readings
    .flatMap((reading) => reading.commands)
    .map((command) => readCommandLine(command.text, () => undefined).makes?.name);
  return new Set(names.filter((name) => name !== undefined));
}

class Planner {
  private readonly world = new World();

  constructor(private readonly names: ReadonlySet<string>) {}

  planBlock({ block, runnable, commands }: BlockReading): PlannedBlock {
    let cues: ProseCues = runnable ? readProse(block.prose, this.names) : {};
    const steps = commands.map((command) => {
      const step = this.planCommand(command, cues);
      // What the text says of the terminal is done by the first command; of the place, until a shell opens or ends.
      cues = cues.place && step.effect.kind === 'none' ? { place: cues.place } : {};
      return step;
    });
    return { block, runnable, steps };
  }

  private planCommand(command: Command, cues: ProseCues): Step {
    const { world } = this;
    const reading = readCommandLine(command.text, (name) => world.find(name)?.shell);
    const finding = findPlace({ command, reading, cues, world });
    const { terminal, why, first } = this.chooseTerminal(finding, cues);
    const effect = this.effectHere(reading.effect, terminal);
    world.use(terminal);
    const { line, column, endLine, text } = command;
    const opens = this.apply(effect, reading, terminal, command);
    const step = {
      line,
      column,
      endLine,
      text,
      place: finding.place,
      terminal: terminal.number,
      firstInTerminal: first,
    };
    return { ...step, why, effect, ...(opens ? { opens } : {}), reading };
  }

  private chooseTerminal(finding: Finding, cues: ProseCues): { terminal: Terminal; why: string; first: boolean } {
    const { world } = this;
    const { current } = world;
    const because = (reason: string) => sentence(reason === '' ? finding.why : `${finding.why}; ${reason}`);
    if (current && !cues.separate && current.fits(finding.place)) {
      return { terminal: current, why: because(''), first: false };
    }
    const obstacle = cues.separate ? `the text says “${cues.separate.quote}”` : obstacleIn(current, finding.place);
    const earlier =
      cues.separate?.kind === 'new' ? undefined : world.latest((one) => one !== current && one.fits(finding.place));
    if (earlier) return { terminal: earlier, why: because(obstacle), first: false };
    const terminal = world.openTerminal();
    // A shell in a container that no terminal is free in: the runner opens one with `docker exec`.
    if (finding.place.kind === 'container') terminal.shells.push({ place: finding.place, main: false });
    return { terminal, why: because(obstacle), first: true };
  }

  /** `exit` ends a shell only where there is one, and a container that is not up opens none. */
  private effectHere(effect: Effect, terminal: Terminal): Effect {
    if (effect.kind === 'endsShell' && terminal.shells.length === 0) return { kind: 'none' };
    if (effect.kind === 'opensShell' && effect.in !== 'made')
      return this.opensIn(effect.in.container) ? effect : { kind: 'none' };
    return effect;
  }

  /** Whether a container of that name may be there: one that the document does not know is taken at its word. */
  private opensIn(word: string): boolean {
    const known = this.world.find(word);
    return known === undefined || known.running;
  }

  private apply(effect: Effect, reading: Reading, terminal: Terminal, command: Command): ContainerPlace | undefined {
    const { world } = this;
    const made = reading.makes && this.make(reading, command);
    for (const word of reading.ends) {
      const container = world.find(word);
      if (container) world.end(container);
    }
    if (effect.kind === 'endsShell') world.endShell(terminal);
    if (effect.kind === 'blocks') {
      const { connections } = effect;
      const { line, text } = command;
      terminal.blocker = {
        line,
        text,
        connections,
        ...(made && reading.effect.kind === 'blocks' ? { container: made } : {}),
      };
    }
    if (effect.kind !== 'opensShell') return undefined;
    const place = effect.in === 'made' ? made : placeOf(world, effect.in.container);
    const main = effect.in === 'made' || reading.docker.some(({ verb }) => verb === 'attach' || verb === 'start');
    if (place) terminal.shells.push({ place, main });
    return place;
  }

  private make({ makes, docker }: Reading, command: Command): ContainerPlace | undefined {
    if (!makes) return undefined;
    const { containers } = this.world;
    const unnamed = containers.filter((container) => container.name === undefined).length;
    const place: ContainerPlace = {
      kind: 'container',
      ...(makes.name === undefined ? {} : { name: makes.name }),
      ...(makes.image === undefined ? {} : { image: makes.image }),
      openerLine: command.line,
      key: makes.name ?? `@${unnamed} ${command.text}`,
    };
    containers.push({ ...makes, place, running: docker.some(({ verb }) => verb === 'run') });
    return place;
  }
}

function placeOf(world: World, word: string): ContainerPlace {
  return world.find(word)?.place ?? { kind: 'container', name: word, key: word };
}

function obstacleIn(terminal: Terminal | undefined, place: Place): string {
  if (!terminal) return '';
  const { number, blocker } = terminal;
  if (blocker) return `terminal ${number} is busy with line ${blocker.line + 1}`;
  return `terminal ${number} is ${terminal.place.kind === 'host' ? `on ${describePlace(host)}` : `inside ${describePlace(terminal.place)}`}, not ${place.kind === 'host' ? 'on ' : 'in '}${describePlace(place)}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
