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
import { BundleComponent, MediaItem, ProductTranslation, VariantAttribute, VariantTranslation } from './product.parts';
import { Grams, Gtin, HsCode, Locale, Millimetres } from './variant.forms';

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
  @Optional() @NestedList(() => VariantAttribute) attributes?: readonly VariantAttribute[];
  @Doc('What it is put together from, if it is a bundle.')
  @Optional()
  @NestedList(() => BundleComponent)
  components?: readonly BundleComponent[];
  @Doc('The price now, one per currency.') @NestedList(() => PriceAnswer) prices!: PriceAnswer[];
}

@Doc('A picture or a film; `text` says what is to be seen in the language that was asked for.')
export class MediaAnswer extends MediaItem {
  @Optional() @Text(500) text?: string;
}

@Doc('A product with its variants.')
export class ProductAnswer {
  @OpaqueId() productId!: string;
  @Text(500) title!: string;
  @Optional() @Text(10_000) description?: string;
  @Optional() @Text(200) category?: string;
  @Optional() @Text(200) brand?: string;
  @Doc('Whether it is for sale.') @Flag() published!: boolean;
  @Doc('The language that was picked of those asked for; absent: none of them is there.')
  @Optional()
  @Locale()
  locale?: string;
  @Doc('In the order to be shown.') @Optional() @NestedList(() => MediaAnswer) media?: readonly MediaAnswer[];
  @NestedList(() => VariantAnswer) variants!: VariantAnswer[];
}

@Doc('The pictures and films of a product, in the order to be shown.')
export class MediaList {
  @NestedList(() => MediaAnswer) items!: readonly MediaAnswer[];
}

@Doc('All that a product says in other languages.')
export class ProductTranslations {
  @NestedList(() => ProductTranslation) items!: readonly ProductTranslation[];
}

@Doc('All that a variant says in other languages.')
export class VariantTranslations {
  @NestedList(() => VariantTranslation) items!: readonly VariantTranslation[];
}

@Doc('A product in a list.')
export class ProductSummary {
  @OpaqueId() productId!: string;
  @Text(500) title!: string;
  @Optional() @Text(200) category?: string;
  @Optional() @Text(200) brand?: string;
  @Flag() published!: boolean;
  @TextList({ max: 1000, each: 64 }) skus!: string[];
  @Doc('The language that was picked for the title.') @Optional() @Locale() locale?: string;
}

export const ProductSummaryPage = pageOf(ProductSummary);

@Doc('A SKU with what its product says. `history` has every price ever given and is told for one SKU only.')
export class SkuAnswer extends VariantAnswer {
  @OpaqueId() productId!: string;
  @Text(500) productTitle!: string;
  @Optional() @Text(200) category?: string;
  @Flag() published!: boolean;
  @Doc('The language that was picked of those asked for.') @Optional() @Locale() locale?: string;
  @Optional() @NestedList(() => PriceAnswer) history?: PriceAnswer[];
}

@Doc('Those of the SKUs asked for that exist.')
export class SkuAnswers {
  @NestedList(() => SkuAnswer, { max: 500 }) items!: SkuAnswer[];
}
