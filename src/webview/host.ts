import { isToPage, type Request, type ToHost, type ToPage } from '../shared/protocol';

/** What a page keeps in VS Code while it is hidden. */
type WithoutId<T> = T extends Request ? Omit<T, 'id'> : never;

/** The extension host as a page sees it. */
export class Host {
  private readonly pending = new Map<number, (error: string | undefined) => void>();
  private lastId = 0;

  /** @param post hands a message to VS Code. */
  constructor(private readonly post: (message: ToHost) => void) {}

  tell(message: Exclude<ToHost, Request>): void {
    this.post(message);
  }

  /** Resolves with undefined when it is done, and with the reason when it is not. */
  ask(request: WithoutId<Request>): Promise<string | undefined> {
    const id = ++this.lastId;
    return new Promise((resolve) => {
      this.pending.set(id, resolve);
      this.post({ ...request, id });
    });
  }

  /** Calls `receive` with every valid message from the host, and settles what was asked with the answers. */
  listen(receive: (message: Exclude<ToPage, { readonly type: 'answer' }>) => void): void {
    window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (!isToPage(data)) {
        this.tell({ type: 'failed', message: 'the host said something that cannot be understood' });
      } else if (data.type === 'answer') {
        this.pending.get(data.id)?.(data.error);
        this.pending.delete(data.id);
      } else {
        receive(data);
      }
    });
    window.addEventListener('error', ({ message }) => this.tell({ type: 'failed', message }));
    window.addEventListener('unhandledrejection', ({ reason }) => {
      this.tell({ type: 'failed', message: String(reason) });
    });
  }
}
