import type { VariantAdded, VariantBundled, VariantPriced } from '@entrepot/contracts/catalog';
import { AwaitedSkuAppeared, SkuBundleLearned, SkuLearned, SkuPriceLearned } from '@entrepot/contracts/orders';
import { contentHash, decided, ignored, type Decide } from '@entrepot/kernel';
import type { KnownSku } from './sku';

/** The catalog knows a SKU: every order that waits for it is told. */
export const learnSku: Decide<KnownSku, VariantAdded> = (known, { sku }) => {
  if (known.isKnown) return ignored('this SKU is known');
  const told = known.awaitedBy.map((orderId) => new AwaitedSkuAppeared({ sku, orderId }));
  return decided(new SkuLearned({ sku }), ...told);
};

/** The catalog has a price, to compare orders with. */
export const learnPrice: Decide<KnownSku, VariantPriced> = (known, { sku, currency, amount, validFrom }) => {
  const isKnown = known.prices[currency]?.some((price) => price.amount === amount && price.validFrom === validFrom);
  if (isKnown === true) return ignored('this price is known');
  return decided(new SkuPriceLearned({ sku, currency, amount, validFrom }));
};

/** The catalog says what a SKU is put together from: orders that are placed from now on take it apart. */
export const learnBundle: Decide<KnownSku, VariantBundled> = ({ components: known = [] }, { sku, components }) =>
  contentHash(known) === contentHash(components)
    ? ignored('this is known')
    : decided(new SkuBundleLearned({ sku, components: [...components] }));
