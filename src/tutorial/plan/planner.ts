import type { BlockReading, Command } from '../commands/command';
import { containerId, isProgramPrompt } from '../commands/prompt';
import { effectOf, type Effect } from '../shell/effect';
import type { MadeContainer } from '../shell/madeContainer';
import { CueReader, type Cues } from './cues';
import { findPlace, PromptMemory, signOf, type Finding, type Question } from './evidence';
import { describePlace, samePlace, type ContainerPlace, type HostPlace, type Place } from './place';
import type { PlannedBlock, Step } from './plan';
import { releasesIn, type ReleaseCue } from './releases';
import type { TerminalCue } from './terminalCue';
import { Terminals } from './terminals';
import { machineKey, vocabularyOf, type Vocabulary } from './vocabulary';
import { World, type KnownContainer, type Terminal } from './world';

/** Simulates the terminals of a reader who does all that a document says, from top to bottom. */
export class Planner {
  private readonly vocabulary: Vocabulary;
  private readonly cueReader: CueReader;
  private readonly world = new World();
  private readonly terminals = new Terminals(this.world);
  private readonly prompts = new PromptMemory();
  /** What was said since the last command, and not looked at for what it ends. */
  private said: string[] = [];
  private unnamed = 0;

  constructor(readings: readonly BlockReading[]) {
    this.vocabulary = vocabularyOf(readings);
    this.cueReader = new CueReader(this.vocabulary);
  }

  planBlock({ block, runnable, commands, tail, barePrompt }: BlockReading): PlannedBlock {
    this.said.push(...block.remarks.filter(({ kind }) => kind !== 'heading').map(({ text }) => text));
    if (!runnable) {
      // Output with a container's prompt below it: what blocked that shell is over.
      if (barePrompt?.place === 'container')
        this.terminals.stop(this.world.latest((one) => one.blocker !== undefined && one.place.kind === 'container'));
      return { block, runnable, steps: [] };
    }
    let carried: Cues = {};
    const unused = this.release(this.said, commands);
    const towardsDocker = leadingToDocker(commands);
    const steps = commands.map((command, index) => {
      if (index > 0) this.release(command.notes, [command]);
      const cues = { ...carried, ...this.cueReader.read(command.notes, index === 0 ? block.remarks : []) };
      const terminal = block.mark?.terminal === undefined ? cues.terminal : markedTerminal(block.mark.terminal);
      const step = this.planCommand(command, commands[index + 1], terminal ? { ...cues, terminal } : cues, {
        dockerFollows: index < towardsDocker,
        goesOn: index > 0,
        ...(block.mark?.where !== undefined && { marked: block.mark.where }),
      });
      // What the text says of the terminal is done by the first command; of the place, until a shell opens or ends.
      carried = cues.prose && step.effect.kind === 'none' ? { prose: cues.prose } : {};
      return step;
    });
    if (unused.some(({ what }) => what === 'stop')) this.terminals.stop();
    this.said = [...tail];
    return { block, runnable, steps };
  }

  private planCommand(
    command: Command,
    next: Command | undefined,
    cues: Cues,
    around: Pick<Question, 'dockerFollows' | 'goesOn' | 'marked'>,
  ): Step {
    const { world, vocabulary, prompts } = this;
    const named = this.terminals.named(cues.terminal);
    const question = { command, cues, world, vocabulary, prompts, ...around, ...(named && { terminal: named }) };
    const finding = findPlace(question);
    if (!vocabulary.remote || command.prompt?.name !== undefined) this.terminals.adopt(finding.place);
    const { terminal, why, first } = this.chooseTerminal(finding, cues.terminal, named);
    this.learn(command, finding.place, terminal);
    const effect = this.effectHere(command, next, terminal);
    world.use(terminal);
    const { line, column, endLine, text, reading } = command;
    const opens = this.apply(effect, command, terminal);
    this.applyOutput(command, effect, terminal, next);
    return {
      line,
      column,
      endLine,
      text,
      place: finding.place,
      terminal: terminal.number,
      firstInTerminal: first,
      why,
      effect,
      ...(opens && { opens }),
      reading,
    };
  }

