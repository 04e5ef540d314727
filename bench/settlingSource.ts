import type { EngineClient, LabSource } from '../src/engine/client';

/** An engine as a watcher sees it, which can tell when every container was inspected. */
export class SettlingSource implements LabSource {
  private readonly inspected = new Set<string>();
  private onInspected = () => {};

  constructor(private readonly client: EngineClient) {}

  readonly listContainers: LabSource['listContainers'] = (signal) => this.client.listContainers(signal);
  readonly listNetworks: LabSource['listNetworks'] = (signal) => this.client.listNetworks(signal);
  readonly inspectNetwork: LabSource['inspectNetwork'] = (id, signal) => this.client.inspectNetwork(id, signal);
  readonly watchEvents: LabSource['watchEvents'] = (since, onEvent, signal) =>
    this.client.watchEvents(since, onEvent, signal);

  readonly inspectContainer: LabSource['inspectContainer'] = async (id, signal) => {
    const reading = await this.client.inspectContainer(id, signal);
    this.inspected.add(id);
    this.onInspected();
    return reading;
  };

  /** Resolves when so many containers were inspected. */
  async settled(count: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.onInspected = () => {
        if (this.inspected.size >= count) resolve();
      };
      this.onInspected();
    });
  }
}
