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
  'variant.gtin-invalid': { kind: 'invalid', message: 'The check digit of GTIN {gtin} is wrong' },
  'sku.not-found': { kind: 'not-found', message: 'No SKU {sku}' },
  'sku.taken': { kind: 'conflict', message: 'SKU {sku} belongs to product {productId}' },
  'import.invalid': { kind: 'invalid', message: '{faults} faults in the file; nothing was imported' },
  'import.empty': { kind: 'invalid', message: 'The file has no lines' },
  'import.too-long': { kind: 'invalid', message: 'The file has more than {limit} lines: import it in parts' },
  'import.type-unknown': { kind: 'invalid', message: 'Send text/csv or application/x-ndjson' },
  'import.not-found': { kind: 'not-found', message: 'No import {importId}' },
  'import.conflict': { kind: 'conflict', message: 'Import {importId} was done before with another file' },
});
