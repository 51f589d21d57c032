/**
 * Which kinds of streams are usually begun by what comes for them: the last loads of unknown ones found nothing. A guess only:
 * whoever acts on it has to have it proven.
 */
export class Newborns {
  private readonly inARow = new Map<string, number>();

  /** `after`: so many loads in a row have to find nothing. */
  constructor(private readonly after: number) {}

  /** Whether a stream of this kind that is not in the cache is probably new. */
  expects(kind: string): boolean {
    return (this.inARow.get(kind) ?? 0) >= this.after;
  }

  /** How loading together went. One stream that was there speaks against its kind, however many were not. */
  learn(loaded: readonly { readonly kind: string; readonly wasThere: boolean }[]): void {
    for (const { kind } of loaded) this.inARow.set(kind, (this.inARow.get(kind) ?? 0) + 1);
    for (const { kind, wasThere } of loaded) if (wasThere) this.inARow.set(kind, 0);
  }
}