  private chooseTerminal(
    finding: Finding,
    cued: TerminalCue | undefined,
    named: Terminal | undefined,
  ): { terminal: Terminal; why: string; first: boolean } {
    const { world, terminals } = this;
    const { place } = finding;
    const { current } = world;
    const isTaken = current !== undefined && (current.blocker !== undefined || current.shells.length > 0);
    const cue = cued?.ifTaken && !isTaken ? undefined : cued;
    const because = (reason: string) => sentence(reason === '' ? finding.why : `${finding.why}; ${reason}`);
    const said = cue ? `${cue.marked ? 'a mark' : 'the text'} says “${cue.quote}”` : '';
    if (named) {
      // The reader is sent there, and so has freed it.
      if (!named.fits(place)) terminals.makeFit(named, place);
      return { terminal: named, why: because(said), first: false };
    }
    if (current && !cue && current.fits(place)) return { terminal: current, why: because(''), first: false };
    const obstacle = cue ? said : obstacleIn(current, place);
    const fresh = cue !== undefined && (cue.to === 'new' || (typeof cue.to === 'object' && 'label' in cue.to));
    const earlier = fresh ? undefined : world.latest((one) => one !== current && one.fits(place));
    if (earlier) return { terminal: earlier, why: because(obstacle), first: false };
    return { terminal: terminals.open(place, cue), why: because(obstacle), first: true };
  }

  /** Which container a prompt's id is of, and what prompts look like where. */
  private learn(command: Command, place: Place, terminal: Terminal): void {
    this.prompts.remember(command, place);
    const sign = signOf(command);
    if (sign !== undefined) terminal.promptSign = sign;
    const name = command.prompt?.name;
    if (name !== undefined && containerId.test(name)) this.world.seen(name, this.world.knownAt(place));
  }

  /** `exit` ends a shell only where there is one, and a container that is not up opens none. */
  private effectHere(command: Command, next: Command | undefined, terminal: Terminal): Effect {
    const effect = effectOf(command.reading, {
      known: (name) => this.world.find(name),
      shellFollows: next?.prompt?.place === 'container' || (next?.prompt?.weak === '#' && command.prompt?.weak !== '#'),
    });
    // What shows the prompt of a program that is no shell is one.
    if (
      (effect.kind === 'none' || (effect.kind === 'opensShell' && command.reading.docker.at(-1)?.args.length === 1)) &&
      command.output.slice(0, 12).some(({ text }) => isProgramPrompt(text) && !text.startsWith('...')) &&
      interactive.test(command.text)
    )
      return { kind: 'blocks', connections: [], reads: true };
    if (effect.kind === 'endsShell' && terminal.shells.length === 0) return { kind: 'none' };
    if (effect.kind === 'opensShell' && effect.in !== 'made' && 'container' in effect.in)
      return this.opensIn(effect.in.container, command) ? effect : { kind: 'none' };
    // A ping that finds nobody by that name gives the prompt back.
    if (
      effect.kind === 'blocks' &&
      /\bping6?\s/.test(command.text) &&
      (command.output.some(({ text }) => failure.test(text)) || command.notes.some((note) => fails.test(note)))
    )
      return { kind: 'none' };
    return effect;
  }

  /** Whether a container of that name may be there: one that the document does not know is taken at its word. */
  private opensIn(word: string, { reading }: Command): boolean {
    const known = this.world.find(word);
    return known === undefined || known.running || (reading.starts.includes(word) && !known.removed);
  }

