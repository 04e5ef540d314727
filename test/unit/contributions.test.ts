import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as contributions from '../../src/contributions';

const root = join(__dirname, '..', '..');

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string; readonly icon: string }[] };
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when?: string }[];
    readonly menus: Readonly<
      Record<string, readonly { readonly command?: string; readonly submenu?: string; readonly when?: string }[]>
    >;
    readonly submenus: readonly { readonly id: string }[];
    readonly keybindings: readonly { readonly command: string; readonly when: string; readonly args: unknown }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope: string }>> };
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly {
        readonly id: string;
        readonly description: string;
        readonly media: Readonly<Record<string, string>>;
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const contributed = manifest.contributes;
const sorted = (values: Iterable<string>) => [...new Set(values)].sort();

/** Every `command:` link in a text that VS Code renders. */
function commandLinks(text: string): string[] {
  return [...text.matchAll(/\(command:([\w.]+)/g)].map((match) => match[1] ?? '');
}

/** Every context key of ours in a when clause. */
function contextKeys(clause: string): string[] {
  return [...clause.matchAll(/networkLab\.\w+/g)].map((match) => match[0]);
}

/** Commands of ours that keys run, alone or after one that selects the row with the focus. */
function keyCommands() {
  interface Run {
    readonly command: string;
    readonly args: string;
  }
  return contributed.keybindings.flatMap(({ command, args, when }) => {
    const runs = command === 'runCommands' ? (args as { readonly commands: readonly (Run | string)[] }).commands : [];
    const ours = runs.filter((run) => typeof run !== 'string');
    return (ours.length > 0 ? ours : [{ command, args: String(args) }]).map((run) => ({ ...run, when }));
  });
}

describe('package.json and contributions.ts', () => {
  it('declare the same commands', () => {
    assert.deepEqual(
      sorted(contributed.commands.map(({ command }) => command)),
      sorted(Object.values(contributions.commands)),
    );
  });

  it('put every command into the category of the product', () => {
    for (const { category, title } of contributed.commands) assert.equal(category, 'Network Lab', title);
  });

  it('declare the same views, in our own container', () => {
    assert.deepEqual(
      sorted((contributed.views['networkLab'] ?? []).map(({ id }) => id)),
      sorted(Object.values(contributions.views)),
    );
  });

  it('declare the same settings', () => {
    assert.deepEqual(
      sorted(Object.keys(contributed.configuration.properties)),
      sorted(Object.values(contributions.settings)),
    );
  });

  it('declare the same walkthroughs', () => {
    assert.deepEqual(
      sorted(contributed.walkthroughs.map(({ id }) => id)),
      sorted(Object.values(contributions.walkthroughs)),
    );
  });

  it('activate for the documents that can be run', () => {
    assert.deepEqual(
      sorted(manifest.activationEvents),
      sorted(contributions.documentLanguages.map((language) => `onLanguage:${language}`)),
    );
  });

  it('restrict settings that decide what runs to trusted workspaces', () => {
    assert.ok(
      manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes(contributions.settings.engineHost),
    );
  });

  it('refer only to commands that exist', () => {
    const ours = new Set<string>(Object.values(contributions.commands));
    const viewCommands = new Set(Object.values(contributions.views).map((view) => `${view}.focus`));
    const used = [
      ...Object.values(contributed.menus).flatMap((items) => items.flatMap(({ command }) => command ?? [])),
      ...keyCommands().map(({ command }) => command),
      ...contributed.viewsWelcome.flatMap(({ contents }) => commandLinks(contents)),
      ...contributed.walkthroughs.flatMap(({ steps }) => steps.flatMap(({ description }) => commandLinks(description))),
    ];
    for (const command of used.filter((name) => name.startsWith('networkLab.'))) {
      assert.ok(ours.has(command) || viewCommands.has(command), command);
    }
  });

  it('offer what helps in each state of the engine, and in a lab that is empty or filtered away', () => {
    const offered = (view: string, state: string, filtered = false) =>
      contributed.viewsWelcome
        .filter(
          ({ view: of, when = '' }) => of === `networkLab.${view}` && when.includes(`networkLab.engine == ${state}`),
        )
        .filter(({ when = '' }) => state !== 'online' || when.includes('!networkLab.filtered') !== filtered)
        .flatMap(({ contents }) => [...contents.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? ''));
    const ours = (...names: (keyof typeof contributions.commands)[]) =>
      names.map((name) => `command:${contributions.commands[name]}`);
    for (const state of ['missing', 'denied', 'offline']) {
      const links = offered('containers', state);
      for (const link of ours('reconnect', 'chooseEngine', 'showLog'))
        assert.ok(links.includes(link), `${state} ${link}`);
    }
    assert.ok(offered('containers', 'missing').some((link) => link.includes('get-docker')));
    assert.ok(offered('containers', 'denied').some((link) => link.includes('linux-postinstall')));
    assert.deepEqual(offered('containers', 'online'), ours('openTutorial'));
    assert.deepEqual(offered('networks', 'online'), ours('createNetwork', 'showBuiltIn'));
    for (const view of ['containers', 'networks'])
      assert.deepEqual(offered(view, 'online', true), ours('clearFilter', 'filter'));
  });

  it('refer only to submenus that exist, and only to views that exist', () => {
    const submenus = sorted(contributed.submenus.map(({ id }) => id));
    const items = Object.values(contributed.menus).flat();
    assert.deepEqual(sorted(items.flatMap(({ submenu }) => submenu ?? [])), submenus);
    for (const id of submenus) assert.ok(contributed.menus[id]?.length, id);
    const views: readonly string[] = Object.values(contributions.views);
    for (const { args, when } of keyCommands()) assert.ok(views.includes(args) && when.includes(args), when);
  });

  it('put every command of the trees into a menu, those that destroy last', () => {
    const items = Object.values(contributed.menus).flat() as readonly { command?: string; group?: string }[];
    for (const id of Object.values(contributions.labCommands))
      assert.ok(
        items.some(({ command }) => command === id),
        id,
      );
    for (const { command, group } of items)
      if (/\.(remove|kill|prune)/.test(command ?? '') && group) assert.match(group, /^9_/, command);
  });

  it('use only context keys that are typed in contributions.ts', () => {
    const typed = new Set(
      [...readFileSync(join(root, 'src/contributions.ts'), 'utf8').matchAll(/^ {2}'(networkLab\.\w+)':/gm)].map(
        (match) => match[1],
      ),
    );
    const clauses = [
      ...contributed.viewsWelcome.map(({ when }) => when ?? ''),
      ...Object.values(contributed.menus).flatMap((items) => items.map(({ when }) => when ?? '')),
      ...contributed.walkthroughs.flatMap(({ steps }) => steps.flatMap(({ completionEvents }) => completionEvents)),
    ];
    const views = new Set<string>(Object.values(contributions.views));
    const clean = clauses.map((clause) => clause.replace(/config\.networkLab[.\w]*/g, ''));
    for (const key of clean.flatMap(contextKeys).filter((name) => !views.has(name))) assert.ok(typed.has(key), key);
    assert.ok(typed.size > 0);
  });

  it('name only files that exist', () => {
    const files = [
      manifest.icon,
      ...contributed.viewsContainers.activitybar.map(({ icon }) => icon),
      ...contributed.walkthroughs.flatMap(({ steps }) =>
        steps.flatMap(({ media }) =>
          Object.entries(media).flatMap(([kind, path]) => (kind === 'altText' ? [] : [path])),
        ),
      ),
      'walkthroughs/networking.rst',
    ];
    for (const file of files) assert.ok(existsSync(join(root, file)), file);
  });

  it('give every picture of a walkthrough a text alternative', () => {
    for (const { steps } of contributed.walkthroughs) {
      for (const { id, media } of steps) assert.ok((media['altText'] ?? '').length > 20, id);
    }
  });
});
