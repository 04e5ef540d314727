import type { Command } from '../commands/command';
import { containerId } from '../commands/prompt';
import type { CuedPlace, Cues } from './cues';
import { describePlace, host, samePlace, type ContainerPlace, type HostPlace, type Place } from './place';
import { machineKey, type Vocabulary } from './vocabulary';
import type { Terminal, World } from './world';

/** What is asked of the evidence: where is this command typed? */
export interface Question {
  readonly command: Command;
  /** What the mark of its block says, if it has one. */
  readonly marked?: string;
  readonly cues: Cues;
  /** The terminal that a mark or a label says, if it is there already. */
  readonly terminal?: Terminal;
  /** Whether docker is used further down in the same block, and no shell is left before that. */
  readonly dockerFollows: boolean;
  /** Whether a command of the same block stands above it. */
  readonly goesOn: boolean;
  readonly world: World;
  readonly vocabulary: Vocabulary;
  /** Prompts that were seen, and where. */
  readonly prompts: PromptMemory;
}

export interface Finding {
  readonly place: Place;
  /** A sentence without its period. */
  readonly why: string;
}

export type Evidence = (question: Question) => Finding | undefined;

/** Where prompts were seen. */
export class PromptMemory {
  /** What host prompts look like. */
  readonly onHost = new Set<string>();
  /** Prompts behind which the engine was used. */
  readonly ofEngine = new Set<string>();
  readonly places = new Map<string, Place>();

  remember(command: Command, place: Place): void {
    const sign = signOf(command);
    if (sign === undefined) return;
    if (command.reading.docker.length > 0) this.ofEngine.add(sign);
    if (place.kind === 'host' && command.prompt?.place !== 'container') this.onHost.add(sign);
    if (command.prompt?.name !== undefined) this.places.set(command.prompt.name, place);
  }
}

