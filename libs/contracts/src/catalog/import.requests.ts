import {
  CountryCode,
  CurrencyCode,
  Doc,
  Example,
  Flag,
  MinorAmount,
  NestedList,
  OpaqueId,
  Optional,
  Sku,
  Text,
  Timestamp,
} from '../vocabulary';
import { HasForm } from '../vocabulary/form';
import { VariantInput } from './product.requests';
import { ProductTranslation, VariantAttribute } from './product.parts';
import { Grams, Gtin, HsCode, Locale, Millimetres } from './variant.forms';

@Doc(
  'What a line of an import file says in a language: of the product title and description, of the variant the others.',
)
export class LineTranslation {
  @Locale() locale!: string;
  @Optional() @Text(500) title?: string;
  @Optional() @Text(10_000) description?: string;
  @Optional() @Text(500) variantTitle?: string;
  @Optional() @NestedList(() => VariantAttribute, { max: 50 }) attributes?: readonly VariantAttribute[];
}

@Doc(
  'A line of an import file: a product, one of its variants and, when given, one price of it. Lines of one product or SKU add up.',
)
@Example({
  productId: 'tshirt-red',
  title: 'T-shirt, red',
  sku: 'TSHIRT-RED-M',
  weightGrams: 180,
  currency: 'EUR',
  price: '19.90',
  validFrom: '2026-03-01T00:00:00Z',
})
export class ImportLine {
  @OpaqueId()
  productId!: string;

  @Doc('Required for a product that does not exist yet.')
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

  @Doc('True: the product is for sale after the import; false: it is not.')
  @Optional()
  @Flag()
  published?: boolean;

  @Optional()
  @Sku()
  sku?: string;

  @Optional()
  @Text(500)
  variantTitle?: string;

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
  @CurrencyCode()
  currency?: string;

  @Doc('Price in minor units (1990). Either this or `price`.')
  @Optional()
  @MinorAmount()
  amount?: number;

  @Doc('Price as a decimal text in the currency (19.90). Either this or `amount`.')
  @Optional()
  @HasForm({ pattern: '^[0-9]{1,10}(?:\\.[0-9]{1,6})?$', says: 'be a decimal such as 19.90' })
  price?: string;

  @Doc('When the price begins; the moment of the import when left out.')
  @Optional()
  @Timestamp()
  validFrom?: string;

  @Doc('Of the variant.')
  @Optional()
  @NestedList(() => VariantAttribute, { max: 50 })
  attributes?: readonly VariantAttribute[];

  @Doc('In CSV a column for each text: title.de, description.de, variantTitle.de, attribute.colour.de.')
  @Optional()
  @NestedList(() => LineTranslation, { max: 50 })
  translations?: readonly LineTranslation[];
}

@Doc('A line of an import file in JSON lines that holds a whole product; recognised by its `variants`.')
@Example({
  productId: 'tshirt-red',
  title: 'T-shirt, red',
  published: true,
  variants: [{ sku: 'TSHIRT-RED-M', prices: [{ currency: 'EUR', amount: 1990 }] }],
})
export class ImportProduct {
  @OpaqueId()
  productId!: string;

  @Doc('Required for a product that does not exist yet.')
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

  @Doc('True: the product is for sale after the import; false: it is not.')
  @Optional()
  @Flag()
  published?: boolean;

  @Optional()
  @NestedList(() => ProductTranslation, { max: 50 })
  translations?: readonly ProductTranslation[];

  @NestedList(() => VariantInput, { max: 200 })
  variants!: VariantInput[];
}
