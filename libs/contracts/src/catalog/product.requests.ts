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
import { Grams, Gtin, HsCode, Millimetres } from './variant.forms';

@Doc('POST /v1/skus/{sku}/prices: what a SKU costs in a currency from a moment on.')
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
  @NestedList(() => PriceInput, { max: 200 })
  prices?: PriceInput[];
}

@Doc('POST /v1/products: a product with its variants. `productId` names it: the same one twice is one product.')
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

  @NestedList(() => VariantInput, { max: 200 })
  variants!: VariantInput[];
}

@Doc('PATCH /v1/products/{productId}: fields that are given replace what is known; the others stay.')
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
}
