import vscode = require('vscode');
import { UserError } from '../../../base/userError';
import type { LabActions } from '../../../engine/labActions';
import { isUp, type Container } from '../../../model/container';
import { chosenRow, chosenRows } from './chosenRows';
import { confirm } from './confirm';
import { listed, namesOf } from '../names';
import type { CommandArguments, LabContext } from './labContext';
import { byName } from '../tree/labIndex';
import { containersOf } from './labNodes';
import { containerChoices, pickMany, pickOne } from '../pick';
import { plainText } from '../plainText';
import { throwFailure, together } from './together';

/** Something that is done to one container or to several. */
interface Deed {
  /** `Start`: the command's title, and what is offered. */
  readonly verb: string;
  /** `started`: what it then is. */
  readonly done: string;
  readonly fits: (container: Container) => boolean;
  readonly act: (actions: LabActions, id: string) => Promise<void>;
}

const stoppedStates: readonly Container['state'][] = ['created', 'exited', 'dead'];

export const containerDeeds = {
  start: {
    verb: 'Start',
    done: 'started',
    fits: ({ state }) => stoppedStates.includes(state),
    act: (actions, id) => actions.start(id),
  },
  stop: {
    verb: 'Stop',
    done: 'stopped',
    fits: isAlive,
    act: (actions, id) => actions.stop(id),
  },
  restart: {
    verb: 'Restart',
    done: 'restarted',
    fits: ({ state }) => state !== 'removing' && state !== 'dead',
    act: (actions, id) => actions.restart(id),
  },
  pause: {
    verb: 'Pause',
    done: 'paused',
    fits: ({ state }) => state === 'running',
    act: (actions, id) => actions.pause(id),
  },
  unpause: {
    verb: 'Unpause',
    done: 'unpaused',
    fits: ({ state }) => state === 'paused',
    act: (actions, id) => actions.unpause(id),
  },
  kill: {
    verb: 'Kill',
    done: 'killed',
    fits: isAlive,
    act: (actions, id) => actions.kill(id),
  },
} as const satisfies Record<string, Deed>;

/** Starts, stops, … the containers that are chosen and can be. */
export async function doTo(
  kind: keyof typeof containerDeeds,
  args: CommandArguments,
  context: LabContext,
): Promise<void> {
  const deed: Deed = containerDeeds[kind];
  await context.engine.actions();
  const containers = await chosenContainers(args, context, deed);
  if (!containers) return;
  if (kind === 'kill') {
    const what = `Kill ${listed('container', containers)}?`;
    const detail = 'Their processes end at once, without being asked.';
    if ((await confirm(what, detail, 'Kill')) !== 'Kill') return;
  }
  throwFailure(
    await together(containers, context, {
      doing: `${deed.verb} ${listed('container', containers)}`,
      view: 'containers',
      act: ({ id }, actions) => deed.act(actions, id),
      attempted: ({ id }) => ({ kind, containerId: id }),
      nameOf: ({ name }) => name,
    }),
  );
}

/**
 * Removes containers, running ones too, after a question.
 * @param args from a menu, a key or the palette
 */
export async function removeContainers(args: CommandArguments, context: LabContext): Promise<void> {
  await context.engine.actions();
  const removable = { verb: 'Remove', done: 'removed', fits: () => true };
  if (chosenRows(args, context)?.some(({ kind }) => kind !== 'container' && kind !== 'group'))
    throw new UserError('Choose containers to be removed: ports, links and networks go with them.');
  const containers = await chosenContainers(args, context, removable);
  if (containers) await removeAll(containers, context);
}

/** Removes every container that does not run, after a question that names them. */
export async function removeStoppedContainers(context: LabContext): Promise<void> {
  await context.engine.actions();
  const all = context.engine.lab.containers.values();
  const stopped = byName([...all].filter(({ state }) => stoppedStates.includes(state)));
  if (stopped.length === 0) {
    void vscode.window.showInformationMessage('There are no stopped containers.');
    return;
  }
  await removeAll(stopped, context);
}

async function removeAll(containers: readonly Container[], context: LabContext): Promise<void> {
  const running = containers.filter(isAlive);
  const detail = [
    running.length > 0 && `Still running, and killed first: ${namesOf(running)}.`,
    `What ${containers.length === 1 ? 'it' : 'they'} wrote outside volumes is lost. Anonymous volumes stay unless they are removed as well.`,
  ];
  const question = `Remove ${listed('container', containers)}?`;
  const answer = await confirm(question, detail.filter(Boolean).join('\n\n'), 'Remove', 'Remove with Volumes');
  if (!answer) return;
  const volumes = answer === 'Remove with Volumes';
  throwFailure(
    await together(containers, context, {
      doing: `Remove ${listed('container', containers)}`,
      view: 'containers',
      // One that was started meanwhile was not said to be killed: the engine refuses it.
      act: (one, actions) => actions.removeContainer(one.id, { volumes, force: isAlive(one) }),
      attempted: ({ id }) => ({ kind: 'removeContainer', containerId: id }),
      nameOf: ({ name }) => name,
    }),
  );
}

