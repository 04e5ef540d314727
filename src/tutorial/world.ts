import type { MadeContainer } from './effect';
import { host, samePlace, type ContainerPlace, type Place } from './place';

/** A container of the document while it is read from top to bottom. */
export interface KnownContainer extends MadeContainer {
  readonly place: ContainerPlace;
  running: boolean;
}

/** What keeps a terminal busy. */
export interface Blocker {
  readonly line: number;
  readonly text: string;
  readonly connections: readonly { readonly host: string; readonly port: string }[];
  /** The container that runs in the foreground there, when it is one. */
  readonly container?: ContainerPlace;
}

interface Shell {
  readonly place: ContainerPlace;
  /** Whether the container lives by this shell, so that it ends with it. */
  readonly main: boolean;
}

/** A terminal that the reader of a document has open: a shell of the host, in which shells of containers were opened. */
export class Terminal {
  readonly shells: Shell[] = [];
  blocker: Blocker | undefined;
  lastUse = 0;

  constructor(readonly number: number) {}

  get place(): Place {
    return this.shells.at(-1)?.place ?? host;
  }

  /** Whether a command for that place can be typed here now. */
  fits(place: Place): boolean {
    return !this.blocker && samePlace(this.place, place);
  }
}

/** What is open and runs at one point of a document, if everything up to there was done. */
export class World {
  readonly terminals: Terminal[] = [];
  readonly containers: KnownContainer[] = [];
  private uses = 0;

  openTerminal(): Terminal {
    const terminal = new Terminal(this.terminals.length + 1);
    this.terminals.push(terminal);
    return terminal;
  }

  use(terminal: Terminal): void {
    terminal.lastUse = ++this.uses;
  }

  /** The terminal that was typed in last. */
  get current(): Terminal | undefined {
    return this.latest(() => true);
  }

  latest(accept: (terminal: Terminal) => boolean): Terminal | undefined {
    let best: Terminal | undefined;
    for (const terminal of this.terminals) {
      if (accept(terminal) && (!best || terminal.lastUse > best.lastUse)) best = terminal;
    }
    return best;
  }

  /** The container that a command line means: by name, or the latest unnamed one when it is a variable, an id or a gap to fill in. */
  find(word: string): KnownContainer | undefined {
    const named = this.containers.findLast((container) => container.name === word);
    if (named || !/^[$<{`[]|^[0-9a-f]{4,64}$|^CONTAINER/i.test(word)) return named;
    return this.containers.findLast((container) => container.name === undefined);
  }

  /** Ends a container: the shells in it, what runs in them, and the clients that were connected to it. */
  end(container: KnownContainer): void {
    container.running = false;
    for (const terminal of this.terminals) {
      const at = terminal.shells.findIndex((shell) => samePlace(shell.place, container.place));
      if (at >= 0) {
        terminal.shells.splice(at);
        terminal.blocker = undefined;
      } else if (terminal.blocker && this.dependsOn(terminal.blocker, container)) terminal.blocker = undefined;
    }
  }

  /** Ends the innermost shell of a terminal, and its container if that lives by it. */
  endShell(terminal: Terminal): void {
    const shell = terminal.shells.pop();
    const container = shell?.main ? this.containers.find((known) => samePlace(known.place, shell.place)) : undefined;
    if (container) this.end(container);
  }

  private dependsOn(blocker: Blocker, container: KnownContainer): boolean {
    if (blocker.container) return samePlace(blocker.container, container.place);
    return blocker.connections.some(
      ({ host: to, port }) =>
        to === container.name ||
        // The port was asked of docker in the same line.
        (container.name !== undefined && blocker.text.includes(`docker port ${container.name}`)) ||
        (container.hostPorts.includes(port) && !this.containers.some((known) => known.name === to)),
    );
  }
}
