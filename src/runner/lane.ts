import type { Event } from '../base/event';
import type { ContainerPlace, Place } from '../tutorial/plan/place';
import type { Effect } from '../tutorial/shell/effect';

/** `busy`: something was typed there and has not ended, or a shell is still starting. `gone`: closed for good. */
export type LaneState = 'free' | 'busy' | 'gone';

/** A line to be typed, and what it is expected to do. */
export interface TypedLine {
  readonly text: string;
  readonly effect: Effect['kind'];
  /** The container whose shell it opens. */
  readonly opens?: ContainerPlace;
  /** Whether that container is of the engine that the lab shows; podman's are not. */
  readonly inLab: boolean;
}

/** What keeps a lane busy. */
export interface LaneTask {
  readonly text: string;
  /** Undefined for what the person typed. */
  readonly effect?: Effect['kind'];
  readonly opens?: ContainerPlace;
  /** Whether it may have ended: where its end cannot be seen. */
  readonly assumed?: boolean;
}

/** How a typed line came out. */
export type Completion =
  /** The prompt is back, or the terminal was closed. Without an exit code where none can be had. */
  | { readonly kind: 'ended'; readonly exitCode?: number }
  /** The shell that the line opened waits at its prompt. */
  | { readonly kind: 'opened' }
  /** It was typed, and nothing more can be known there. */
  | { readonly kind: 'typed' };

/** What a terminal is to the runner: a shell that takes one line at a time. */
export interface Lane {
  readonly id: string;
  /** For a person. */
  readonly name: string;
  /** Number of the plan's terminal that it stands for. */
  readonly terminal: number;
  readonly state: LaneState;
  /** Where its shell is: on the host or inside a container. */
  readonly place: Place;
  /** What runs there while it is busy; with a shell that is still starting, nothing. */
  readonly task: LaneTask | undefined;
  /** Fires when state, place or task have changed. */
  readonly onDidChange: Event<void>;
  /** Types a line, once. The lane is busy from here on, before the promise is waited for. Only on a lane that is free. */
  type(line: TypedLine): Promise<Completion>;
  /** The person says that an assumed task has ended. */
  assumeFree(): void;
  show(): void;
}

/** Where lanes come from. */
export interface LaneHost {
  /** The lanes of a document that are not gone. */
  lanesOf(document: string): readonly Lane[];
  /** Opens a lane on the host. `meant` is the place after which it is named. */
  open(document: string, terminal: number, meant: Place): Lane;
}
