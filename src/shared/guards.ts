/** Says whether a value that came from outside is a `T`. */
export type Guard<T> = (value: unknown) => value is T;

/** The `T` of a {@link Guard}. */
export type Guarded<G> = G extends Guard<infer T> ? T : never;

type Shape = Readonly<Record<string, Guard<unknown>>>;

export const isString: Guard<string> = (value) => typeof value === 'string';

/** A count, an id, a time: finite and not negative. */
export const isCount: Guard<number> = (value): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

export function isOneOf<const T extends string>(...choices: readonly T[]): Guard<T> {
  return (value): value is T => choices.some((choice) => choice === value);
}

export function isArrayOf<T>(guard: Guard<T>): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(guard);
}

type Shaped<S extends Shape> = { readonly [K in keyof S]: Guarded<S[K]> };

/** An object with these properties; others are let pass. */
export function isShape<S extends Shape>(required: S): Guard<Shaped<S>> {
  return (value): value is Shaped<S> =>
    isObject(value) && Object.entries(required).every(([key, guard]) => guard(value[key]));
}

/** As {@link isShape}, with properties that may be absent. */
export function isShapeWith<S extends Shape, O extends Shape>(
  required: S,
  optional: O,
): Guard<Shaped<S> & Partial<Shaped<O>>> {
  const isRequired = isShape(required);
  return (value): value is Shaped<S> & Partial<Shaped<O>> =>
    isRequired(value) &&
    isObject(value) &&
    Object.entries(optional).every(([key, guard]) => value[key] === undefined || guard(value[key]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
