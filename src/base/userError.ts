/** What the person who meets an error can do about it: a button in VS Code, a hint on the command line. */
export interface ErrorAction {
  /** Label of the button, in the imperative: `Open Settings`. */
  readonly title: string;
  /** A command id of this extension or of VS Code. */
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

/**
 * A failure that was foreseen: its message is written for a person and says what to do next.
 * Whatever else is thrown is a defect or an unforeseen failure, and is shown as such.
 */
export class UserError extends Error {
  override readonly name = 'UserError';

  /** By name: each bundle of the extension has a copy of this class, and an error may be made in one and shown by another. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'UserError';
  }

  constructor(
    message: string,
    readonly actions: readonly ErrorAction[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The message of anything that was thrown, for a log or as part of a sentence. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
