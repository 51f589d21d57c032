import type { Folded } from './fold';

/**
 * The folds of the streams that were used last, all of them majority-committed. Any of them may be behind: only an insert,
 * or a look at the head, proves that one is not.
 */
export class FoldCache {
  private readonly folds = new Map<string, Folded>();

  constructor(private readonly limit: number) {}

  get(stream: string): Folded | undefined {
    const found = this.folds.get(stream);
    if (found === undefined) return undefined;
    this.folds.delete(stream);
    this.folds.set(stream, found);
    return found;
  }

  /** Keeps the newer of the known fold and this one. */
  put(stream: string, folded: Folded): void {
    const known = this.folds.get(stream);
    if (folded.version === 0 || (known !== undefined && known.version > folded.version)) return;
    this.folds.delete(stream);
    this.folds.set(stream, folded);
    if (this.folds.size > this.limit) this.dropOldest();
  }

  delete(stream: string): void {
    this.folds.delete(stream);
  }

  clear(): void {
    this.folds.clear();
  }

  private dropOldest(): void {
    for (const stream of this.folds.keys()) {
      this.folds.delete(stream);
      return;
    }
  }
}
