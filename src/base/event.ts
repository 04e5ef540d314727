import { toDisposable, type Disposable } from './disposable';

/** Subscribes a listener. Shaped like `vscode.Event`, so that one can be handed on to VS Code as it is. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** Source of an {@link Event}. Listeners are called in the order in which they came; one that throws does not keep the others from it. */
export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<{ readonly call: (value: T) => void }>();

  /** @param onError receives what a listener threw; without it the error is thrown again, out of the caller's way. */
  constructor(private readonly onError: (error: unknown) => void = rethrowLater) {}

  readonly event: Event<T> = (listener) => {
    const entry = { call: listener };
    this.listeners.add(entry);
    return toDisposable(() => this.listeners.delete(entry));
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) {
      try {
        listener.call(value);
      } catch (error) {
        this.onError(error);
      }
    }
  }

  dispose(): void {
    this.listeners.clear();
  }
}

function rethrowLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
