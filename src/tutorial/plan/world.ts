import { containerId } from '../commands/prompt';
import type { Connection } from '../shell/effect';
import type { MadeContainer } from '../shell/madeContainer';
import { host, samePlace, type ContainerPlace, type HostPlace, type Place } from './place';

/** A container of the document while it is read from top to bottom. */
export interface KnownContainer extends Omit<MadeContainer, 'running'> {
  readonly place: ContainerPlace;
  running: boolean;
  /** It is gone, and cannot be started any more. */
  removed?: true;
  /** Ids that output or prompts have shown for it. */
  readonly ids: Set<string>;
}

/** What keeps a terminal busy. */
export interface Blocker {
  readonly line: number;
  readonly text: string;
  readonly connections: readonly Connection[];
  /** Whether it is Compose, with the containers that it has made. */
  readonly composed?: true;
  /** The container that runs in the foreground there, when it is one. */
  readonly container?: ContainerPlace;
}

interface Shell {
  readonly place: Place;
  /** Whether the container lives by this shell, so that it ends with it. */
  readonly main: boolean;
}

/** A terminal that the reader of a document has open: a shell of a machine, in which other shells were opened. */
export class Terminal {
  readonly shells: Shell[] = [];
  /** What the prompt of its innermost shell looks like, once one was seen. */
  promptSign: string | undefined;
  blocker: Blocker | undefined;
  /** What the document calls it. */
  label: string | undefined;

  constructor(
    readonly number: number,
    public base: HostPlace,
  ) {}

  get place(): Place {
    return this.shells.at(-1)?.place ?? this.base;
  }

  enter(place: Place, main: boolean): void {
    this.shells.push({ place, main });
    this.promptSign = undefined;
  }

  /** Leaves the innermost shell; `down` to that many of them. */
  leave(down = this.shells.length - 1): Shell | undefined {
    this.promptSign = undefined;
    this.blocker = undefined;
    return this.shells.splice(Math.max(0, down))[0];
  }

  /** Whether a command for that place can be typed here now. */
  fits(place: Place): boolean {
    return !this.blocker && samePlace(this.place, place);
  }

  /** The machine whose screen it is, through all shells that were opened in it. */
  get machine(): HostPlace {
    for (let at = this.shells.length - 1; at >= 0; at--) {
      const place = this.shells[at]?.place;
      if (place?.kind === 'host' && !place.namespace) return place;
    }
    return this.base;
  }
}

