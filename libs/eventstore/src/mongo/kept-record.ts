import type { Mark, Numbered } from '../feed/numbered';
import type { CommitRecord } from '../records';

/** A record as it is kept: with the number that its writer gave it. */
export interface KeptRecord extends CommitRecord {
  readonly by: number;
  readonly no: number;
  /** The mark of the record before it in its stream, where another writer wrote that one. */
  readonly past?: Mark;
}

export function toKept({ record, mark: [by, no], after }: Numbered): KeptRecord {
  return after === undefined ? { ...record, by, no } : { ...record, by, no, past: after };
}

export function fromKept({ by, no, past, ...record }: KeptRecord): Numbered {
  const mark = [by, no] as const;
  return past === undefined ? { record, mark } : { record, mark, after: past };
}
