import type { BlockReading } from '../commands/command';
import { containerId } from '../commands/prompt';
import { baseName } from '../shell/baseName';
import { namespaceShellOf } from '../shell/programs';
import { remoteShellOf } from '../shell/remoteShell';

/** The names by which a document calls its containers and machines. */
export interface Vocabulary {
  /** By their names in lower case. */
  readonly containers: ReadonlyMap<string, string>;
  /** By parts of their names that no other container has, without separators: `leaf01` for `lab-leaf-01`. */
  readonly shortNames: ReadonlyMap<string, string>;
  /** Names of the containers that are made, in their order: `container 2` is the second. Undefined for unnamed ones. */
  readonly made: readonly (string | undefined)[];
  /** Only where the document uses more than one: by their names in lower case without separators. */
  readonly machines: ReadonlyMap<string, string>;
  /** Whether machines are entered from the reader's own, by ssh or by a tool that makes them. */
  readonly remote: boolean;
}

const machineWord =
  '(?:(?:swarm|docker|k8s|overlay|linux|ubuntu|test|lab)[-_]?)?(?:host|node|vm|machine|server|manager|master|worker|minion|leader|peer|site|router|droplet|instance|box|laptop|compute|controller)s?[-_ ]?(?:\\d{1,2}|[a-dA-D](?![\\w])|one|two|three)\\b';
const bareMachine = '(?:(?:swarm|docker)[-_ ]?)?(?:manager|master|worker|minion|leader|controller)(?:[-_ ]node)?\\b';

