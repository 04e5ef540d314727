export interface HostPlace {
  readonly kind: 'host';
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
  return keyOf(one) === keyOf(other);
}

/** `host`, a container's name, or `container@LINE` with the line of its opener counted from 1. */
export function placeLabel(place: Place): string {
  if (place.kind === 'host') return 'host';
  return place.name ?? `container@${(place.openerLine ?? 0) + 1}`;
}

/** As a part of a sentence: `the host`, `simplerelay`, `the busybox container of line 12`. */
export function describePlace(place: Place): string {
  if (place.kind === 'host') return 'the host';
  return place.name ?? `the ${place.image ?? 'unnamed'} container of line ${(place.openerLine ?? 0) + 1}`;
}

function keyOf(place: Place): string {
  return place.kind === 'host' ? 'host' : `container ${place.key}`;
}