function isAlive(container: Container): boolean {
  return isUp(container) || container.state === 'restarting';
}

/** Gives one container another name, which is checked while it is typed. */
export async function renameContainer(args: CommandArguments, context: LabContext): Promise<void> {
  await context.engine.actions();
  const row = chosenRow(args, context);
  if (row && row.kind !== 'container') throw new UserError('Choose a container to be renamed.');
  const container = await chosenContainer(args, context, 'Rename Container');
  if (!container) return;
  const name = await vscode.window.showInputBox({
    title: `Rename ${plainText(container.name)}`,
    prompt: 'Enter renames it; links and addresses stay as they are.',
    value: container.name,
    validateInput: (value) => nameFault(value.trim(), container, context),
  });
  if (name === undefined || name.trim() === container.name) return;
  try {
    const actions = await context.engine.actions();
    await actions.rename(container.id, name.trim());
  } catch (error) {
    throw context.explain(error, { kind: 'rename', containerId: container.id, name: name.trim() });
  }
}

function nameFault(name: string, container: Container, { engine }: LabContext): string | undefined {
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name))
    return 'Two or more letters, digits, underscores, dots and hyphens; the first a letter or digit.';
  const other = [...engine.lab.containers.values()].find((one) => one.name === name && one.id !== container.id);
  return other && `Container ${name} exists already.`;
}

/**
 * The containers that are chosen and that something can be done to; asks for them where none are chosen.
 * @throws UserError when there is none that it can be done to
 */
export async function chosenContainers(
  args: CommandArguments,
  context: LabContext,
  { verb, done, fits }: Pick<Deed, 'verb' | 'done' | 'fits'>,
): Promise<readonly Container[] | undefined> {
  const { lab } = context.engine;
  const rows = chosenRows(args, context);
  if (!rows) {
    const all = [...lab.containers.values()].filter(fits);
    if (all.length === 0) throw new UserError(`There is no container that can be ${done} now.`);
    const selected = containersOf(context.views.containers.selection, context.tree);
    const choices = containerChoices(all, lab).map((one) => ({ ...one, picked: selected.includes(one.value.id) }));
    // What is selected in the tree is marked already, and Enter is for what is marked, wherever the focus is.
    const placeHolder = choices.some(({ picked }) => picked)
      ? `Enter: ${verb.toLowerCase()} those that are marked; Space marks or unmarks`
      : `Enter: ${verb.toLowerCase()} this one; Space marks several`;
    return pickMany(choices, { title: `${verb} Containers`, placeHolder });
  }
  // Rows under a container stand for it only where that was said: nobody stops one by a port that is selected with others.
  const whole = rows.filter(({ kind }) => kind === 'container' || kind === 'group');
  const chosen = containersOf(whole.length > 0 ? whole : rows, context.tree).flatMap(
    (id) => lab.containers.get(id) ?? [],
  );
  const fitting = chosen.filter(fits);
  if (fitting.length > 0) return fitting;
  const [first] = chosen;
  if (!first) throw new UserError(`Choose a container in the view Containers that can be ${done}.`);
  throw new UserError(
    chosen.length === 1
      ? `Container ${plainText(first.name)} is ${first.state}, so it cannot be ${done}.`
      : `None of these ${chosen.length} containers can be ${done} as they are now.`,
  );
}

/** The first chosen container; asks where none is chosen. */
export async function chosenContainer(
  args: CommandArguments,
  context: LabContext,
  title: string,
  fits: (container: Container) => boolean = () => true,
): Promise<Container | undefined> {
  const { lab } = context.engine;
  const row = chosenRow(args, context);
  if (row) {
    const [id] = containersOf([row], context.tree);
    const container = id === undefined ? undefined : lab.containers.get(id);
    if (!container) throw new UserError('That container is not there any more.');
    return container;
  }
  const all = [...lab.containers.values()].filter(fits);
  if (all.length === 0) throw new UserError('There is no container for that. Start one, then try again.');
  return pickOne(containerChoices(all, lab), { title, placeHolder: 'Choose a container' });
}
