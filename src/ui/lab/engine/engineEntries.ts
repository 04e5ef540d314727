import { settings } from '../../../contributions';
import { tidyDockerHost } from '../../../engine/dockerHost';
import { describeAddress } from '../../../engine/engineAddress';
import type { ContextCandidate, EngineCandidates } from '../../../engine/engineCandidates';
import { isSameChoice, type EngineChoice } from '../../../engine/engineChoice';
import type { EngineState } from '../../../engine/engineState';
import { literalText } from '../literalText';

/** A row of the list of engines, without anything of VS Code. Its texts are fit to be shown. */
export type EngineEntry =
  | { readonly kind: 'separator'; readonly label: string }
  | EngineRow
  /** Asks for an address. */
  | { readonly kind: 'type'; readonly label: string };

export interface EngineRow {
  readonly kind: 'engine';
  readonly label: string;
  readonly description: string;
  readonly detail?: string;
  /** What is chosen with it; `undefined` is no choice, which leaves it to the setting, the environment and what is there. */
  readonly choice: EngineChoice | undefined;
  readonly inUse: boolean;
  /** Why it cannot be chosen, for a person. */
  readonly problem?: string;
  /** An address that was typed in, and can be forgotten. */
  readonly remembered?: string;
}

export interface EntrySources {
  readonly candidates: EngineCandidates;
  /** Addresses that were typed in, newest first. */
  readonly addresses: readonly string[];
  readonly choice: EngineChoice | undefined;
  readonly state: EngineState;
}

/** What can be chosen, in the order in which it is shown; each engine that is known by its address comes once. */
export function engineEntries({ candidates, addresses, choice, state }: EntrySources): EngineEntry[] {
  const row = (row: Omit<EngineRow, 'kind' | 'inUse'>): EngineRow => {
    // What cannot be chosen and has no name is not the absence of a choice.
    const inUse = isSameChoice(row.choice, choice) && (row.choice !== undefined || row.problem === undefined);
    // Short words first: what is too long for its row is cut at its end.
    const description = [inUse && 'in use', row.description].filter(Boolean).join(' · ');
    const icon = row.problem !== undefined ? '$(warning) ' : inUse ? '$(check) ' : '';
    return { kind: 'engine', ...row, label: `${icon}${row.label}`, description, inUse };
  };
  const listed = new Set<string>();
  const addressRow = (text: string, about: string, remembered = false): EngineRow[] => {
    const host = tidyDockerHost(text);
    if (listed.has(host)) return [];
    listed.add(host);
    const shown = { label: literalText(host), description: about, choice: { kind: 'address', host } as const };
    return [row({ ...shown, ...(remembered && { remembered: text }) })];
  };
  const sockets = candidates.sockets.flatMap(({ host, program }) => addressRow(host, program));
  const { setting, variable, contexts } = candidates;
  const isGone = choice?.kind === 'context' && !contexts.some(({ name }) => name === choice.name);
  const gone = isGone ? [{ name: choice.name, tls: false, current: false, problem: 'there is no such context' }] : [];
  const others = [
    ...(setting === undefined ? [] : addressRow(setting, `from the setting ${settings.engineHost}`)),
    ...(variable === undefined ? [] : addressRow(variable, 'from DOCKER_HOST')),
    ...addresses.flatMap((host) => addressRow(host, 'typed in before', true)),
    ...(choice?.kind === 'address' ? addressRow(choice.host, '') : []),
  ];
  return [
    row({ label: 'Automatic', choice: undefined, ...automatic(candidates, choice === undefined ? state : undefined) }),
    { kind: 'separator', label: 'Docker contexts' },
    ...[...contexts, ...gone].map((context) => row(contextRow(context))),
    ...(sockets.length > 0 ? [{ kind: 'separator', label: 'sockets on this machine' } as const, ...sockets] : []),
    { kind: 'separator', label: 'addresses' },
    ...others,
    { kind: 'type', label: '$(edit) Type an Address…' },
  ];
}

function contextRow(context: ContextCandidate): Omit<EngineRow, 'kind' | 'inUse'> {
  const { name, host, tls, current, description, problem } = context;
  const marks = [current && 'current context of docker', tls && 'TLS', host !== undefined && literalText(host)];
  const detail = problem === undefined ? description : `Cannot be used: ${problem}`;
  return {
    label: name === undefined ? 'a context without a name' : literalText(name),
    description: marks.filter(Boolean).join(' · '),
    choice: name === undefined ? undefined : { kind: 'context', name },
    ...(detail !== undefined && { detail: literalText(detail) }),
    ...(problem !== undefined && { problem }),
  };
}

/** What is meant without a choice, as far as it can be told without a connection. @param state when there is no choice */
function automatic(
  { automatic: { addresses, unusable }, sockets }: EngineCandidates,
  state: EngineState | undefined,
): Pick<EngineRow, 'description' | 'detail'> {
  const [failed] = unusable;
  if (failed) {
    return {
      description: literalText(describeAddress(failed.address)),
      detail: literalText(`Cannot be used: ${failed.detail}`),
    };
  }
  const [first] = addresses;
  if (state?.kind === 'online') return { description: literalText(describeAddress(state.address)) };
  if (first && first.source !== 'wellKnown') return { description: literalText(describeAddress(first)) };
  const [socket] = sockets;
  return { description: socket ? literalText(socket.host) : 'no socket of an engine is there' };
}
