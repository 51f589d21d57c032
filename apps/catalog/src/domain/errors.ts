import { defineErrors } from '@entrepot/kernel';

/** Every refusal of catalog. */
export const catalogErrors = defineErrors({
  'product.not-found': { kind: 'not-found', message: 'No product {productId}' },
  'product.conflict': { kind: 'conflict', message: 'Product {productId} was created before with other content' },
  'product.sku-repeated': { kind: 'invalid', message: 'SKU {sku} is given twice' },
  'product.without-variants': {
    kind: 'conflict',
    message: 'Product {productId} has no variant: there is nothing to sell',
  },
  'variant.conflict': { kind: 'conflict', message: 'SKU {sku} is known already, with other content' },
  'variant.too-many': { kind: 'conflict', message: 'A product has at most {limit} variants' },
  'variant.gtin-invalid': { kind: 'invalid', message: 'The check digit of GTIN {gtin} is wrong' },
  'variant.attribute-repeated': { kind: 'invalid', message: 'The attribute {name} is given twice' },
  'product.field-invalid': { kind: 'invalid', message: 'These fields cannot be changed like this' },
  'product.translation-repeated': { kind: 'invalid', message: 'The language {locale} is given twice' },
  'locale.invalid': { kind: 'invalid', message: 'This is no language tag' },
  'media.not-found': { kind: 'not-found', message: 'The product has no picture or film {mediaId}' },
  'media.repeated': { kind: 'conflict', message: 'This address is shown already as {mediaId}' },
  'media.too-many': { kind: 'conflict', message: 'A product has at most {limit} pictures and films' },
  'media.alt-repeated': { kind: 'invalid', message: 'A language is given twice' },
  'media.order-invalid': { kind: 'invalid', message: 'The order must name every picture and film of the product once' },
  'bundle.invalid': { kind: 'invalid', message: 'A bundle holds other SKUs, each once, and no bundles' },
  'bundle.not-found': { kind: 'not-found', message: 'SKU {sku} is no bundle' },
  'sku.not-found': { kind: 'not-found', message: 'No SKU {sku}' },
  'sku.taken': { kind: 'conflict', message: 'SKU {sku} belongs to product {productId}' },
  'import.invalid': { kind: 'invalid', message: '{faults} faults in the file; nothing was imported' },
  'import.not-found': { kind: 'not-found', message: 'No import {importId}' },
  'import.conflict': { kind: 'conflict', message: 'Import {importId} was done before with another file' },
});
