import {
  CountryCode,
  CurrencyCode,
  Doc,
  Example,
  MinorAmount,
  NestedList,
  OpaqueId,
  Optional,
  Sku,
  Text,
  TextList,
  Timestamp,
} from '../vocabulary';
import { ProductTranslation, VariantAttribute, VariantTranslation } from './product.parts';
import { Grams, Gtin, HsCode, Millimetres } from './variant.forms';

@Doc('POST /v1/skus/{sku}/prices: what a SKU costs in a currency from a moment on.')
@Example({ currency: 'EUR', amount: 1990, validFrom: '2026-03-01T00:00:00Z' })
export class PriceInput {
  @CurrencyCode()
  currency!: string;

  @Doc('Minor units of the currency: 19.90 EUR is 1990.')
  @MinorAmount()
  amount!: number;

  @Doc('Now, when it is left out. Earlier moments fill in history.')
  @Optional()
  @Timestamp()
  validFrom?: string;
}

@Doc('POST /v1/products/{productId}/variants: something of a product that can be ordered.')
@Example({
  sku: 'TSHIRT-RED-M',
  title: 'Size M',
  gtin: '4006381333931',
  weightGrams: 180,
  hsCode: '610910',
  originCountry: 'PT',
  prices: [{ currency: 'EUR', amount: 1990 }],
})
export class VariantInput {
  @Sku()
  sku!: string;

  @Doc('What sets this variant apart: size, colour.')
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

  @Optional()
  @NestedList(() => VariantTranslation, { max: 50 })
  translations?: readonly VariantTranslation[];

  @Optional()
  @NestedList(() => PriceInput, { max: 200 })
  prices?: PriceInput[];
}

@Doc('POST /v1/products: a product with its variants. `productId` names it: the same one twice is one product.')
@Example({
  productId: 'tshirt-red',
  title: 'T-shirt, red',
  category: 'clothing',
  variants: [{ sku: 'TSHIRT-RED-M', title: 'Size M', weightGrams: 180 }],
})
export class CreateProduct {
  @Doc('Left out, an id is made from the Idempotency-Key.')
  @Optional()
  @OpaqueId()
  productId?: string;

  @Text(500)
  title!: string;

  @Optional()
  @Text(10_000)
  description?: string;

  @Optional()
  @Text(200)
  category?: string;

  @Optional()
  @Text(200)
  brand?: string;

  @Optional()
  @NestedList(() => ProductTranslation, { max: 50 })
  translations?: readonly ProductTranslation[];

  @NestedList(() => VariantInput, { max: 200 })
  variants!: VariantInput[];
}

@Doc('PATCH /v1/products/{productId}: fields that are given replace what is known; the others stay.')
@Example({ description: 'Heavy cotton, straight cut' })
export class ChangeProduct {
  @Optional()
  @Text(500)
  title?: string;

  @Optional()
  @Text(10_000)
  description?: string;

  @Optional()
  @Text(200)
  category?: string;

  @Optional()
  @Text(200)
  brand?: string;

  @Doc('Fields that are no longer known: description, category, brand.')
  @Optional()
  @TextList({ max: 10, each: 64 })
  remove?: string[];
}
