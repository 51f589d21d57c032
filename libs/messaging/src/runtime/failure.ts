import { DomainError, type ErrorKind, type ErrorRegistry } from '@entrepot/kernel';
import { eventstoreErrors } from '@entrepot/eventstore';
import { UnreadableMessage } from '../message/incoming';

/**
 * What is to be done about an input that failed.
 *
 * - `dead`: it will never work as it is. Dead letter, at once.
 * - `early`: what it is about does not exist yet. It waits, for a stated time.
 * - `broken`: nobody knows why. It waits and is tried a stated number of times.
 * - `away`: database, broker or another system is away. Nothing is wrong with the input: hold it and back off.
 */
export interface Failure {
  readonly kind: 'dead' | 'early' | 'broken' | 'away';
  readonly code: string;
  readonly reason: string;
}

const FATE: Readonly<Record<ErrorKind, Failure['kind']>> = {
  'not-found': 'early',
  unavailable: 'away',
  invalid: 'dead',
  forbidden: 'dead',
  conflict: 'dead',
  stale: 'dead',
};

const AWAY = new Set(
  (
    'MongoNetworkError MongoNetworkTimeoutError MongoServerSelectionError MongoNotConnectedError MongoPoolClearedError ' +
    'MongoTopologyClosedError MongoExpiredSessionError MongooseServerSelectionError MongoWaitQueueTimeoutError ' +
    'MongoPoolClearedOnNetworkError MongoOperationTimeoutError KafkaJSConnectionError KafkaJSConnectionClosedError ' +
    'KafkaJSRequestTimeoutError KafkaJSNumberOfRetriesExceeded KafkaJSNoBrokerAvailableError KafkaJSBrokerNotFound'
  ).split(' '),
);
const AWAY_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
/**
 * Server codes about the server, which the same request may not meet again: stepping down, timeouts, shutting down, interruption,
 * missing rights, locks, a table that is another one by now, a full disk.
 */
const AWAY_SERVER_CODES = new Set([
  6, 7, 13, 18, 24, 43, 50, 64, 89, 91, 112, 134, 175, 189, 246, 251, 262, 9_001, 10_107, 11_600, 11_601, 11_602,
  13_435, 13_436, 14_031,
]);
const LABELS = ['RetryableWriteError', 'TransientTransactionError', 'RetryableError'];

const STORE_ERRORS: ErrorRegistry = eventstoreErrors;

interface Marks {
  readonly name?: string;
  readonly code?: unknown;
  /** What a write of many says about single documents. */
  readonly writeErrors?: unknown;
  readonly hasErrorLabel?: (label: string) => boolean;
  readonly cause?: unknown;
}

/** Whether an error says that a database, broker or network is away for now. */
export function isAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if (error instanceof DomainError) return STORE_ERRORS[error.code]?.kind === 'unavailable';
  const { name, code, cause } = error as Marks;
  if (AWAY.has(name ?? '') || AWAY_CODES.has(String(code)) || isOfServer(error)) return true;
  if (LABELS.some((label) => (error as Marks).hasErrorLabel?.(label))) return true;
  return cause !== undefined && cause !== error && isAway(cause);
}

/** The driver wraps whatever happens to a write of many, and with it the name that would tell. */
function isOfServer({ name, code, writeErrors }: Marks): boolean {
  if (name === 'MongoBulkWriteError' && [writeErrors ?? []].flat().length === 0) return true;
  return name?.startsWith('Mongo') === true && AWAY_SERVER_CODES.has(Number(code));
}

/** Sorts failures by the service's error registry; a refusal that is in no registry is taken as final. */
export function failuresOf(registry: ErrorRegistry): (error: unknown) => Failure {
  return (error) => {
    if (error instanceof UnreadableMessage) return { kind: 'dead', code: error.code, reason: error.message };
    if (error instanceof DomainError) return refusal(error, registry);
    const kind = isAway(error) ? 'away' : 'broken';
    return { kind, code: 'handler.failed', reason: describe(error) };
  };
}

function refusal(error: DomainError, registry: ErrorRegistry): Failure {
  const kind = FATE[(registry[error.code] ?? STORE_ERRORS[error.code])?.kind ?? 'invalid'];
  const fields = error.errors.map(({ field, rule }) => `${field} ${rule}`);
  return { kind, code: error.code, reason: [error.code, ...fields].join('; ').slice(0, 500) };
}

function describe(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, 500);
}
