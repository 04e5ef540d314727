import type { Event } from '../base/event';
import type { Lab } from '../model/lab';

/** What the runner sees of the engine. */
export interface LabView {
  readonly lab: Lab;
  /** Fires after `lab` has changed. */
  readonly onDidChangeLab: Event<unknown>;
}
