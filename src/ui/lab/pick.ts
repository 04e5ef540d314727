import vscode = require('vscode');
import type { Container } from '../../model/container';
import type { Lab } from '../../model/lab';
import { isBuiltIn, type Network } from '../../model/network';
import { describePort, type PortMapping } from '../../model/portMapping';
import { byName, groupBy } from './tree/labIndex';
import { literalText } from './literalText';
import { plainText } from './plainText';
import { networkMarks, stateText } from './tree/rowText';

/** An entry of a picker, and what it stands for. */
interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

interface Question {
  /** What is being done: `Stop Containers`. */
  readonly title: string;
  readonly placeHolder: string;
}

/** `undefined` when the person leaves. Entries that are `picked` have their mark at first. */
export async function pickMany<T>(choices: readonly Choice<T>[], question: Question): Promise<T[] | undefined> {
  const picker = vscode.window.createQuickPick<Choice<T>>();
  picker.title = question.title;
  picker.placeholder = question.placeHolder;
  picker.canSelectMany = true;
  picker.matchOnDescription = picker.matchOnDetail = true;
  picker.items = choices;
  picker.selectedItems = choices.filter(({ picked }) => picked);
  const chosen = await new Promise<readonly Choice<T>[]>((resolve) => {
    // Without a mark the line with the focus is meant.
    picker.onDidAccept(() => resolve(picker.selectedItems.length > 0 ? picker.selectedItems : picker.activeItems));
    picker.onDidHide(() => resolve([]));
    picker.show();
  });
  picker.dispose();
  return chosen.length > 0 ? chosen.map(({ value }) => value) : undefined;
}

export async function pickOne<T>(choices: readonly Choice<T>[], question: Question): Promise<T | undefined> {
  return (await vscode.window.showQuickPick(choices, { ...question, ...matching }))?.value;
}

const matching = { matchOnDescription: true, matchOnDetail: true } as const;

export function containerChoices(containers: readonly Container[], lab: Lab): Choice<Container>[] {
  const endpoints = groupBy(lab.endpoints.values(), ({ containerId }) => containerId);
  return byName(containers).map((container) => {
    const networks = (endpoints.get(container.id) ?? []).map(({ networkName, ipv4 }) =>
      plainText(ipv4 === undefined ? networkName : `${networkName} ${ipv4}`),
    );
    return {
      label: literalText(container.name),
      description: literalText(`${container.image} · ${stateText(container)}`),
      ...(networks.length > 0 && { detail: literalText(networks.join(', ')) }),
      iconPath: new vscode.ThemeIcon(container.state === 'running' ? 'vm-running' : 'vm-outline'),
      value: container,
    };
  });
}

export function networkChoices(networks: readonly Network[]): Choice<Network>[] {
  const sorted = byName(networks);
  return [...sorted.filter((one) => !isBuiltIn(one)), ...sorted.filter(isBuiltIn)].map((network) => ({
    label: literalText(network.name),
    description: literalText(
      [network.driver, ...network.subnets.map(({ subnet }) => subnet), networkMarks(network)]
        .filter(Boolean)
        .join(' · '),
    ),
    iconPath: new vscode.ThemeIcon('type-hierarchy'),
    value: network,
  }));
}

export function portChoices(ports: readonly PortMapping[]): Choice<PortMapping>[] {
  return ports.map((port) => ({
    label: literalText(describePort(port)),
    iconPath: new vscode.ThemeIcon('plug'),
    value: port,
  }));
}
