import type {
  MovementResult,
  StockImportAccepted,
  StockImportPartBooked,
  StockImportPartRequested,
  StockImportPartSettled,
  StockImportPartStored,
  StockMovement,
} from '@entrepot/contracts/inventory';
import { defineStream, never, type StreamRef } from '@entrepot/kernel';

/** A file of movements and how far it is. */
export interface StockImportRecord {
  readonly status: 'running' | 'done';
  readonly lines: number;
  readonly movements: number;
  readonly parts: number;
  /** The part that is booked now; as many as there are: none. */
  readonly part: number;
  readonly booked: number;
  readonly repeated: number;
  readonly refused: number;
  readonly client?: string;
  readonly acceptedAt: string;
  readonly finishedAt?: string;
}

export type StockImport = { readonly status: 'none' } | StockImportRecord;

/** stock-import/<importId> */
export const StockImportStream = defineStream<
  StockImport,
  StockImportAccepted | StockImportPartRequested | StockImportPartBooked
>({
  kind: 'stock-import',
  initial: { status: 'none' },
  evolve: (file, event, { at }) => {
    switch (event.type) {
      case 'StockImportAccepted': {
        const { lines, movements, parts, client } = event;
        const told = client === undefined ? {} : { client };
        const figures = { lines, movements, parts, part: 0, booked: 0, repeated: 0, refused: 0 };
        return { status: 'running', ...figures, ...told, acceptedAt: at };
      }
      case 'StockImportPartRequested':
        return file;
      case 'StockImportPartBooked':
        return file.status === 'none' ? file : further(file, event, at);
      default:
        return never(event);
    }
  },
});

function further(file: StockImportRecord, event: StockImportPartBooked, at: string): StockImportRecord {
  const part = event.part + 1;
  const sums = {
    booked: file.booked + event.booked,
    repeated: file.repeated + event.repeated,
    refused: file.refused + event.refused,
  };
  return { ...file, ...sums, part, ...(part === file.parts && { status: 'done', finishedAt: at }) };
}

/** Movements of a file, and what became of them once they are booked. */
export interface ImportPart {
  readonly movements: readonly StockMovement[];
  readonly results: readonly MovementResult[];
}

/** stock-import-part/<importId>.<part> */
export const ImportPartStream = defineStream<ImportPart, StockImportPartStored | StockImportPartSettled>({
  kind: 'stock-import-part',
  initial: { movements: [], results: [] },
  evolve: (part, event) => {
    switch (event.type) {
      case 'StockImportPartStored':
        return { movements: event.movements, results: [] };
      case 'StockImportPartSettled':
        return { ...part, results: event.results };
      default:
        return never(event);
    }
  },
});

/** Key of a part's stream. */
export function partKey(importId: string, part: number): string {
  return `${importId}.${part}`;
}

export function partRef(importId: string, part: number): StreamRef {
  return { stream: ImportPartStream as StreamRef['stream'], key: partKey(importId, part) };
}
