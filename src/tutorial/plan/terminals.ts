import { host, samePlace, type Place } from './place';
import type { ReleaseCue } from './releases';
import type { TerminalCue } from './terminalCue';
import type { Terminal, World } from './world';

/** Finds, opens and frees the terminals of a world by what a document calls them. */
export class Terminals {
  private readonly labels = new Map<string, Terminal>();

  constructor(private readonly world: World) {}

  /** A machine that is named for the first time is the one that was used without a name until then. */
  adopt(place: Place): void {
    const { current, terminals } = this.world;
    if (place.kind !== 'host' || place.name === undefined || place.namespace) return;
    const isNamed = (terminal: Terminal) =>
      terminal.base.name !== undefined || terminal.shells.some((shell) => shell.place.kind === 'host');
    if (current?.place.kind !== 'host' || terminals.some(isNamed)) return;
    for (const terminal of terminals) terminal.base = place;
  }

  /** The terminal that a text sends its reader to, if it is there. */
  named(cue: TerminalCue | undefined): Terminal | undefined {
    if (!cue || cue.to === 'other' || cue.to === 'new') return undefined;
    const { world } = this;
    if (cue.to === 'back') return world.latest((one) => one !== world.current);
    if ('label' in cue.to) {
      const { label } = cue.to;
      const known = this.labels.get(label);
      if (known) return known;
      // The first terminal of all has its name from the start, also where the document says it later.
      const first = world.terminals[0];
      if (/^[1a]$/.test(label) && first && first.label === undefined) return this.name(first, label);
      return undefined;
    }
    const { nth, unlessBusy } = cue.to;
    const meant = this.labels.get(`${nth}`) ?? world.terminals[nth - 1];
    return unlessBusy && meant?.blocker ? undefined : meant;
  }

  /** Opens one that is in that place. */
  open(place: Place, cue: TerminalCue | undefined): Terminal {
    const terminal = this.world.openTerminal(place.kind === 'host' ? place : (this.world.current?.machine ?? host));
    // A shell in a container that no terminal is free in: the runner opens one with `docker exec`.
    if (place.kind === 'container') terminal.enter(place, false);
    if (cue && typeof cue.to === 'object' && 'label' in cue.to) this.name(terminal, cue.to.label);
    return terminal;
  }

  /** Frees a terminal of what runs in it, and leaves or enters shells until it is in that place. */
  makeFit(terminal: Terminal, place: Place): void {
    if (terminal.blocker) this.stop(terminal);
    const at = terminal.shells.findLastIndex((shell) => samePlace(shell.place, place));
    if (at >= 0) terminal.leave(at + 1);
    else if (samePlace(terminal.base, place)) terminal.leave(0);
    else if (!samePlace(terminal.place, place)) terminal.enter(place, false);
  }

  /** Ctrl+C in a terminal, or in the one that was used last of those that are busy. */
  stop(terminal: Terminal | undefined = this.world.latest((one) => one.blocker !== undefined)): boolean {
    const { blocker } = terminal ?? {};
    if (!terminal || !blocker) return false;
    // Who interrupts a program sits at its terminal.
    this.world.use(terminal);
    terminal.blocker = undefined;
    // The two ends of a connection by netcat end together.
    const port = netcatPort(blocker.text);
    const other =
      port === undefined ? undefined : this.world.latest((one) => netcatPort(one.blocker?.text ?? '') === port);
    if (other) other.blocker = undefined;
    const container = blocker.container && this.world.knownAt(blocker.container);
    if (container) this.world.end(container);
    return true;
  }

  /** @returns whether there was something to release. */
  release({ what, container }: ReleaseCue, terminal?: Terminal): boolean {
    const { world } = this;
    if (what === 'stop') {
      const busy =
        terminal ?? (world.current?.blocker ? world.current : world.latest((one) => one.blocker !== undefined));
      return this.stop(busy);
    }
    const isIn = (one: Terminal) =>
      one.place.kind === 'container' && (container === undefined || one.place.name === container);
    const { current } = world;
    const from =
      terminal ??
      world.latest(isIn) ??
      (container === undefined ? undefined : world.latest((one) => one.place.kind === 'container')) ??
      (current && current.shells.length > 0 ? current : world.latest((one) => one.shells.length > 0));
    if (!from || from.shells.length === 0) return false;
    if (what === 'exit') world.endShell(from);
    else from.leave();
    return true;
  }

  private name(terminal: Terminal, label: string): Terminal {
    terminal.label = label;
    this.labels.set(label, terminal);
    return terminal;
  }
}

/** The port that a netcat alone listens on or connects to. */
function netcatPort(text: string): string | undefined {
  return /^(?:sudo\s+)?(?:nc|ncat|netcat)\b[^|;&]*?\b(\d{2,5})\s*(?:[<>#].*)?$/.exec(text)?.[1];
}
