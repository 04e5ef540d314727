import { readChoice, type EngineChoice } from '../../../engine/engineChoice';

/** Where values are kept. Shaped like `vscode.Memento`. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const choiceKey = 'networkLab.engine.choice';
const addressesKey = 'networkLab.engine.addresses';
/** So many addresses that were typed in are offered again. */
const most = 5;

/** The engine that was chosen for this window, and the addresses that were typed in, in any window. */
export class RememberedEngines {
  /**
   * @param ofWindow survives a reload and concerns no other window
   * @param everywhere is shared by all windows
   */
  constructor(
    private readonly ofWindow: Memory,
    private readonly everywhere: Memory,
  ) {}

  get choice(): EngineChoice | undefined {
    return readChoice(this.ofWindow.get(choiceKey));
  }

  async keepChoice(choice: EngineChoice | undefined): Promise<void> {
    await this.ofWindow.update(choiceKey, choice);
  }

  /** Newest first. */
  get addresses(): readonly string[] {
    const kept = this.everywhere.get(addressesKey);
    return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string' && one !== '') : [];
  }

  async keepAddress(host: string): Promise<void> {
    const others = this.addresses.filter((one) => one !== host);
    await this.everywhere.update(addressesKey, [host, ...others].slice(0, most));
  }

  async forgetAddress(host: string): Promise<void> {
    await this.everywhere.update(
      addressesKey,
      this.addresses.filter((one) => one !== host),
    );
  }
}
