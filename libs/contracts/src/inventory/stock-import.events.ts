import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Count, Doc, FreeKey, NestedList, OneOf, OpaqueId, Optional, Text, WholeNumber } from '../vocabulary';
import { StockMovement } from './stock-import.requests';

const topic = 'inventory.import.v1';
const importId = 'sim_4r8w2m';

export const MOVEMENT_OUTCOMES = ['booked', 'repeated', 'refused'] as const;

export type MovementOutcome = (typeof MOVEMENT_OUTCOMES)[number];

@Doc('What became of a movement of a file. repeated: it had been booked before.')
export class MovementResult {
  @WholeNumber(1, 10_000_000) line!: number;
  @FreeKey() id!: string;
  @OneOf(MOVEMENT_OUTCOMES) outcome!: MovementOutcome;
  @Doc('Why it was refused.') @Optional() @Text(120) code?: string;
  @Optional() @Text(1000) field?: string;
  @Optional() @Text(64) rule?: string;
  @Optional() @Text(2000) message?: string;
}

@Doc('A file of stock movements was taken in; its movements are booked part by part, in the order of the file.')
@EventContract<StockImportAccepted>({
  topic,
  readers: ['inventory'],
  example: { importId, lines: 1200, movements: 900, parts: 4, client: 'warehouse-app' },
})
export class StockImportAccepted extends DomainEvent {
  readonly type = 'StockImportAccepted';

  @OpaqueId()
  importId!: string;

  @Count()
  lines!: number;

  @Count()
  movements!: number;

  @Count()
  parts!: number;

  @Optional()
  @FreeKey()
  client?: string;

  constructor(fields: Fields<StockImportAccepted>) {
    super(fields);
  }
}

@Doc('The next part of a file is to be booked.')
@EventContract<StockImportPartRequested>({ topic, readers: ['inventory'], example: { importId, part: 0 } })
export class StockImportPartRequested extends DomainEvent {
  readonly type = 'StockImportPartRequested';

  @OpaqueId()
  importId!: string;

  @Count()
  part!: number;

  constructor(fields: Fields<StockImportPartRequested>) {
    super(fields);
  }
}

@Doc('A part of a file is done.')
@EventContract<StockImportPartBooked>({
  topic,
  readers: ['inventory'],
  example: { importId, part: 0, booked: 248, repeated: 1, refused: 1 },
})
export class StockImportPartBooked extends DomainEvent {
  readonly type = 'StockImportPartBooked';

  @OpaqueId()
  importId!: string;

  @Count()
  part!: number;

  @Count()
  booked!: number;

  @Count()
  repeated!: number;

  @Count()
  refused!: number;

  constructor(fields: Fields<StockImportPartBooked>) {
    super(fields);
  }
}

@Doc('Movements of a file, as they are to be booked.')
@EventContract<StockImportPartStored>({
  topic,
  readers: [],
  example: {
    movements: [
      {
        line: 2,
        receipt: { receiptId: 'receipt-1001', placeId: 'gru-1', lines: [{ sku: 'TSHIRT-RED-M', quantity: 25 }] },
      },
    ],
  },
})
export class StockImportPartStored extends DomainEvent {
  readonly type = 'StockImportPartStored';

  @NestedList(() => StockMovement)
  movements!: readonly StockMovement[];

  constructor(fields: Fields<StockImportPartStored>) {
    super(fields);
  }
}

@Doc('What became of the movements of a part, in the order of the file.')
@EventContract<StockImportPartSettled>({
  topic,
  readers: [],
  example: { results: [{ line: 2, id: 'receipt-1001', outcome: 'booked' }] },
})
export class StockImportPartSettled extends DomainEvent {
  readonly type = 'StockImportPartSettled';

  @NestedList(() => MovementResult)
  results!: readonly MovementResult[];

  constructor(fields: Fields<StockImportPartSettled>) {
    super(fields);
  }
}
