/** Takes a bug out again. */
export type Pull = () => void;

type Method = (this: never, ...args: never[]) => unknown;
interface Prototype {
  readonly prototype: object;
}

/** Puts another method in the place of one of a class; the mistaken one is given the right one. */
export function instead(of: Prototype, name: string, mistaken: (right: Method) => Method): Pull {
  const descriptor = Object.getOwnPropertyDescriptor(of.prototype, name);
  if (typeof descriptor?.value !== 'function')
    throw new Error(`there is no method ${name} any more: plant the bug elsewhere`);
  const value = mistaken(descriptor.value as Method);
  Object.defineProperty(of.prototype, name, { ...descriptor, value });
  return () => void Object.defineProperty(of.prototype, name, descriptor);
}

/** The same for a getter. */
export function insteadOfGetter(of: Prototype, name: string, mistaken: (this: never) => unknown): Pull {
  const descriptor = Object.getOwnPropertyDescriptor(of.prototype, name);
  if (descriptor?.get === undefined) throw new Error(`there is no getter ${name} any more: plant the bug elsewhere`);
  Object.defineProperty(of.prototype, name, { ...descriptor, get: mistaken });
  return () => void Object.defineProperty(of.prototype, name, descriptor);
}

/** Several bugs as one. */
export function together(...pulls: readonly Pull[]): Pull {
  return () => pulls.forEach((pull) => pull());
}
