import type { UserError } from '../../base/userError';
import type { Event } from '../../base/event';
import type { EngineState } from '../../engine/engineState';
import type { LabActions } from '../../engine/labActions';
import type { LabDiff } from '../../model/diff';
import type { Lab } from '../../model/lab';
import type { PortMapping } from '../../model/portMapping';

/** What the trees and their commands need of the engine's connection. */
export interface LabEngine {
  readonly state: EngineState;
  readonly onDidChangeState: Event<EngineState>;
  readonly lab: Lab;
  readonly onDidChangeLab: Event<{ readonly lab: Lab; readonly diff: LabDiff }>;
  demand(): void;
  ready(signal?: AbortSignal): Promise<unknown>;
  retry(): void;
  /** Looks for what the engine does not tell by itself. */
  lookAgain(): void;
  /** What can be done to the lab. Waits for the engine. @throws UserError when none answers */
  actions(): Promise<LabActions>;
  /** Variables with which `docker` in a terminal talks to this engine; `null` takes one away. */
  terminalEnvironment(): Readonly<Record<string, string | null>>;
  /** Whether the engine runs on this machine, as far as its address tells. */
  readonly isLocal: boolean;
  /** Where the extension host reaches a published port, or why it does not. */
  reach(port: PortMapping): { readonly host: string; readonly port: number } | UserError;
}