  private apply(effect: Effect, command: Command, terminal: Terminal): ContainerPlace | undefined {
    const { world } = this;
    const { reading } = command;
    const removes = reading.docker.some(({ verb }) => verb === 'rm');
    for (const word of reading.ends) {
      const container = world.find(word);
      if (container) world.end(container);
      if (container && removes) container.removed = true;
    }
    if (reading.endsAll) world.endAll(reading.endsAll);
    for (const word of reading.starts) {
      const container = world.find(word);
      if (container && !container.removed) container.running = true;
    }
    // What was run in the foreground, and has given the prompt back, has ended.
    const made = reading.makes
      .map((one) => this.make(one.detached || effect.kind !== 'none' ? one : { ...one, running: false }, command))
      .at(-1);
    switch (effect.kind) {
      case 'endsShell':
        world.endShell(terminal);
        return undefined;
      case 'nests':
        terminal.enter(terminal.place, false);
        return undefined;
      case 'blocks': {
        const { line, text } = command;
        const composed = reading.docker.some(({ verb }) => verb === 'compose up' || verb === 'compose watch');
        terminal.blocker = {
          line,
          text,
          connections: effect.connections,
          ...(made && { container: made }),
          ...(composed && { composed }),
        };
        return undefined;
      }
      case 'none':
        return undefined;
      case 'opensShell':
        return this.openShell(effect.in, made, command, terminal);
    }
  }

  private openShell(
    into: Extract<Effect, { kind: 'opensShell' }>['in'],
    made: ContainerPlace | undefined,
    command: Command,
    terminal: Terminal,
  ): ContainerPlace | undefined {
    const { world } = this;
    if (into === 'made') {
      if (made) terminal.enter(made, true);
      return made;
    }
    if ('machine' in into) {
      const container = world.withAddress(into.machine);
      if (container) {
        terminal.enter(container.place, false);
        return container.place;
      }
      const name =
        this.vocabulary.machines.get(machineKey(into.machine)) ?? (into.namespace ? into.machine : undefined);
      if (name === undefined) {
        terminal.enter(terminal.place, false);
        return undefined;
      }
      const place: HostPlace = { kind: 'host', name, ...(into.namespace ? { namespace: true } : {}) };
      terminal.enter(place, false);
      return undefined;
    }
    const known = world.find(into.container);
    const place = known?.place ?? unknownContainer(into.container, command);
    if (!known)
      this.know(place, {
        hostPorts: [],
        removedAtEnd: false,
        detached: true,
        brief: false,
        running: true,
        ...(place.name === undefined ? {} : { name: place.name }),
      });
    if (known && !known.running) known.running = true;
    terminal.enter(
      place,
      command.reading.docker.some(({ verb }) => verb === 'attach' || verb === 'start'),
    );
    return place;
  }

  private make(made: MadeContainer, command: Command): ContainerPlace {
    const { name, image } = made;
    const place: ContainerPlace = {
      kind: 'container',
      ...(name === undefined ? {} : { name }),
      ...(image === undefined ? {} : { image }),
      openerLine: command.line,
      key: name ?? `@${this.unnamed++} ${command.text}`,
    };
    this.world.made.push(this.know(place, made, command));
    return place;
  }

  private know(place: ContainerPlace, made: MadeContainer, command?: Command): KnownContainer {
    const ids = command?.output.flatMap(({ text }) => /^\s*([0-9a-f]{12,64})\s*$/.exec(text)?.[1] ?? []) ?? [];
    const known = { ...made, place, ids: new Set(ids) };
    this.world.add(known);
    return known;
  }

  /** What the document shows below a command tells when that has ended. */
  private applyOutput(command: Command, effect: Effect, terminal: Terminal, next: Command | undefined): void {
    const { output } = command;
    this.listContainers(command);
    // Detached: the container goes on without this terminal.
    if (effect.kind === 'blocks' && output.some(({ text }) => text.includes('read escape sequence')))
      terminal.blocker = undefined;
    if (effect.kind === 'blocks') {
      const promptBack = next !== undefined && signOf(next) !== undefined && signOf(next) === signOf(command);
      const { reads } = effect;
      const shown = output.some(({ text }) => text.trim() !== '');
      const watching = /^(?:sudo\s+)?(?:ping6?|tcpdump|top|watch|docker (?:stats|logs|events)|tail)\b|\bping6?\s/.test(
        command.text,
      );
      if (command.left || output.some(({ text }) => stopped.test(text)) || (promptBack && shown && (watching || reads)))
        this.terminals.stop(terminal);
    }
    const keys = output.map(({ text }) => text).filter((text) => detaching.test(text));
    for (const release of releasesIn(keys, this.vocabulary))
      if (release.what === 'detach') this.terminals.release(release, terminal);
  }

