import { networkInterfaces } from 'node:os';
import type { Lab } from '../../../model/lab';
import type { NetworkSpec } from '../../../model/networkSpec';
import {
  check,
  emptyDraft,
  fieldsOf,
  specOf,
  type NetworkDraft,
  type NetworkField,
  type Surroundings,
} from './networkDraft';
import { pickOne } from '../pick';
import { askForText, showForm } from './quickForm';

export interface NetworkAnswer {
  readonly spec: NetworkSpec;
  /** To begin with again, when the engine refuses the network. */
  readonly draft: NetworkDraft;
}

interface FieldText {
  readonly label: string;
  readonly icon: string;
  /** What becomes of it when it is empty. */
  readonly empty: string;
  readonly prompt: string;
  readonly example: string;
}

const texts: Readonly<Record<Exclude<NetworkField, 'internal' | 'attachable' | 'ipv6' | 'driver'>, FieldText>> = {
  name: { label: 'Name', icon: 'tag', empty: '', prompt: 'Name of the network', example: 'front' },
  parent: {
    label: 'Parent Interface',
    icon: 'plug',
    empty: 'none',
    prompt: 'Interface of the engine’s machine that containers appear on',
    example: 'eth0, or eth0.10 for a VLAN',
  },
  subnet: {
    label: 'Subnet',
    icon: 'symbol-number',
    empty: 'the engine chooses',
    prompt: 'In CIDR notation; empty: the engine chooses',
    example: '172.28.0.0/16',
  },
  gateway: {
    label: 'Gateway',
    icon: 'arrow-swap',
    empty: 'the engine chooses',
    prompt: 'Address of the engine’s machine in the subnet; empty: the engine chooses',
    example: '172.28.0.1',
  },
  ipRange: {
    label: 'Address Range',
    icon: 'list-ordered',
    empty: 'the whole subnet',
    prompt: 'Part of the subnet that containers get their addresses from; empty: all of it',
    example: '172.28.5.0/24',
  },
  subnet6: {
    label: 'IPv6 Subnet',
    icon: 'symbol-number',
    empty: 'the engine chooses',
    prompt: 'In CIDR notation',
    example: 'fd00:1::/64',
  },
  gateway6: {
    label: 'IPv6 Gateway',
    icon: 'arrow-swap',
    empty: 'the engine chooses',
    prompt: 'Address of the engine’s machine in the IPv6 subnet; empty: the engine chooses',
    example: 'fd00:1::1',
  },
  labels: {
    label: 'Labels',
    icon: 'bookmark',
    empty: 'none',
    prompt: 'key=value, separated by commas',
    example: 'course=networking, week=3',
  },
};

const switches = {
  ipv6: { label: 'IPv6', icon: 'globe', on: 'also IPv6 addresses', off: 'off' },
  internal: { label: 'Internal', icon: 'lock', on: 'no way to the outside', off: 'off' },
  attachable: {
    label: 'Attachable',
    icon: 'link',
    on: 'containers that are no service’s may be put on it',
    off: 'off; concerns swarms only',
  },
} as const;

const drivers = [
  { value: 'bridge', detail: 'A switch of its own on the engine’s machine. What nearly everybody wants.' },
  { value: 'macvlan', detail: 'Containers appear with MAC addresses of their own on the network of the machine.' },
  { value: 'ipvlan', detail: 'Containers appear with addresses of their own, and the MAC address of the machine.' },
  { value: 'overlay', detail: 'Spans the machines of a swarm.' },
] as const;

/** Asks for a network: first its name, then the rest, which has defaults. `undefined` when the person leaves it. */
export async function askForNetwork(
  lab: Lab,
  before: NetworkDraft | undefined,
  isLocal: boolean,
): Promise<NetworkAnswer | undefined> {
  const around: Surroundings = { lab, interfaces: isLocal ? interfacesOfThisMachine() : [] };
  let draft = before ?? emptyDraft;
  const editText = async (field: keyof typeof texts) => {
    const { label, prompt, example } = texts[field];
    const question = { title: `Create Network: ${label}`, prompt, placeHolder: example, value: draft[field] };
    const text = await askForText(question, (value) => check(field, { ...draft, [field]: value }, around));
    if (text !== undefined) draft = { ...draft, [field]: text };
    return text !== undefined;
  };
  if (!before && !(await editText('name'))) return undefined;
  const sent = await showForm({
    title: 'Create Network',
    submit: () => `Create Network ${draft.name.trim()}`,
    rows: () => fieldsOf(draft).map((field) => rowOf(field, draft, around)),
    edit: async (id) => {
      const field = id as NetworkField;
      if (field === 'ipv6' || field === 'internal' || field === 'attachable')
        draft = { ...draft, [field]: !draft[field] };
      else if (field === 'driver') draft = { ...draft, driver: (await askForDriver(draft.driver)) ?? draft.driver };
      else await editText(field);
    },
  });
  return sent ? { spec: specOf(draft), draft } : undefined;
}

function rowOf(field: NetworkField, draft: NetworkDraft, around: Surroundings) {
  const remark = check(field, draft, around);
  const rest = { id: field, ...(remark && { remark }) };
  if (field === 'driver') return { ...rest, label: 'Driver', icon: 'circuit-board', value: draft.driver };
  if (field === 'ipv6' || field === 'internal' || field === 'attachable') {
    const { label, icon, on, off } = switches[field];
    return { ...rest, label, icon: draft[field] ? 'pass-filled' : icon, value: draft[field] ? on : off };
  }
  const { label, icon, empty } = texts[field];
  return { ...rest, label, icon, value: draft[field].trim() || empty };
}

async function askForDriver(now: string): Promise<string | undefined> {
  const known = drivers.map(({ value, detail }: { readonly value: string; readonly detail: string }) => ({
    label: value,
    detail,
    ...(value === now && { description: 'now' }),
    value,
  }));
  const other = { label: 'Another Driver…', detail: 'Of a plugin, by its name.', value: '' };
  const question = { title: 'Create Network: Driver', placeHolder: 'Choose what makes the network' };
  const chosen = await pickOne([...known, other], question);
  if (chosen !== '') return chosen;
  const named = { title: question.title, prompt: 'Name of the plugin’s driver', value: now };
  return askForText(named, (driver) => check('driver', { ...emptyDraft, driver }, noSurroundings));
}

const noSurroundings: Surroundings = {
  lab: { containers: new Map(), networks: new Map(), endpoints: new Map() },
  interfaces: [],
};

function interfacesOfThisMachine(): Surroundings['interfaces'] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.flatMap(({ cidr, internal }) => (cidr === null || internal ? [] : [{ name, cidr }])),
  );
}
