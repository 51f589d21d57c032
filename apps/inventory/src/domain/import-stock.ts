import {
  StockImportAccepted,
  StockImportPartBooked,
  StockImportPartRequested,
  StockImportPartSettled,
  StockImportPartStored,
  type MovementOutcome,
  type MovementResult,
  type StockMovement,
} from '@entrepot/contracts/inventory';
import { decided, ignored, never, type Decide, type Decided } from '@entrepot/kernel';
import { ImportPartStream, partKey, type StockImport } from './stock-import';
import type { ToldBy } from './told-by';

/** A file, read and put together. */
export interface MovementFile extends ToldBy {
  readonly lines: number;
  readonly movements: readonly StockMovement[];
}

/** What came of booking a part. */
export interface PartOutcome {
  readonly kind: 'settled';
  readonly results: readonly MovementResult[];
}

const MOST_MOVEMENTS_A_PART = 250;
/** Far below what an event may weigh, whatever a character takes. */
const MOST_CHARACTERS_A_PART = 80_000;

/** Takes a file in: all of it is kept, and the first part is asked for. */
export const acceptImport: Decide<StockImport, MovementFile> = (file, request, given) => {
  switch (file.status) {
    case 'none': {
      const { lines, movements, client } = request;
      const parts = cut(movements);
      const importId = given.key;
      const figures = { lines, movements: movements.length, parts: parts.length };
      const accepted = new StockImportAccepted({ importId, ...figures, ...(client === undefined ? {} : { client }) });
      return parts.reduce<Decided>(
        (so, part, index) =>
          so.on(ImportPartStream, partKey(importId, index), new StockImportPartStored({ movements: part })),
        decided(accepted, new StockImportPartRequested({ importId, part: 0 })),
      );
    }
    case 'running':
    case 'done':
      return ignored('taken in already');
    default:
      return never(file);
  }
};

/** Notes what became of a part and asks for the next one: parts are booked one after another, as the file has them. */
export const settlePart: Decide<
  StockImport,
  { readonly intent: StockImportPartRequested; readonly outcome: PartOutcome }
> = (file, { intent, outcome }) => {
  const { importId, part } = intent;
  if (!awaitsPart(file, part) || file.status === 'none') return ignored('settled already');
  const { results } = outcome;
  const count = (wanted: MovementOutcome) => results.filter((each) => each.outcome === wanted).length;
  const figures = { booked: count('booked'), repeated: count('repeated'), refused: count('refused') };
  const booked = new StockImportPartBooked({ importId, part, ...figures });
  const next = part + 1 < file.parts ? [new StockImportPartRequested({ importId, part: part + 1 })] : [];
  const settled = new StockImportPartSettled({ results });
  return decided(booked, ...next).on(ImportPartStream, partKey(importId, part), settled);
};

/** Whether this part is the one to be booked now. */
export function awaitsPart(file: StockImport, part: number): boolean {
  return file.status === 'running' && file.part === part;
}

function cut(movements: readonly StockMovement[]): StockMovement[][] {
  const parts: StockMovement[][] = [];
  let weight = Infinity;
  for (const movement of movements) {
    const own = JSON.stringify(movement).length;
    const last = parts.at(-1);
    if (last === undefined || last.length === MOST_MOVEMENTS_A_PART || weight + own > MOST_CHARACTERS_A_PART) {
      parts.push([movement]);
      weight = own;
    } else {
      last.push(movement);
      weight += own;
    }
  }
  return parts;
}
