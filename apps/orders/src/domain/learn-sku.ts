import type { VariantAdded, VariantBundled, VariantPriced } from '@entrepot/contracts/catalog';
import {
  AwaitedSkuAppeared,
  SkuBundleLearned,
  SkuLearned,
  SkuPriceLearned,
  SkuStillAwaited,
} from '@entrepot/contracts/orders';
import { contentHash, decided, ignored, type Decide } from '@entrepot/kernel';
import type { KnownSku } from './sku';

/** The catalog knows a SKU: every order that waits for it is told, the first of them at once. */
export const learnSku: Decide<KnownSku, VariantAdded> = (known, { sku }) =>
  known.isKnown ? ignored('this SKU is known') : decided(new SkuLearned({ sku }), ...toldNow(known, sku));

/** There may be any number of orders that wait, and a record and a send can only hold so many: the next of them are told. */
export const tellWaitingOrders: Decide<KnownSku, SkuStillAwaited> = (known, { sku }) =>
  known.awaitedBy.length === 0 ? ignored('every order is told') : decided(...toldNow(known, sku));

function toldNow(
  { awaitedBy: [first = [], ...others] }: KnownSku,
  sku: string,
): (AwaitedSkuAppeared | SkuStillAwaited)[] {
  const told = first.map((orderId) => new AwaitedSkuAppeared({ sku, orderId }));
  return others.length === 0 ? told : [...told, new SkuStillAwaited({ sku })];
}

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
