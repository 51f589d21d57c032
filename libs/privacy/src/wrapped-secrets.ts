import type { KeyStore } from './key-store';

/** A secret as it is kept, wrapped by a master key for its context. */
export interface WrappedSecret {
  readonly context: string;
  readonly wrapped: string;
}

/** The same with what is to stand in its place. */
export type Rewrapped<S extends WrappedSecret = WrappedSecret> = S & { readonly anew: string };

/** A place where secrets are kept that master keys have wrapped. */
export interface WrappedSecrets<S extends WrappedSecret = WrappedSecret> {
  /** `data-keys`: so counts are labelled. */
  readonly name: string;
  /** About how many there are. */
  size(): Promise<number>;
  /** All that there are at the call, some at a time. */
  pages(): AsyncIterable<readonly S[]>;
  /** Puts each, all of one page, in the place of what it was made from, and of nothing else. Resolves, when that is durable, to how many it were. */
  replace(changed: readonly Rewrapped<S>[]): Promise<number>;
}

const KEYS_A_PAGE = 500;

/** The data keys of all persons, and the key that names them. */
export class WrappedDataKeys implements WrappedSecrets {
  readonly name = 'data-keys';

  constructor(private readonly store: KeyStore) {}

  size(): Promise<number> {
    return this.store.size();
  }

  async *pages(): AsyncGenerator<readonly WrappedSecret[]> {
    for (let after = ''; ;) {
      const keys = await this.store.page(after, KEYS_A_PAGE);
      yield keys.map(({ subject: context, wrapped }) => ({ context, wrapped }));
      if (keys.length < KEYS_A_PAGE) return;
      after = keys.at(-1)!.subject;
    }
  }

  replace(changed: readonly Rewrapped[]): Promise<number> {
    return this.store.rewrap(changed.map(({ context: subject, wrapped, anew }) => ({ subject, wrapped, anew })));
  }
}