/** What a prompt looks like without what changes in it: the folder. */
export function signOf({ prompt }: Command): string | undefined {
  if (!prompt) return undefined;
  const sign = /[#$%>](?=\s*$)/.exec(prompt.text)?.[0] ?? '';
  if (prompt.name !== undefined) return `${prompt.name}${sign}`;
  return prompt.place === 'container' ? `/${sign}` : sign;
}

/** Tools that make machines and enter them, and so are used outside of them. */
const ownMachineTools = new Set([
  'docker-machine',
  'boot2docker',
  'vagrant',
  'multipass',
  'minikube',
  'VBoxManage',
  'limactl',
  'colima',
  'brew',
  'virsh',
]);

/** Programs of hosts that are run in containers as well. */
const inContainersToo = new Set([
  ...[
    'systemctl',
    'brctl',
    'ovs-vsctl',
    'virsh',
    'open',
    'code',
    'kubectl',
    'helm',
    'ansible-playbook',
    'terraform',
    'lxc',
  ],
]);

const isInside = (terminal: Terminal) => terminal.place.kind === 'container';
const innermost = (world: World): Terminal | undefined => {
  const { current } = world;
  return current && isInside(current) ? current : world.latest(isInside);
};

function containerPlace(world: World, name: string): ContainerPlace {
  return world.find(name)?.place ?? { kind: 'container', name, key: name };
}

const mark: Evidence = ({ marked, world, vocabulary }) => {
  if (marked === undefined) return undefined;
  const why = `a mark says “${marked}”`;
  if (marked.toLowerCase() === 'host') return { place: host, why };
  const container = vocabulary.containers.get(marked.toLowerCase());
  const machine = container === undefined ? vocabulary.machines.get(machineKey(marked)) : undefined;
  if (machine !== undefined) return { place: { kind: 'host', name: machine }, why };
  return { place: containerPlace(world, container ?? marked), why };
};

const promptShape: Evidence = ({ command, cues, world, vocabulary, prompts, terminal }) => {
  const { prompt } = command;
  if (!prompt) return undefined;
  const why = `its prompt is “${prompt.text.trim()}”`;
  const { name } = prompt;
  if (name !== undefined) {
    const known = world.withHostname(name);
    if (known) return { place: known.place, why };
    const seen = prompts.places.get(name);
    if (seen) return { place: seen, why };
    const container = vocabulary.containers.get(name.toLowerCase());
    if (container !== undefined) return { place: containerPlace(world, container), why };
    const machine = vocabulary.machines.get(machineKey(name));
    if (machine !== undefined) return { place: { kind: 'host', name: machine }, why };
    if (!containerId.test(name)) return hostByPrompt({ command, world, prompts, terminal }, why);
  }
  // Where prompts name their machines, one without a name is of none of those.
  const at = terminal ?? world.current;
  const base = at?.place.kind === 'host' ? at.place.name : undefined;
  if (base !== undefined && prompt.text.trim() === '$' && !cues.machine && at?.promptSign?.startsWith(base))
    return { place: host, why: `${why}, without the name of a machine` };
  if (prompt.place === 'container') {
    // It is a container's, and the text says which.
    const said = name === undefined ? (cues.label ?? cues.prose) : undefined;
    const told = said && typeof said.at === 'object' && placed(said.at, said.quote, 'the text says', world, terminal);
    if (told && told.place.kind === 'container') return told;
    const inside =
      terminal && isInside(terminal)
        ? terminal
        : name === undefined
          ? innermost(world)
          : (world.latest((one) => isInside(one) && !idOfAnother(world, one, name)) ?? undefined);
    if (inside) return { place: inside.place, why: `${why}, a container's` };
    if (name !== undefined) return { place: { kind: 'container', name, key: name }, why: `${why}, a container's` };
    return containerByPrompt({ command, world, prompts }, why);
  }
  return undefined;
};

/** A root prompt in a document that has opened no shell so far: of the container that was started last, or of one that it does not name. */
function containerByPrompt(
  { command, world, prompts }: Pick<Question, 'command' | 'world' | 'prompts'>,
  why: string,
): Finding | undefined {
  const sign = signOf(command) ?? '';
  if (!/^\/[^#]*#/.test(command.prompt?.text ?? '') || prompts.ofEngine.has(sign)) return undefined;
  if (command.reading.hostProgram !== undefined) return undefined;
  const place = world.latestRunning?.place ?? { kind: 'container', openerLine: command.line, key: '@? prompt' };
  return { place, why: `${why}, a container's` };
}

/** A prompt with a name: known from commands on the host, or another one than the container's. */
function hostByPrompt(
  {
    command,
    world,
    prompts,
    terminal,
  }: Pick<Question, 'command' | 'world' | 'prompts'> & { readonly terminal: Terminal | undefined },
  why: string,
): Finding | undefined {
  const sign = signOf(command);
  if (sign !== undefined && prompts.onHost.has(sign)) return { place: host, why: `${why}, the host's` };
  // `me@laptop:~$` below `/ #`.
  const at = terminal ?? world.current;
  const isAnother = at !== undefined && isInside(at) && at.promptSign?.endsWith('#');
  return isAnother && /@.*[$%]\s*$/.test(command.prompt?.text ?? '')
    ? { place: at.machine, why: `${why}, not that of the container` }
    : undefined;
}

function idOfAnother(world: World, terminal: Terminal, id: string): boolean {
  const known = world.knownAt(terminal.place);
  return (
    known !== undefined && known.ids.size > 0 && ![...known.ids].some((one) => one.startsWith(id) || id.startsWith(one))
  );
}

const label: Evidence = ({ cues, world, terminal }) =>
  cues.label && placed(cues.label.at, cues.label.quote, 'it is labelled', world, terminal);

/** Where a label names a container, a command of the engine is about it, not in it. */
const engineCommand: Evidence = (question) =>
  question.command.reading.docker.length > 0 && question.cues.label?.at !== 'host'
    ? commandItself(question)
    : undefined;

const commandItself: Evidence = (question) => {
  const program = question.command.reading.hostProgram;
  if (program !== undefined) {
    // Open vSwitch, systemd and bridges are in containers, too: a shell that was just opened is where they are typed.
    const { current } = question.world;
    if (inContainersToo.has(program) && question.goesOn && current && isInside(current)) return undefined;
    const place = ownMachineTools.has(program) && !question.cues.machine ? host : machineNow(question);
    const named = question.cues.machine;
    const why = /^(?:docker|podman)$/.test(program) ? `${program} commands` : `commands of ${program}`;
    const machine = named && place.name !== undefined ? `, and the text before says “${named.quote}”` : '';
    return { place, why: `${why} are the host's${machine}` };
  }
  const elevated = question.command.reading.line.commands.some((one) => one.elevated);
  const named = question.cues.prose?.at;
  const inContainer =
    question.world.current?.place.kind === 'container' && typeof named !== 'object' && named !== 'last';
  return elevated && inContainer && !question.command.prompt
    ? { place: machineNow(question), why: 'sudo is used on hosts' }
    : undefined;
};

const proseBefore: Evidence = ({ cues, world, terminal }) =>
  cues.prose && placed(cues.prose.at, cues.prose.quote, 'the text before says', world, terminal);

/** `#` where the host's prompt is `$`, and the other way round. */
const promptChange: Evidence = ({ command, world, prompts, terminal }) => {
  const sign = signOf(command);
  if (sign === undefined || prompts.onHost.size === 0) return undefined;
  const at = terminal ?? world.current;
  if (command.prompt?.weak === '#' && !prompts.onHost.has(sign)) {
    const inside = at && isInside(at) ? at : world.latest(isInside);
    return inside && { place: inside.place, why: 'its prompt is “#”, and that of the host is another' };
  }
  const known = at && isInside(at) ? at.promptSign : undefined;
  if (at && known !== undefined && known !== sign && prompts.onHost.has(sign) && command.prompt?.name === undefined)
    return { place: at.machine, why: `its prompt is “${sign}”, as on the host` };
  return undefined;
};

const machineBefore: Evidence = ({ cues, world }) => {
  if (!cues.machine || typeof cues.machine.at !== 'object' || !('machine' in cues.machine.at)) return undefined;
  const place: HostPlace = { kind: 'host', name: cues.machine.at.machine };
  const there = world.latest((one) => samePlace(one.machine, place));
  // A shell that was left open in a container on that machine is where one goes on.
  return { place: there?.place ?? place, why: `the text before says “${cues.machine.quote}”` };
};

/** `cd project` above `docker run …`: both are the host's, though a shell was left open in a container. */
const dockerBelow: Evidence = (question) =>
  question.dockerFollows && question.world.current?.place.kind === 'container'
    ? { place: machineNow(question), why: 'docker is used in the lines below it' }
    : undefined;

/** `exit`, where there is nothing to leave, is for the shell that was opened last. */
const leaves: Evidence = ({ command, world, terminal }) => {
  const { current } = world;
  if (terminal || !/^(?:exit|logout)$/.test(command.text) || !current || current.shells.length > 0) return undefined;
  const open = world.latest((one) => one.shells.length > 0 && !one.blocker);
  return open && { place: open.place, why: 'it leaves the shell that was opened there' };
};

const leftOff: Evidence = ({ cues, world, terminal }) => {
  if (terminal) return { place: terminal.place, why: 'that is where its terminal is' };
  const { current } = world;
  if (!current) return { place: host, why: 'a document begins on the host' };
  if (cues.terminal || current.blocker) return { place: current.machine, why: 'another terminal begins on the host' };
  const why =
    current.shells.length > 0
      ? 'the command before left its terminal there'
      : 'it goes on where the command before was';
  return { place: current.place, why };
};

/** Strongest first. */
const evidence: readonly Evidence[] = [
  mark,
  promptShape,
  engineCommand,
  label,
  commandItself,
  promptChange,
  proseBefore,
  machineBefore,
  dockerBelow,
  leaves,
  leftOff,
];

/** The first evidence that tells. The last always does. */
export function findPlace(question: Question): Finding {
  for (const ask of evidence) {
    const finding = ask(question);
    if (finding) return finding;
  }
  return { place: host, why: `nothing says otherwise than ${describePlace(host)}` };
}

function placed(at: CuedPlace, quote: string, said: string, world: World, terminal?: Terminal): Finding | undefined {
  const why = `${said} “${quote}”`;
  if (at === 'host') return { place: (terminal ?? world.current)?.machine ?? host, why };
  if (at === 'last') {
    const inside = terminal && isInside(terminal) ? terminal : innermost(world);
    if (inside) return { place: inside.place, why };
    const running = world.latestRunning;
    return running && { place: running.place, why };
  }
  if ('nth' in at) {
    const made = world.made[at.nth - 1];
    return made && { place: made.place, why };
  }
  if ('machine' in at) return { place: { kind: 'host', name: at.machine }, why };
  return { place: containerPlace(world, at.container), why };
}

/** The machine that a command of the host is typed on: the one that is named, else the one that was used last. */
function machineNow({ cues, world, terminal }: Question): HostPlace {
  const at = cues.machine?.at;
  if (typeof at === 'object' && 'machine' in at) return { kind: 'host', name: at.machine };
  return terminal?.machine ?? world.current?.machine ?? host;
}
