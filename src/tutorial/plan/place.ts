/** A shell of a machine. */
export interface HostPlace {
  readonly kind: 'host';
  /** The machine's name, in a document that uses several; undefined for the reader's own. */
  readonly name?: string;
  /** A network namespace of the machine, which has a name as a machine has. */
  readonly namespace?: true;
}

/** A container, by its name or, when the document gives it none, by the command that made it. */
export interface ContainerPlace {
  readonly kind: 'container';
  readonly name?: string;
  /** Line of the command that made it, counted from 0, when the document has one. */
  readonly openerLine?: number;
  /** The image it was made of, when the document says. */
  readonly image?: string;
  /** The same for the same container wherever the text around it moves. */
  readonly key: string;
}

export type Place = HostPlace | ContainerPlace;

export const host: HostPlace = { kind: 'host' };

export function samePlace(one: Place, other: Place): boolean {
  if (one.kind === 'host') return other.kind === 'host' && one.name === other.name;
  return other.kind === 'container' && one.key === other.key;
}

/** `host`, the name of a machine or container, or `container@LINE` with the line of its opener counted from 1. */
export function placeLabel(place: Place): string {
  if (place.kind === 'host') return place.name ?? 'host';
  return place.name ?? `container@${(place.openerLine ?? 0) + 1}`;
}

/** As a part of a sentence: `the host`, `simplerelay`, `the busybox container of line 12`. */
export function describePlace(place: Place): string {
  if (place.kind === 'host') return place.name ?? 'the host';
  const image = /^[\w./:@-]+$/.test(place.image ?? '') ? place.image : 'unnamed';
  return place.name ?? `the ${image} container of line ${(place.openerLine ?? 0) + 1}`;
}
