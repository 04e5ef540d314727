import fuzzysort from 'fuzzysort';
import { composeOf, type Container } from '../../../model/container';
import type { Network } from '../../../model/network';
import { describePort } from '../../../model/portMapping';
import type { LabIndex } from './labIndex';

/** Below it letters are found in anything that is long enough. Of fuzzysort: 1 is the same text, 0.3 are letters in their order. */
const threshold = 0.28;

/**
 * Which rows a filter lets through. Each word of it has to be found in one of the texts by which a person knows the thing: as it is
 * written, or its letters in their order (`rly` finds `relay`).
 */
export class LabFilter {
  private readonly words: readonly string[];

  constructor(readonly text: string) {
    this.words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  }

  get isEmpty(): boolean {
    return this.words.length === 0;
  }

  /** By name, image, state, project, id, ports, and by its networks with its addresses and aliases there. */
  container(container: Container, index: LabIndex): boolean {
    if (this.isEmpty) return true;
    const { project, service } = composeOf(container) ?? {};
    const endpoints = index.ofContainer(container.id);
    const names = endpoints.flatMap(({ networkName, aliases }) => [networkName, ...aliases]);
    const numbers = endpoints.flatMap(({ ipv4, ipv6, mac }) => [ipv4, ipv6, mac]);
    return this.finds(
      [container.name, container.image, container.state, container.health, project, service, ...names],
      [container.id.slice(0, 12), ...container.ports.map(describePort), ...numbers],
    );
  }

  /** By its own name, driver and subnets. */
  network({ id, name, driver, subnets }: Network): boolean {
    if (this.isEmpty) return true;
    return this.finds(
      [name, driver],
      [id.slice(0, 12), ...subnets.flatMap(({ subnet, gateway }) => [subnet, gateway])],
    );
  }

  /** @param numbers found only as they are written: any two digits stand in order in some address */
  private finds(names: readonly (string | undefined)[], numbers: readonly (string | undefined)[]): boolean {
    return this.words.every(
      (word) =>
        numbers.some((text) => text?.toLowerCase().includes(word)) ||
        names.some((text) => text !== undefined && (fuzzysort.single(word, text)?.score ?? 0) >= threshold),
    );
  }
}
