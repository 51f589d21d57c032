import type { CommitRecord } from '@entrepot/eventstore';

/** What one stream adds up to, believing none of the balances that it says itself. */
export interface Summed {
  readonly key: string;
  /** Of the last record that was taken. */
  readonly version: number;
  /** Takes the next record of the stream. */
  add(record: CommitRecord): void;
}

/** Something that two books say differently. */
export interface Fault {
  /** Key of the stream. */
  readonly key: string;
  /** One sentence with both figures. The same difference is always said in the same words: one that only passes is told by that. */
  readonly what: string;
  /** Of the events that say otherwise, the newest last. */
  readonly eventIds: readonly string[];
}

/** The books of a service: one ledger per stream of a kind, and whatever else says the same as they do. */
export abstract class Books<S extends Summed = Summed> {
  /** `stock`: so differences and metrics are labelled. */
  abstract readonly name: string;
  /** The kind of stream that holds a ledger. */
  abstract readonly kind: string;
  /** The view with a row for each; its ids are the streams' keys. */
  abstract readonly view: string;
  /** Begins to add a stream up. */
  abstract open(merchantId: string, key: string): S;
  /** Compares streams of one merchant with what else says the same now. A row that shows another version than was added up is a fault too: it may pass. */
  abstract compare(merchantId: string, sums: readonly S[]): Promise<readonly Fault[]>;
}
