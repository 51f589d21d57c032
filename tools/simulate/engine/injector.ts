import 'reflect-metadata';

type Class = abstract new (...args: never[]) => object;
type Token = unknown;

/**
 * Makes instances as Nest does, from the same metadata, without a container: fast enough for a new process in every history.
 */
export class Injector {
  constructor(private readonly known: Map<Token, unknown>) {}

  make(target: Class): object {
    const made = this.known.get(target);
    if (made !== undefined) return made as object;
    const parts = tokensOf(target).map((token) => this.resolve(token));
    const instance = Reflect.construct(target, parts) as object;
    this.known.set(target, instance);
    return instance;
  }

  private resolve(token: Token): unknown {
    if (this.known.has(token)) return this.known.get(token);
    if (typeof token === 'function') return this.make(token as unknown as Class);
    return undefined;
  }
}

const tokens = new Map<Class, readonly Token[]>();

/** What the constructor of a class takes: asked once, metadata are slow. */
function tokensOf(target: Class): readonly Token[] {
  const known = tokens.get(target);
  if (known !== undefined) return known;
  const types = (Reflect.getMetadata('design:paramtypes', target) ?? []) as Token[];
  const named = (Reflect.getMetadata('self:paramtypes', target) ?? []) as { index: number; param: Token }[];
  const found = types.map((type, index) => named.find((each) => each.index === index)?.param ?? type);
  tokens.set(target, found);
  return found;
}
