import { Count, Doc, Flag, NestedList, OpaqueId, Text } from '../vocabulary';

@Doc('How far a service has read what was imported.')
export class ReaderProgress {
  @Text(200) group!: string;
  @Flag() caughtUp!: boolean;
}

@Doc('What an import changed: all of it, in one step.')
export class ImportAnswer {
  @OpaqueId() importId!: string;
  @Doc('True: nothing was changed; the figures say what would be.') @Flag() dryRun!: boolean;
  @Doc('Products that were created or changed.') @Count() products!: number;
  @Doc('Variants that were added or changed.') @Count() variants!: number;
  @Doc('Prices that were added.') @Count() prices!: number;
  @Doc('Services that act on it. One that has not caught up when the answer is given goes on reading.')
  @NestedList(() => ReaderProgress)
  readers!: ReaderProgress[];
}
