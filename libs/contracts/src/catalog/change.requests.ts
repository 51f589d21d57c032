import {
  CountryCode,
  Doc,
  Example,
  NestedList,
  OneOf,
  Optional,
  Sku,
  Text,
  TextList,
  WholeNumber,
} from '../vocabulary';
import { AltText, BundleComponent, MEDIA_TYPES, VariantAttribute, type MediaType } from './product.parts';
import { Grams, Gtin, HsCode, MediaUrl, Millimetres } from './variant.forms';

@Doc('PATCH /v1/skus/{sku}: fields that are given replace what is known; the others stay.')
@Example({ weightGrams: 185, attributes: [{ name: 'size', value: 'M' }], remove: ['hsCode'] })
export class ChangeVariant {
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

  @Doc('All attributes: those that are not in the list are gone.')
  @Optional()
  @NestedList(() => VariantAttribute, { max: 50 })
  attributes?: readonly VariantAttribute[];

  @Doc('Fields that are no longer known, by their names here.')
  @Optional()
  @TextList({ max: 10, each: 64 })
  remove?: string[];
}

@Doc('PUT /v1/products/{productId}/translations/{locale}: all that the product says in a language.')
@Example({ title: 'T-Shirt, rot', description: 'Schwere Baumwolle, gerader Schnitt' })
export class TranslateProduct {
  @Optional() @Text(500) title?: string;
  @Optional() @Text(10_000) description?: string;
}

@Doc('PUT /v1/skus/{sku}/translations/{locale}: all that the variant says in a language.')
@Example({ title: 'Größe M', attributes: [{ name: 'colour', value: 'rot' }] })
export class TranslateVariant {
  @Optional() @Text(500) title?: string;
  @Optional() @NestedList(() => VariantAttribute, { max: 50 }) attributes?: readonly VariantAttribute[];
}

@Doc('POST /v1/products/{productId}/media: a picture or a film more.')
@Example({
  mediaType: 'image',
  url: 'https://cdn.example.com/tshirt-red/front.jpg',
  alt: [{ locale: 'en', text: 'The shirt from the front' }],
})
export class AddMedia {
  @OneOf(MEDIA_TYPES) mediaType!: MediaType;
  @MediaUrl() url!: string;
  @Doc('The variant that it shows; left out: the product.') @Optional() @Sku() sku?: string;
  @Optional() @NestedList(() => AltText, { max: 50 }) alt?: readonly AltText[];
  @Doc('From 0; at the end when left out.') @Optional() @WholeNumber(0, 1000) position?: number;
}

@Doc('PATCH /v1/products/{productId}/media/{mediaId}: fields that are given replace what is known; the others stay.')
@Example({ alt: [{ locale: 'de', text: 'Das Hemd von vorn' }] })
export class ChangeMedia {
  @Optional() @OneOf(MEDIA_TYPES) mediaType?: MediaType;
  @Optional() @MediaUrl() url?: string;
  @Optional() @NestedList(() => AltText, { max: 50 }) alt?: readonly AltText[];
}

@Doc('PUT /v1/products/{productId}/media/order: every picture and film of the product once, in the order to be shown.')
@Example({ mediaIds: ['med_5k2p8q', 'med_1a7c3d'] })
export class OrderMedia {
  @TextList({ max: 100, each: 64 }) mediaIds!: readonly string[];
}

@Doc('PUT /v1/skus/{sku}/bundle: what the variant is put together from.')
@Example({
  components: [
    { sku: 'TSHIRT-RED-M', quantity: 2 },
    { sku: 'HAT', quantity: 1 },
  ],
})
export class SetBundle {
  @NestedList(() => BundleComponent, { min: 1, max: 50 }) components!: readonly BundleComponent[];
}
