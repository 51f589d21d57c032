import {
  ProductMediaAdded,
  ProductMediaChanged,
  ProductMediaOrdered,
  ProductMediaRemoved,
  type ChangeMedia,
} from '@entrepot/contracts/catalog';
import { contentHash, decided, DomainError, ignored, type Decide } from '@entrepot/kernel';
import { requireProduct, requireVariant } from './known-product';
import { canonicalLocale } from './locales';
import { picked } from './picked';
import type { Product } from './product';
import { mediaOf, type Media } from './product-parts';

const MOST_MEDIA = 100;

/** A picture or a film to be added; at the end unless it has a `position`. */
export interface WantedMedia extends Media {
  readonly position?: number;
}

/** Adds a picture or a film to a product. */
export const addMedia: Decide<Product, WantedMedia> = (product, request, given) => {
  const known = requireProduct(product, given);
  const { media = [] } = known;
  const wanted = { ...mediaOf(request), alt: requireAlt(request.alt) };
  if (wanted.sku !== undefined) requireVariant(known, wanted.sku);
  const same = media.find(({ url, sku }) => url === wanted.url && sku === wanted.sku);
  if (same !== undefined) refuseUrl(same.mediaId);
  if (media.length >= MOST_MEDIA) throw new DomainError('media.too-many', { limit: MOST_MEDIA });
  const position = Math.min(request.position ?? media.length, media.length);
  return decided(new ProductMediaAdded({ productId: given.key, ...wanted, position }));
};

/** Replaces what is given of a picture or a film. */
export const changeMedia: Decide<Product, ChangeMedia & { readonly mediaId: string }> = (product, request, given) => {
  const { media = [] } = requireProduct(product, given);
  const known = requireMedia(media, request.mediaId);
  const alt = request.alt === undefined ? known.alt : requireAlt(request.alt);
  const now = { ...known, ...picked(request, ['mediaType', 'url']), alt };
  const same = media.find(({ url, sku, mediaId }) => url === now.url && sku === now.sku && mediaId !== now.mediaId);
  if (same !== undefined) refuseUrl(same.mediaId);
  if (contentHash(now) === contentHash(known)) return ignored('it is so already');
  return decided(new ProductMediaChanged({ productId: given.key, ...now }));
};

/** Takes a picture or a film away. */
export const removeMedia: Decide<Product, { readonly mediaId: string }> = (product, { mediaId }, given) => {
  const { media = [] } = requireProduct(product, given);
  requireMedia(media, mediaId);
  return decided(new ProductMediaRemoved({ productId: given.key, mediaId }));
};

/** Puts all pictures and films of a product in order. */
export const orderMedia: Decide<Product, { readonly mediaIds: readonly string[] }> = (product, { mediaIds }, given) => {
  const known = (requireProduct(product, given).media ?? []).map(({ mediaId }) => mediaId);
  mediaIds.forEach((mediaId, index) => {
    const field = `mediaIds[${index}]`;
    if (!known.includes(mediaId)) refuseOrder(field, 'exists', `the product has no ${mediaId}`);
    if (mediaIds.indexOf(mediaId) !== index) refuseOrder(field, 'unique', 'is given twice');
  });
  const missing = known.find((mediaId) => !mediaIds.includes(mediaId));
  if (missing !== undefined) refuseOrder('mediaIds', 'complete', `must name ${missing} too`);
  if (known.join() === mediaIds.join()) return ignored('they are in this order already');
  return decided(new ProductMediaOrdered({ productId: given.key, mediaIds }));
};

function requireMedia(media: readonly Media[], mediaId: string): Media {
  const found = media.find((each) => each.mediaId === mediaId);
  if (found === undefined) throw new DomainError('media.not-found', { mediaId });
  return found;
}

function requireAlt(alt: Media['alt']): { locale: string; text: string }[] {
  const texts = alt.map(({ locale, text }, index) => ({
    locale: canonicalLocale(locale, `alt[${index}].locale`),
    text,
  }));
  const twice = texts.findIndex(({ locale }, index) => texts.findIndex((each) => each.locale === locale) !== index);
  if (twice === -1) return texts;
  const error = { field: `alt[${twice}].locale`, rule: 'unique', message: 'is given twice' };
  throw new DomainError('media.alt-repeated', {}, [error]);
}

function refuseUrl(mediaId: string): never {
  throw new DomainError('media.repeated', { mediaId }, [
    { field: 'url', rule: 'unique', message: `is shown already as ${mediaId}` },
  ]);
}

function refuseOrder(field: string, rule: string, message: string): never {
  throw new DomainError('media.order-invalid', {}, [{ field, rule, message }]);
}
