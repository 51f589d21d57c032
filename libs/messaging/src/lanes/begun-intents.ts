import { RecentMap } from '@entrepot/eventstore';

const REMEMBERED = 10_000;

/**
 * The intents that this process has tried. A broker may have got one twice, where its answer to the first copy was lost: both
 * say that they were sent for the first time.
 */
export class BegunIntents {
  private readonly begun = new RecentMap<true>(REMEMBERED);
  private readonly underWay = new Set<string>();

  /** The answer ends it. */
  begin(id: string): () => void {
    this.begun.set(id, true);
    this.underWay.add(id);
    return () => void this.underWay.delete(id);
  }

  has(id: string): boolean {
    return this.begun.has(id);
  }

  isUnderWay(id: string): boolean {
    return this.underWay.has(id);
  }
}
