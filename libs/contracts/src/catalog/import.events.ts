import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Count, Doc, OpaqueId, Text } from '../vocabulary';

@Doc('A file was imported, all of it in this one step; the counts say what it changed.')
@EventContract<CatalogImported>({
  topic: 'catalog.import.v1',
  readers: [],
  example: { importId: 'imp_6f3h9z', products: 120, variants: 340, prices: 512, contentHash: '9c1185a5' },
})
export class CatalogImported extends DomainEvent {
  readonly type = 'CatalogImported';

  @OpaqueId()
  importId!: string;

  @Doc('Products that were created or changed.')
  @Count()
  products!: number;

  @Doc('Variants that were added or changed.')
  @Count()
  variants!: number;

  @Doc('Prices that were added.')
  @Count()
  prices!: number;

  @Doc('Hash of the file.')
  @Text(64)
  contentHash!: string;

  constructor(fields: Fields<CatalogImported>) {
    super(fields);
  }
}
