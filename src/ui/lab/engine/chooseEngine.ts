import vscode = require('vscode');
import { UserError } from '../../../base/userError';
import { commands } from '../../../contributions';
import { parseDockerHost, tidyDockerHost } from '../../../engine/dockerHost';
import { engineCandidates } from '../../../engine/engineCandidates';
import { isSameChoice, type EngineChoice } from '../../../engine/engineChoice';
import { engineEntries, type EngineEntry, type EngineRow } from './engineEntries';
import { literalText } from '../literalText';
import type { EngineChoiceDeps } from './registerEngineChoice';

type Deps = Pick<EngineChoiceDeps, 'engine' | 'remembered'>;

/** A row of the list; separators lead nowhere. */
interface Item extends vscode.QuickPickItem {
  readonly leadsTo?: EngineRow | 'type';
}

const title = 'Choose Engine';
const forget: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('trash'), tooltip: 'Forget This Address' };

/** What can be chosen at this moment. */
export async function currentEntries({ engine, remembered }: Deps): Promise<EngineEntry[]> {
  const candidates = await engineCandidates(engine.inputs);
  return engineEntries({ candidates, addresses: remembered.addresses, choice: engine.choice, state: engine.state });
}

/**
 * Asks which engine this window is to use, and connects to it. Nothing changes when the person leaves without choosing.
 * @throws UserError when what was chosen cannot be used, or does not answer
 */
export async function chooseEngine(deps: Deps): Promise<void> {
  for (;;) {
    const picked = await pick(deps);
    if (picked === undefined) return;
    if (picked !== 'type') {
      const { problem, choice } = picked;
      if (problem !== undefined) throw new UserError(`This engine cannot be used: ${problem}.`, [another]);
      await useEngine(choice, deps);
      return;
    }
    const host = await askForAddress();
    if (host !== undefined) {
      await deps.remembered.keepAddress(host);
      await useEngine({ kind: 'address', host }, deps);
      return;
    }
    // Back to the list: it was left for the question only.
  }
}

const another = { title: 'Choose Another', command: commands.chooseEngine };

/** The row that the person chose; undefined when the list was left. */
function pick(deps: Deps): Promise<Item['leadsTo']> {
  const list = vscode.window.createQuickPick<Item>();
  list.title = title;
  list.placeholder = 'Docker engine for the views and terminals of this window';
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.busy = true;
  return new Promise<Item['leadsTo']>((resolve, reject) => {
    const fill = async () => {
      const entries = await currentEntries(deps);
      list.items = entries.map(itemOf);
      list.activeItems = list.items.filter(({ leadsTo }) => typeof leadsTo === 'object' && leadsTo.inUse);
      list.busy = false;
    };
    list.onDidAccept(() => {
      const [item] = list.selectedItems;
      // What is typed may match no row; an Enter then chooses nothing.
      if (item?.leadsTo) resolve(item.leadsTo);
    });
    list.onDidTriggerItemButton(({ item: { leadsTo } }) => {
      if (typeof leadsTo !== 'object' || leadsTo.remembered === undefined) return;
      deps.remembered.forgetAddress(leadsTo.remembered).then(fill).catch(reject);
    });
    list.onDidHide(() => resolve(undefined));
    list.show();
    fill().catch(reject);
  }).finally(() => list.dispose());
}

function itemOf(entry: EngineEntry): Item {
  const { label } = entry;
  switch (entry.kind) {
    case 'separator':
      return { label, kind: vscode.QuickPickItemKind.Separator };
    case 'type':
      // Shown whatever is typed: it may be an address that is in no row.
      return { label, alwaysShow: true, leadsTo: 'type' };
    case 'engine': {
      const { description, detail, remembered } = entry;
      const buttons = remembered === undefined ? [] : [forget];
      return { label, description, ...(detail !== undefined && { detail }), buttons, leadsTo: entry };
    }
  }
}

/** An address that can be used; undefined when the person leaves. */
async function askForAddress(): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt:
      'Address of a Docker engine. DOCKER_TLS_VERIFY and DOCKER_CERT_PATH hold for it; a context has certificates of its own.',
    placeHolder: 'tcp://host:2375 or unix:///path/docker.sock',
    validateInput: (text) => {
      if (text.trim() === '') return undefined;
      const host = parseDockerHost(text, false);
      return host.kind === 'unusable' ? sentence(host.detail) : undefined;
    },
  });
  return typed === undefined || typed.trim() === '' ? undefined : tidyDockerHost(typed);
}

async function useEngine(choice: EngineChoice | undefined, { engine, remembered }: Deps): Promise<void> {
  engine.choose(choice);
  // The same one again: a person who chooses it wants it tried now.
  if (engine.state.kind === 'offline') engine.retry();
  await remembered.keepChoice(choice);
  const options = { location: vscode.ProgressLocation.Window, title: 'Connecting to the Docker engine' };
  try {
    const { address, engineVersion } = await vscode.window.withProgress(options, () => engine.ready());
    if (!isSameChoice(engine.choice, choice)) return;
    const text = `Connected to Docker ${literalText(engineVersion)} at ${literalText(address.host)}`;
    vscode.window.setStatusBarMessage(text, 5_000);
  } catch (error) {
    // Another one was chosen meanwhile: whoever chose that one is told of it.
    if (isSameChoice(engine.choice, choice)) throw error;
  }
}

/** Schemes stay as they are written. */
function sentence(fragment: string): string {
  if (/^[a-z]+:/.test(fragment)) return `${fragment}.`;
  return `${fragment.charAt(0).toUpperCase()}${fragment.slice(1)}.`;
}
