import { asRecord, asString, asStrings } from './json';

/** An event of the engine's stream, as far as it is used. */
export interface EngineEvent {
  readonly type: string;
  /** `start`, `connect`, `health_status: healthy`, `exec_start: sh` … */
  readonly action: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Of one document of `GET /events`. `undefined` when it lacks what makes it an event. */
export function eventFromJson(json: unknown): EngineEvent | undefined {
  const it = asRecord(json);
  const actor = asRecord(it['Actor']);
  const type = asString(it['Type']);
  const action = asString(it['Action']);
  const id = asString(actor['ID']);
  if (type === undefined || action === undefined || id === undefined) return undefined;
  return { type, action, id, attributes: asStrings(actor['Attributes']) };
}

/** What an event asks of somebody who follows the lab. */
export interface EventEffect {
  readonly container?: string;
  readonly network?: string;
  /** With which code the container's main process has ended, if it has. */
  readonly exitCode?: number;
  /** The thing is gone: there is nothing to be read. */
  readonly gone?: boolean;
}

/** Actions after which a container is what it was. Unknown ones are not among them: to read once too often does no harm. */
const withoutEffect =
  /^(exec_.*|attach|detach|commit|copy|export|archive-path|extract-to-dir|resize|top|kill|oom|prune|checkpoint|mount|unmount|sync)(:|$)/;

/** Which parts of the lab an event concerns; `undefined` when none. */
export function effectOf(event: EngineEvent): EventEffect | undefined {
  const { type, action, id } = event;
  // Podman says `remove` where Docker says `destroy`.
  const gone = action === 'destroy' || action === 'remove';
  if (type === 'container') {
    if (withoutEffect.test(action)) return undefined;
    if (gone) return { container: id, gone };
    const code = Number(event.attributes['exitCode'] ?? Number.NaN);
    return { container: id, ...(action === 'die' && Number.isInteger(code) && { exitCode: code }) };
  }
  if (type !== 'network' || action === 'prune') return undefined;
  if (gone) return { network: id, gone };
  const container = event.attributes['container'];
  return container === undefined ? { network: id } : { network: id, container };
}
