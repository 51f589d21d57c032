import { pageOf } from '../shared';
import {
  CountryCode,
  CurrencyCode,
  Doc,
  Flag,
  MinorAmount,
  NestedList,
  OpaqueId,
  Optional,
  Sku,
  Text,
  TextList,
  Timestamp,
} from '../vocabulary';
import { Grams, Gtin, HsCode, Millimetres } from './variant.forms';

@Doc('What a SKU costs from a moment on, in minor units.')
export class PriceAnswer {
  @CurrencyCode() currency!: string;
  @MinorAmount() amount!: number;
  @Timestamp() validFrom!: string;
}

@Doc('A variant: what can be ordered.')
export class VariantAnswer {
  @Sku() sku!: string;
  @Optional() @Text(500) title?: string;
  @Optional() @Gtin() gtin?: string;
  @Optional() @Grams() weightGrams?: number;
  @Optional() @Millimetres() lengthMm?: number;
  @Optional() @Millimetres() widthMm?: number;
  @Optional() @Millimetres() heightMm?: number;
  @Optional() @HsCode() hsCode?: string;
  @Optional() @CountryCode() originCountry?: string;
  @Doc('The price now, one per currency.') @NestedList(() => PriceAnswer) prices!: PriceAnswer[];
}

@Doc('A product with its variants.')
export class ProductAnswer {
  @OpaqueId() productId!: string;
  @Text(500) title!: string;
  @Optional() @Text(10_000) description?: string;
  @Optional() @Text(200) category?: string;
  @Optional() @Text(200) brand?: string;
  @Doc('Whether it is for sale.') @Flag() published!: boolean;
  @NestedList(() => VariantAnswer) variants!: VariantAnswer[];
}

@Doc('A product in a list.')
export class ProductSummary {
  @OpaqueId() productId!: string;
  @Text(500) title!: string;
  @Optional() @Text(200) category?: string;
  @Optional() @Text(200) brand?: string;
  @Flag() published!: boolean;
  @TextList({ max: 1000, each: 64 }) skus!: string[];
}

export const ProductSummaryPage = pageOf(ProductSummary);

@Doc('A SKU with what its product says. `history` has every price ever given and is told for one SKU only.')
export class SkuAnswer extends VariantAnswer {
  @OpaqueId() productId!: string;
  @Text(500) productTitle!: string;
  @Optional() @Text(200) category?: string;
  @Flag() published!: boolean;
  @Optional() @NestedList(() => PriceAnswer) history?: PriceAnswer[];
}

@Doc('Those of the SKUs asked for that exist.')
export class SkuAnswers {
  @NestedList(() => SkuAnswer, { max: 500 }) items!: SkuAnswer[];
}
