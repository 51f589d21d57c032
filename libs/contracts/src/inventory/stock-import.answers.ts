import { pageOf } from '../shared';
import { Count, Doc, Flag, FreeKey, NestedList, OneOf, OpaqueId, Optional, Text, Timestamp } from '../vocabulary';
import { MovementResult } from './stock-import.events';

export const STOCK_IMPORT_STATES = ['running', 'done'] as const;

export type StockImportState = (typeof STOCK_IMPORT_STATES)[number];

@Doc('A fault in a line of a file; `line` counts from 1, the header included.')
export class LineProblem {
  @Count() line!: number;
  @Text(1000, 0) field!: string;
  @Text(64) rule!: string;
  @Text(120) code!: string;
  @Text(8000) message!: string;
}

@Doc('How far a file of stock movements is. Lines of one receipt are one movement.')
export class StockImportAnswer {
  @Optional() @OpaqueId() importId?: string;
  @Doc('True: nothing was booked; the figures and problems say what would be.') @Flag() dryRun!: boolean;
  @OneOf(STOCK_IMPORT_STATES) state!: StockImportState;
  @Count() lines!: number;
  @Count() movements!: number;
  @Count() booked!: number;
  @Doc('Those that had been booked before.') @Count() repeated!: number;
  @Count() refused!: number;
  @Optional() @FreeKey() client?: string;
  @Optional() @Timestamp() acceptedAt?: string;
  @Optional() @Timestamp() finishedAt?: string;
  @Doc('Of a dry run: the first 1,000.') @Optional() @NestedList(() => LineProblem) problems?: LineProblem[];
}

export const StockImportAnswerPage = pageOf(StockImportAnswer);

export const MovementResultPage = pageOf(MovementResult);
