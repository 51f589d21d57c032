import { Doc, NestedList, OneOf, OpaqueId, Optional, Quantity, Sku, Text } from '../vocabulary';
import { AttributeName, Locale, MediaUrl } from './variant.forms';

export const MEDIA_TYPES = ['image', 'video'] as const;

export type MediaType = (typeof MEDIA_TYPES)[number];

@Doc('What sets a variant apart: size, colour, material.')
export class VariantAttribute {
  @AttributeName() name!: string;
  @Text(500) value!: string;
}

@Doc('What a product says in a language. What is left out is said as it is without a language.')
export class ProductTranslation {
  @Locale() locale!: string;
  @Optional() @Text(500) title?: string;
  @Optional() @Text(10_000) description?: string;
}

@Doc('What a variant says in a language. What is left out is said as it is without a language.')
export class VariantTranslation {
  @Locale() locale!: string;
  @Optional() @Text(500) title?: string;
  @Optional() @NestedList(() => VariantAttribute, { max: 50 }) attributes?: readonly VariantAttribute[];
}

@Doc('What is to be seen, for those who cannot see it, in a language.')
export class AltText {
  @Locale() locale!: string;
  @Text(500) text!: string;
}

@Doc('So many pieces of a SKU that a bundle is made of.')
export class BundleComponent {
  @Sku() sku!: string;
  @Quantity() quantity!: number;
}

@Doc('A picture or a film of a product, or of one of its variants.')
export class MediaItem {
  @OpaqueId() mediaId!: string;
  @OneOf(MEDIA_TYPES) mediaType!: MediaType;
  @MediaUrl() url!: string;
  @Doc('The variant that it shows; absent: the product.') @Optional() @Sku() sku?: string;
  @NestedList(() => AltText, { max: 50 }) alt!: readonly AltText[];
}