/** A machine where a sentence says that something is done: `on host1`, ``On the `worker-1` node``. */
const machineInText = new RegExp(
  `(?:^[*\`]+(?=\\w)|\\b(?:on|from|at|in|to|into|onto|back to)\\s+(?:(?:the|your|a|each|first|second|both)\\s+){0,2}(?:(?:docker|swarm|vm|host|node|machine|server|ec2)\\s+)?[\`*"“'_]*)(${machineWord}|${bareMachine})`,
  'gi',
);
/** ``On `winbox`, …``: in a document of several machines this is one more. */
const machineInMarkup = /^On\s+(?:the\s+)?[`*]+([a-z][\w-]*)[`*]+\s*[,:]/i;
/** ``in the `web` container``, `# in wg1 container`: a name that no command may have. */
const containerInText = /\b(?:in|inside|from|on|within|of)\s+(?:the\s+)?([`*]*)([A-Za-z][\w-]*)[`*]*\s+container\b/g;
const commonWord =
  /^(?:a|an|the|this|that|each|every|any|one|both|other|another|new|running|same|docker|linux|first|second|third|host|single|your|our|my|its|their|local|named|unnamed|existing|stopped|test|default|target|throwaway|interactive|privileged|busybox|alpine|ubuntu|debian|centos|nginx|application|database|app|server|client|source|destination|remote|separate|sidecar|pause|parent|child|inside)$/i;
const machineAlone = new RegExp(`^[#\\s*_\`"“(\\[-]*(${machineWord}|${bareMachine})[\\s*_\`"”)\\]:#.-]*$`, 'i');

/** More machines than people write of: their names are not compared with each other. */
const mostMachines = 200;
/** No machine is named without one of these. */
const machineSigns =
  /(?:host|node|vm|machine|server|peer|site|router|droplet|instance|box|laptop|compute)s?[-_ ]?(?:\d|[a-d]\b|one\b|two\b|three\b)|manager|master|worker|minion|leader|controller/i;

export function machineKey(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}

/** Collects the names of a document, from its commands, its prompts and its prose. */
export function vocabularyOf(readings: readonly BlockReading[]): Vocabulary {
  const containers = new Map<string, string>();
  const made: (string | undefined)[] = [];
  let namespaces = false;
  let entered = false;
  const prompts = new Set<string>();
  const machines = new Map<string, string>();
  const addContainer = (name: string | undefined) => {
    if (name !== undefined && /^[\w][\w.-]*$/.test(name) && !/^[0-9a-f]{12,64}$/.test(name))
      containers.set(name.toLowerCase(), name);
  };
  const addMachine = (name: string) => {
    const key = machineKey(name);
    if (!machines.has(key)) machines.set(key, name);
  };
  for (const { commands } of readings) {
    for (const { reading, prompt } of commands) {
      for (const one of reading.makes) {
        addContainer(one.name);
        addContainer(one.hostname);
        made.push(one.name);
      }
      for (const { verb, args } of reading.docker) {
        if (/^(?:exec|attach|start|compose exec|logs|port|stop)$/.test(verb)) addContainer(args[0]);
        else if (verb === 'network connect') addContainer(args[1]);
      }
      for (const command of reading.line.commands) {
        const remote = remoteShellOf(command);
        const namespace = namespaceShellOf(command);
        const other = remote?.kind === 'machine' ? remote.name : namespace;
        if (other !== undefined && /^[a-z][\w.-]*$/i.test(other)) addMachine(other);
        namespaces ||= namespace !== undefined;
        entered ||= remote?.kind === 'machine';
        const [program = '', verb = '', ...args] = command.words;
        if (baseName(program) === 'docker-machine' && verb === 'create') {
          const name = args.findLast((arg) => !arg.startsWith('-'));
          if (name !== undefined && /^[\w.-]+$/.test(name)) addMachine(name);
        }
      }
      if (prompt?.name !== undefined && !containerId.test(prompt.name)) prompts.add(prompt.name);
    }
  }
  const named = [...prompts].filter((name) => !containers.has(name.toLowerCase()));
  if (named.length > 1 || named.some((name) => machines.has(machineKey(name)))) named.forEach(addMachine);
  const lookForContainers = (text: string, bare: boolean) => {
    if (!text.includes('container')) return;
    for (const [, open = '', name = ''] of text.matchAll(containerInText))
      if ((bare || /[`*]/.test(open)) && !commonWord.test(name)) addContainer(name);
  };
  const lookForMachines = (text: string, alsoAlone: boolean) => {
    if (!machineSigns.test(text)) return;
    for (const [, name = ''] of text.matchAll(machineInText)) addMachine(name);
    const alone = alsoAlone ? machineAlone.exec(text)?.[1] : undefined;
    if (alone !== undefined) addMachine(alone);
  };
  for (const { block, commands, tail } of readings) {
    if (machineAlone.test(block.mark?.where ?? '')) addMachine(block.mark?.where ?? '');
    for (const { text, kind } of block.remarks) {
      lookForContainers(text, kind !== 'prose');
      lookForMachines(text, kind !== 'prose');
    }
    for (const text of [...commands.flatMap(({ notes }) => notes), ...tail]) {
      lookForMachines(text, true);
      lookForContainers(text, true);
    }
  }
  if (machines.size > 1) {
    for (const { block } of readings) {
      for (const { text } of block.remarks) {
        const name = machineInMarkup.exec(text)?.[1];
        if (name !== undefined && !/^(?:eth|br|veth|docker\d|bond|tun|ens|enp|lo$)/.test(name)) addMachine(name);
      }
    }
  }
  for (const name of containers.values()) machines.delete(machineKey(name));
  const shortNames = shortNamesOf([...containers.values()]);
  return {
    containers,
    shortNames,
    made,
    remote: entered,
    machines: machines.size > 1 || namespaces ? canonical(machines) : new Map(),
  };
}

function shortNamesOf(names: readonly string[]): Map<string, string> {
  const found = new Map<string, string | undefined>();
  for (const name of names) {
    // Longer names than people give are not called by a part of them.
    const parts = name.length > 80 ? [] : name.toLowerCase().split(/[-_.]/);
    const own = new Set(parts.flatMap((part, at) => [part, parts.slice(at).join('')]));
    for (const key of own)
      if (key.length > 2 && key !== name.toLowerCase()) found.set(key, found.has(key) ? undefined : name);
  }
  return new Map([...found].flatMap(([key, name]) => (name === undefined ? [] : [[key, name]])));
}

/** One name for `manager` and `swarm-manager`, `manager node` and `manager`: the longest that the document gives to a machine of its own. */
function canonical(machines: ReadonlyMap<string, string>): Map<string, string> {
  if (machines.size > mostMachines) return new Map(machines);
  const entries = [...machines].map(
    ([key, name]) => [key.replace(/node$/, '') || key, name.replace(/[-_ ]node$/i, '')] as const,
  );
  return new Map(
    entries.map(([key, name]) => {
      const longer = entries.filter(([other]) => other !== key && other.endsWith(key));
      return [key, longer.length === 1 ? (longer[0]?.[1] ?? name) : name];
    }),
  );
}