/** A word that stands for a container which the reader knows: a variable, a gap to fill in. */
const standsForOne =
  /^[$<‹{`[]|^(?:your|my|the)[-_]?container|^container(?:[-_]?(?:id|name))?$|^CONTAINER|^(?:id|cid)$/i;

/** Terminals and containers that a reader still has in mind: the others are not looked through for each command. */
const inMind = 64;

/** What is open and runs at one point of a document, if everything up to there was done. */
export class World {
  readonly terminals: Terminal[] = [];
  readonly containers: KnownContainer[] = [];
  private readonly byName = new Map<string, KnownContainer>();
  private readonly byHostname = new Map<string, KnownContainer>();
  private readonly byAddress = new Map<string, KnownContainer>();
  private readonly byId = new Map<string, KnownContainer>();
  private readonly byKey = new Map<string, KnownContainer>();
  /** Those that a command made, in their order. */
  readonly made: KnownContainer[] = [];
  /** Names by ids, as output has shown them together. */
  readonly listed = new Map<string, string>();
  /** Those used last, the latest first. */
  private recent: Terminal[] = [];

  openTerminal(base: HostPlace = host): Terminal {
    const terminal = new Terminal(this.terminals.length + 1, base);
    this.terminals.push(terminal);
    this.use(terminal);
    return terminal;
  }

  use(terminal: Terminal): void {
    this.recent = [terminal, ...this.recent.filter((one) => one !== terminal)].slice(0, inMind);
  }

  add(container: KnownContainer): void {
    this.containers.push(container);
    this.byKey.set(container.place.key, container);
    if (container.name !== undefined) this.byName.set(container.name, container);
    if (container.hostname !== undefined) this.byHostname.set(container.hostname, container);
    if (container.address !== undefined) this.byAddress.set(container.address, container);
    for (const id of container.ids) this.byId.set(id.slice(0, 12), container);
  }

  /** Remembers an id that is seen for a container. */
  seen(id: string, container: KnownContainer | undefined): void {
    if (!container) return;
    container.ids.add(id);
    this.byId.set(id.slice(0, 12), container);
  }

  /** The terminal that was typed in last. */
  get current(): Terminal | undefined {
    return this.recent[0];
  }

  latest(accept: (terminal: Terminal) => boolean): Terminal | undefined {
    return this.recent.find(accept);
  }

  /** The container that a command line means: by name, by id, or the latest unnamed one when it is a gap to fill in. */
  find(word: string): KnownContainer | undefined {
    const named = this.byName.get(word);
    if (named) return named;
    const filtered = /name[=:]\^?\/?([\w.-]+)/.exec(word)?.[1];
    if (filtered !== undefined) return this.byName.get(filtered);
    const isId = /^[0-9a-f]{3,64}$/.test(word);
    const known = isId ? this.withId(word) : undefined;
    if (known || (!isId && !standsForOne.test(word))) return known;
    return this.containers.slice(-inMind).findLast(({ name, ids }) => name === undefined && (!isId || ids.size === 0));
  }

  /** The container that an id, or the beginning of one, was seen for. */
  withId(id: string): KnownContainer | undefined {
    const listed = this.listed.get(id.slice(0, 12));
    if (listed !== undefined) return this.byName.get(listed);
    const known = this.byId.get(id.slice(0, 12));
    if (known || id.length >= 12) return known;
    return this.containers.slice(-inMind).findLast(({ ids }) => [...ids].some((one) => one.startsWith(id)));
  }

  /** The container that was given an address when it was made. */
  withAddress(address: string): KnownContainer | undefined {
    return this.byAddress.get(address);
  }

  /** The container whose shell names itself so in its prompt. */
  withHostname(name: string): KnownContainer | undefined {
    if (containerId.test(name)) return this.withId(name);
    return this.byName.get(name) ?? this.byHostname.get(name);
  }

  get latestRunning(): KnownContainer | undefined {
    return this.containers.slice(-inMind).findLast(({ running }) => running);
  }

  knownAt(place: Place): KnownContainer | undefined {
    return place.kind === 'container' ? this.byKey.get(place.key) : undefined;
  }

  /** Ends a container: the shells in it, what runs in them, and the clients that were connected to it. */
  end(container: KnownContainer): void {
    container.running = false;
    if (container.removedAtEnd) container.removed = true;
    for (const terminal of this.recent) {
      const at = terminal.shells.findIndex((shell) => samePlace(shell.place, container.place));
      if (at >= 0) terminal.leave(at);
      else if (terminal.blocker && this.dependsOn(terminal.blocker, container)) terminal.blocker = undefined;
    }
  }

  /** Ends all containers, those of one image, or those that Compose has made: it was no `docker run` that did. */
  endAll(which: 'every' | 'composed' | { readonly image: string }): void {
    const made = new Set(this.made);
    const isMeant = (container: KnownContainer) =>
      which === 'every' || (which === 'composed' ? !made.has(container) : container.image === which.image);
    for (const container of this.containers) if (container.running && isMeant(container)) this.end(container);
    if (typeof which === 'object') return;
    for (const terminal of this.recent) if (terminal.blocker?.composed) terminal.blocker = undefined;
  }

  /** Ends the innermost shell of a terminal, and its container if that lives by it. */
  endShell(terminal: Terminal): void {
    const shell = terminal.leave();
    const container = shell?.main ? this.knownAt(shell.place) : undefined;
    if (container) this.end(container);
  }

  private dependsOn(blocker: Blocker, container: KnownContainer): boolean {
    if (blocker.container) return samePlace(blocker.container, container.place);
    return blocker.connections.some(
      ({ host: to, port }) =>
        to === container.name ||
        // The port was asked of docker in the same line.
        (container.name !== undefined && blocker.text.includes(`docker port ${container.name}`)) ||
        (container.hostPorts.includes(port) && !this.byName.has(to)),
    );
  }
}
