import type { Event } from '../../base/event';
import type { UserError } from '../../base/userError';
import type { Lab } from '../../model/lab';
import type { PortMapping } from '../../model/portMapping';

/** What consoles need of an engine. */
export interface ConsoleEngine {
  /** Resolves when {@link lab} tells what is there. @throws UserError when no engine answers. */
  ready(): Promise<void>;
  readonly lab: Lab;
  /** Whether {@link lab} is kept up to date now; what is missing in it may still be there otherwise. */
  readonly online: boolean;
  /** Address of the engine whose lab this is, also while it is away; empty before it has answered. */
  readonly address: string;
  readonly onDidChangeLab: Event<unknown>;
  /** Where the extension host reaches a published port, or why it does not. */
  reach(port: PortMapping): ReachedAt | UserError;
}

/** An address that the extension host can connect to. */
export interface ReachedAt {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** Tried when `host` refuses: an engine may publish on an address family that the machine does not have. */
  readonly alternative?: string;
}
