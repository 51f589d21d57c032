import { DomainError } from '@entrepot/kernel';
import { mongo } from 'mongoose';
import type { AppendOutcome } from '../store';
import { isDuplicate, writeErrors } from './collections';

/** Server codes about the one document, which would be refused again: BadValue, FailedToParse, Overflow, InvalidBSON, … */
const ABOUT_THE_DOCUMENT = new Set([2, 9, 14, 15, 22, 52, 57, 121, 10_334, 17_280, 17_419, 17_420, 17_280]);

/** Server codes about the server: the same document may pass later. Timeouts, stepping down, interruption, full disk. */
const ABOUT_THE_SERVER = new Set([
  6, 7, 13, 18, 24, 50, 64, 89, 91, 112, 134, 189, 251, 262, 9_001, 10_107, 11_600, 11_601, 11_602, 13_435, 13_436,
  14_031,
]);

/** What became of an ordered insert that failed. */
export function insertOutcome(error: unknown): AppendOutcome {
  if (error instanceof mongo.MongoBulkWriteError) return bulkOutcome(error);
  if (error instanceof mongo.MongoServerSelectionError) return { kind: 'away', error };
  if (isAboutTheDocument(error)) return { kind: 'refused', written: 0, error: error as Error };
  return { kind: 'unknown', error: asError(error) };
}

/** What became of an insert in a transaction that failed before its commit was sent: in any case nothing is written. */
export function unsentOutcome(error: unknown): AppendOutcome {
  if (isDuplicate(error) || hasLabel(error, 'TransientTransactionError')) return transient(error);
  if (isTooLarge(error)) return { kind: 'refused', written: 0, error: new DomainError('decision.too-many-records') };
  const outcome = insertOutcome(error);
  return outcome.kind === 'refused' ? { ...outcome, written: 0 } : { kind: 'away', error: asError(error) };
}

export function hasLabel(error: unknown, label: string): boolean {
  return error instanceof mongo.MongoError && error.hasErrorLabel(label);
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function bulkOutcome(error: mongo.MongoBulkWriteError): AppendOutcome {
  // What was inserted is not known to be on a majority.
  if (error.result.getWriteConcernError() !== undefined) return { kind: 'unknown', error };
  const [first] = writeErrors(error);
  if (first === undefined)
    return isAboutTheDocument(error) ? { kind: 'refused', written: 0, error } : { kind: 'unknown', error };
  if (isDuplicate(error)) return { kind: 'duplicate', written: first.index };
  if (ABOUT_THE_SERVER.has(first.code)) return { kind: 'unknown', error };
  return { kind: 'refused', written: first.index, error };
}

function transient(error: unknown): AppendOutcome {
  return error instanceof mongo.MongoNetworkError ? { kind: 'away', error } : { kind: 'aborted' };
}

/** TransactionTooLargeForCache: all of it must fit in a part of the server's memory until it is committed. */
function isTooLarge(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === 388;
}

function isAboutTheDocument(error: unknown): boolean {
  if (error instanceof mongo.MongoServerError) return ABOUT_THE_DOCUMENT.has(Number(error.code));
  return error instanceof mongo.BSON.BSONError || error instanceof mongo.MongoInvalidArgumentError;
}
