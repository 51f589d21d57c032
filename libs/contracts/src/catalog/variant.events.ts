import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import {
  CountryCode,
  CurrencyCode,
  Doc,
  MinorAmount,
  NestedList,
  OpaqueId,
  Optional,
  Sku,
  Text,
  Timestamp,
} from '../vocabulary';
import { VariantAttribute } from './product.parts';
import { Grams, Gtin, HsCode, Millimetres } from './variant.forms';

const topic = 'catalog.product.v1';
const described = {
  productId: 'tshirt-red',
  sku: 'TSHIRT-RED-M',
  title: 'Size M',
  gtin: '4006381333931',
  weightGrams: 180,
  lengthMm: 300,
  widthMm: 220,
  heightMm: 20,
  hsCode: '610910',
  originCountry: 'PT',
  attributes: [{ name: 'size', value: 'M' }],
};

abstract class VariantDescribed extends DomainEvent {
  @OpaqueId()
  productId!: string;

  @Sku()
  sku!: string;

  @Optional()
  @Text(500)
  title?: string;

  @Optional()
  @Gtin()
  gtin?: string;

  @Optional()
  @Grams()
  weightGrams?: number;

  @Optional()
  @Millimetres()
  lengthMm?: number;

  @Optional()
  @Millimetres()
  widthMm?: number;

  @Optional()
  @Millimetres()
  heightMm?: number;

  @Optional()
  @HsCode()
  hsCode?: string;

  @Optional()
  @CountryCode()
  originCountry?: string;

  @Optional()
  @NestedList(() => VariantAttribute, { max: 50 })
  attributes?: readonly VariantAttribute[];
}

@Doc('A product has a new variant: from now on this SKU is known.')
@EventContract<VariantAdded>({
  topic,
  key: 'productId',
  readers: ['catalog', 'logistics', 'orders'],
  example: described,
})
export class VariantAdded extends VariantDescribed {
  readonly type = 'VariantAdded';

  constructor(fields: Fields<VariantAdded>) {
    super(fields);
  }
}

@Doc('What is known about a variant was replaced by this; a field that is absent is no longer known.')
@EventContract<VariantChanged>({ topic, key: 'productId', readers: ['catalog', 'logistics'], example: described })
export class VariantChanged extends VariantDescribed {
  readonly type = 'VariantChanged';

  constructor(fields: Fields<VariantChanged>) {
    super(fields);
  }
}

@Doc('What the SKU costs in this currency from `validFrom` on, until a later price begins.')
@EventContract<VariantPriced>({
  topic,
  key: 'productId',
  readers: ['catalog', 'orders', 'returns'],
  example: {
    productId: 'tshirt-red',
    sku: 'TSHIRT-RED-M',
    currency: 'EUR',
    amount: 1990,
    validFrom: '2026-03-01T00:00:00Z',
  },
})
export class VariantPriced extends DomainEvent {
  readonly type = 'VariantPriced';

  @OpaqueId()
  productId!: string;

  @Sku()
  sku!: string;

  @CurrencyCode()
  currency!: string;

  @MinorAmount()
  amount!: number;

  @Timestamp()
  validFrom!: string;

  constructor(fields: Fields<VariantPriced>) {
    super(fields);
  }
}

@Doc('This SKU belongs to this product and to no other.')
@EventContract<SkuAssigned>({
  topic: 'catalog.sku.v1',
  readers: [],
  example: { sku: 'TSHIRT-RED-M', productId: 'tshirt-red' },
})
export class SkuAssigned extends DomainEvent {
  readonly type = 'SkuAssigned';

  @Sku()
  sku!: string;

  @OpaqueId()
  productId!: string;

  constructor(fields: Fields<SkuAssigned>) {
    super(fields);
  }
}
