import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Doc, NestedList, OpaqueId, Optional, Sku, Text } from '../vocabulary';
import { VariantAttribute } from './product.parts';
import { Locale } from './variant.forms';

const topic = 'catalog.product.v1';
const readers = ['catalog'];

@Doc('What a product says in a language was replaced by this; without any text it says nothing in it any more.')
@EventContract<ProductTranslated>({
  topic,
  key: 'productId',
  readers,
  example: { productId: 'tshirt-red', locale: 'de', title: 'T-Shirt, rot', description: 'Schwere Baumwolle' },
})
export class ProductTranslated extends DomainEvent {
  readonly type = 'ProductTranslated';

  @OpaqueId()
  productId!: string;

  @Locale()
  locale!: string;

  @Optional()
  @Text(500)
  title?: string;

  @Optional()
  @Text(10_000)
  description?: string;

  constructor(fields: Fields<ProductTranslated>) {
    super(fields);
  }
}

@Doc('What a variant says in a language was replaced by this; without any text it says nothing in it any more.')
@EventContract<VariantTranslated>({
  topic,
  key: 'productId',
  readers,
  example: {
    productId: 'tshirt-red',
    sku: 'TSHIRT-RED-M',
    locale: 'de',
    title: 'Größe M',
    attributes: [{ name: 'colour', value: 'rot' }],
  },
})
export class VariantTranslated extends DomainEvent {
  readonly type = 'VariantTranslated';

  @OpaqueId()
  productId!: string;

  @Sku()
  sku!: string;

  @Locale()
  locale!: string;

  @Optional()
  @Text(500)
  title?: string;

  @Optional()
  @NestedList(() => VariantAttribute, { max: 50 })
  attributes?: readonly VariantAttribute[];

  constructor(fields: Fields<VariantTranslated>) {
    super(fields);
  }
}
