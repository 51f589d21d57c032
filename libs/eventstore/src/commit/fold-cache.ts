import { RecentMap } from '../recent-map';
import type { Folded } from './fold';

/**
 * The folds of the streams that were used last, all of them majority-committed. Any of them may be behind: only an insert,
 * or a look at the head, proves that one is not.
 */
export class FoldCache {
  private readonly folds: RecentMap<Folded>;

  /** Keeps at most `limit` folds, and at least the half of them that were used last. */
  constructor(limit: number) {
    this.folds = new RecentMap(Math.ceil(limit / 2));
  }

  get(stream: string): Folded | undefined {
    return this.folds.use(stream);
  }

  /** Keeps the newer of the known fold and this one. */
  put(stream: string, folded: Folded): void {
    const known = this.folds.get(stream);
    if (folded.version === 0 || (known !== undefined && known.version > folded.version)) return;
    this.folds.set(stream, folded);
  }

  delete(stream: string): void {
    this.folds.delete(stream);
  }

  clear(): void {
    this.folds.clear();
  }
}