  /** Ids and names that stand side by side in `docker ps` and `docker network inspect`. */
  private listContainers({ output, reading }: Command): void {
    if (reading.docker.length === 0) return;
    for (const [index, { text }] of output.entries()) {
      const row = /^\s*([0-9a-f]{12})\s.*\s([\w.-]+)\s*$/.exec(text);
      const member = row ? null : /"([0-9a-f]{64})": \{/.exec(text);
      const name = row?.[2] ?? (member && /"Name": "([^"]+)"/.exec(output[index + 1]?.text ?? '')?.[1]);
      const id = row?.[1] ?? member?.[1]?.slice(0, 12);
      if (id !== undefined && name) this.world.listed.set(id, name);
    }
  }

  /** @returns what has no effect, since nothing of the kind was there to end. */
  private release(texts: readonly string[], next: readonly Command[]): ReleaseCue[] {
    if (texts.length === 0) return [];
    // What a text announces and the block below it does is not done twice.
    const exits = next.some(({ text }) => /^(?:exit|logout|quit)\b/.test(text));
    const detaches = next.some(({ output }) => output.some(({ text }) => detaching.test(text)));
    return releasesIn(texts, this.vocabulary)
      .filter(({ what }) => !(what === 'exit' && exits) && !(what === 'detach' && (exits || detaches)))
      .filter((cue) => !this.terminals.release(cue));
  }
}

const failure =
  /bad address|unknown host|name or service not known|could not resolve|temporary failure in name|not found|network is unreachable|operation not permitted|cannot resolve|connection refused|unbekannt/i;
const detaching = /ctrl\W{0,3}p|escape sequence|\^P/i;
/** How many commands at the beginning of a block lead to one of docker's, without a shell being left on the way. */
function leadingToDocker(commands: readonly Command[]): number {
  const first = commands.findIndex(({ reading }) => reading.docker.length > 0);
  const before = commands.slice(0, Math.max(0, first));
  const isSame = (one: Command) =>
    signOf(one) === signOf(commands[first] ?? one) && !/^(?:exit|logout)\b/.test(one.text);
  return before.every(isSame) ? before.length : 0;
}

const interactive = /\s-\w*i|--interactive/;
const fails = /❌|✗|✘|\bfails?\b|\bfailed\b|\b(?:does|will|should)(?: not|n['’]t) work|\bwon['’]t work|\berror\b/i;
const stopped = /\^[CD]|ping statistics|packets transmitted|packets captured|ctrl[-+ ]c\b/i;

function markedTerminal(label: string): TerminalCue {
  return { to: { label: label.toLowerCase() }, quote: `terminal=${label}`, marked: true };
}

/** A container that the document enters and never made: by its name, or by this line where it is given as a gap to fill in. */
function unknownContainer(word: string, command: Command): ContainerPlace {
  const filtered = /name[=:]\^?\/?([\w.-]+)/.exec(word)?.[1];
  const name = filtered ?? (/^[\w][\w.-]*$/.test(word) ? word : undefined);
  return name === undefined
    ? { kind: 'container', openerLine: command.line, key: `@? ${word}` }
    : { kind: 'container', name, key: name };
}

function obstacleIn(terminal: Terminal | undefined, place: Place): string {
  if (!terminal) return '';
  const { number, blocker } = terminal;
  if (blocker) return `terminal ${number} is busy with line ${blocker.line + 1}`;
  if (samePlace(terminal.place, place)) return '';
  const on = (one: Place) => (one.kind === 'host' ? `on ${describePlace(one)}` : `inside ${describePlace(one)}`);
  return `terminal ${number} is ${on(terminal.place)}, not ${place.kind === 'host' ? 'on ' : 'in '}${describePlace(place)}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
