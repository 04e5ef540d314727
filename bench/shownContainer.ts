import { asRecord, asString } from '../src/engine/json';
import type { Lab } from '../src/model/lab';
import type { LabNode } from '../src/ui/lab/tree/labNode';
import type { LabTree } from '../src/ui/lab/tree/labTree';
import { rowText } from '../src/ui/lab/tree/rowText';

/** What is to be seen of a container in both trees, as comparable text: its state, and its address on each network, twice. */
export type Shown = string;

/** What the rows of the trees say of a container. */
export function shownInTree(tree: LabTree, id: string): Shown {
  const lines: string[] = [];
  for (const node of tree.roots('containers')) collect(tree, node, id, lines);
  for (const node of tree.roots('networks')) collect(tree, node, id, lines);
  return lines.sort().join('\n');
}

function collect(tree: LabTree, node: LabNode, id: string, lines: string[]): void {
  if ('containerId' in node && node.containerId !== id) return;
  if (node.kind === 'container') lines.push(`state ${rowText(node, tree).description.split(' · ').at(-1) ?? ''}`);
  if (node.kind === 'endpoint')
    lines.push(
      endpointLine(node.under, networkOf(tree.current, node.networkId), addressOf(rowText(node, tree).description)),
    );
  for (const child of tree.children(node)) collect(tree, child, id, lines);
}

/** What the trees are to show, by an answer of `GET /containers/ID/json`. Reads it by itself, not as the extension does. */
export function shownByInspection(json: unknown): Shown {
  const it = asRecord(json);
  const state = asRecord(it['State']);
  const status = asString(state['Status']) ?? '';
  const networks = Object.entries(asRecord(asRecord(it['NetworkSettings'])['Networks']));
  const addresses = networks.map(
    ([name, endpoint]) => [name, asString(asRecord(endpoint)['IPAddress']) ?? ''] as const,
  );
  return [
    `state ${status === 'exited' ? `exited (${String(state['ExitCode'])})` : status}`,
    ...addresses.flatMap(([name, address]) => [
      endpointLine('container', name, address),
      endpointLine('network', name, address),
    ]),
  ]
    .sort()
    .join('\n');
}

function endpointLine(under: string, network: string, address: string): string {
  return `${network} under its ${under}: ${address}`;
}

function networkOf(lab: Lab, id: string): string {
  return lab.networks.get(id)?.name ?? id;
}

function addressOf(description: string): string {
  const [first = ''] = description.split(' · ');
  return /^[\d.]+$/.test(first) ? first : '';
}

/** The moments at which something was shown, in ms of this machine's clock. */
export class Showings {
  private readonly all: { readonly at: number; readonly shown: Shown }[] = [];
  private onAdd = () => {};

  add(at: number, shown: Shown): void {
    this.all.push({ at, shown });
    this.onAdd();
  }

  /** Since when it is shown, once it is; fails after `deadline` ms. */
  async since(wanted: Shown, deadline = 5_000): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () =>
          reject(
            new Error(`not shown within ${deadline} ms:\n${wanted}\nbut:\n${this.all.at(-1)?.shown ?? 'nothing'}`),
          ),
        deadline,
      );
      this.onAdd = () => {
        if (this.all.at(-1)?.shown !== wanted) return;
        clearTimeout(timer);
        resolve();
      };
      this.onAdd();
    });
    const lastOther = this.all.findLastIndex(({ shown }) => shown !== wanted);
    return this.all[lastOther + 1]?.at ?? NaN;
  }
}
