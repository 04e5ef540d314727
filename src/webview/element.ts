interface Options {
  readonly class?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Makes an element. What is text stays text: nothing here parses markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  options: Options = {},
  ...children: readonly Node[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  dress(made, options, children);
  return made;
}

/** Makes one of the custom elements of a class that is registered under that name. */
export function control<T extends HTMLElement>(
  name: string,
  type: abstract new () => T,
  options: Options = {},
  ...children: readonly Node[]
): T {
  const made = document.createElement(name);
  if (!(made instanceof type)) throw new Error(`${name} is not registered`);
  dress(made, options, children);
  return made;
}

function dress(made: HTMLElement, options: Options, children: readonly Node[]): void {
  if (options.class !== undefined) made.className = options.class;
  if (options.text !== undefined) made.textContent = options.text;
  for (const [name, value] of Object.entries(options.attributes ?? {})) made.setAttribute(name, value);
  made.append(...children);
}
