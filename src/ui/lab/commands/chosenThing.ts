import vscode = require('vscode');
import type { Container } from '../../../model/container';
import type { Network } from '../../../model/network';
import { containerChoices, networkChoices, pickOne } from '../pick';
import { chosenRow } from './chosenRows';
import { chosenContainer } from './containerCommands';
import type { CommandArguments, LabContext } from './labContext';

/** A container or a network. */
export type Thing =
  { readonly kind: 'container'; readonly it: Container } | { readonly kind: 'network'; readonly it: Network };

/** What the chosen row stands for; asks among all there is where none is chosen. */
export async function chosenThing(
  args: CommandArguments,
  context: LabContext,
  title: string,
): Promise<Thing | undefined> {
  const { lab } = context.engine;
  const row = chosenRow(args, context);
  const networkId =
    row?.kind === 'network' ? row.networkId : row?.kind === 'group' && row.by === 'network' ? row.key : undefined;
  const network = networkId === undefined ? undefined : lab.networks.get(networkId);
  if (network) return { kind: 'network', it: network };
  if (row) {
    const container = await chosenContainer(args, context, title);
    return container && { kind: 'container', it: container };
  }
  const separator = (label: string, kind: Thing['kind']) => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
    // A separator cannot be chosen.
    value: { kind, it: undefined } as unknown as Thing,
  });
  return pickOne<Thing>(
    [
      separator('Containers', 'container'),
      ...containerChoices([...lab.containers.values()], lab).map((choice) => ({
        ...choice,
        value: { kind: 'container', it: choice.value } as const,
      })),
      separator('Networks', 'network'),
      ...networkChoices([...lab.networks.values()]).map((choice) => ({
        ...choice,
        value: { kind: 'network', it: choice.value } as const,
      })),
    ],
    { title, placeHolder: 'Choose a container or a network' },
  );
}
