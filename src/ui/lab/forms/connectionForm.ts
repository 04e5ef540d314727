import type { Lab } from '../../../model/lab';
import type { ConnectionSpec } from '../../../model/networkSpec';
import { listed, namesOf } from '../names';
import {
  checkConnection,
  connectionFields,
  connectionOf,
  emptyConnection,
  type ConnectionDraft,
  type ConnectionField,
} from './connectionDraft';
import { askForText, showForm } from './quickForm';

export interface ConnectionAnswer {
  readonly spec: ConnectionSpec;
  /** To begin with again, when the engine refuses the connection. */
  readonly draft: ConnectionDraft;
}

const texts: Readonly<Record<ConnectionField, { label: string; icon: string; empty: string; prompt: string }>> = {
  aliases: {
    label: 'Aliases',
    icon: 'tag',
    empty: 'its name only',
    prompt: 'Further names by which it is found on this network, separated by commas',
  },
  ipv4: {
    label: 'IPv4 Address',
    icon: 'symbol-number',
    empty: 'the engine chooses',
    prompt: 'An address in the subnet, which has to be one that was given when the network was made',
  },
  ipv6: {
    label: 'IPv6 Address',
    icon: 'symbol-number',
    empty: 'the engine chooses',
    prompt: 'An address in the IPv6 subnet, which has to be one that was given when the network was made',
  },
};

/** Asks for aliases and fixed addresses, which may all be left as they are. `undefined` when the person leaves it. */
export async function askForConnection(
  lab: Lab,
  containerIds: readonly string[],
  networkId: string,
  before: ConnectionDraft = emptyConnection,
): Promise<ConnectionAnswer | undefined> {
  const target = { lab, containerIds, networkId };
  const containers = containerIds.flatMap((id) => lab.containers.get(id) ?? []);
  const networks = [lab.networks.get(networkId) ?? { name: networkId.slice(0, 12) }];
  let draft = before;
  const sent = await showForm({
    title: `Connect to ${listed('network', networks)}`,
    submit: () => `Connect ${namesOf(containers)} to ${namesOf(networks)}`,
    rows: () =>
      connectionFields(target).map((field) => {
        const { label, icon, empty } = texts[field];
        const remark = checkConnection(field, draft, target);
        return { id: field, label, icon, value: draft[field].trim() || empty, ...(remark && { remark }) };
      }),
    edit: async (id) => {
      const field = id as ConnectionField;
      const { label, prompt } = texts[field];
      const question = { title: `Connect ${namesOf(containers)}: ${label}`, prompt, value: draft[field] };
      const text = await askForText(question, (value) => checkConnection(field, { ...draft, [field]: value }, target));
      if (text !== undefined) draft = { ...draft, [field]: text };
    },
  });
  return sent ? { spec: connectionOf(draft, target), draft } : undefined;
}
