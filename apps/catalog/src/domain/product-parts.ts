import type {
  ProductMediaAdded,
  ProductMediaChanged,
  ProductMediaOrdered,
  ProductMediaRemoved,
} from '@entrepot/contracts/catalog';
import { never } from '@entrepot/kernel';

/** A named value that sets a variant apart. */
export interface Attribute {
  readonly name: string;
  readonly value: string;
}

/** What a product says in a language. */
export interface ProductTranslation {
  readonly locale: string;
  readonly title?: string;
  readonly description?: string;
}

/** What a variant says in a language. */
export interface VariantTranslation {
  readonly locale: string;
  readonly title?: string;
  readonly attributes?: readonly Attribute[];
}

/** So many pieces of a SKU that a bundle is made of. */
export interface Component {
  readonly sku: string;
  readonly quantity: number;
}

/** A picture or a film. */
export interface Media {
  readonly mediaId: string;
  readonly mediaType: 'image' | 'video';
  readonly url: string;
  /** The variant that it shows; absent: the product. */
  readonly sku?: string;
  readonly alt: readonly { readonly locale: string; readonly text: string }[];
}

export type MediaEvent = ProductMediaAdded | ProductMediaChanged | ProductMediaRemoved | ProductMediaOrdered;

/** What is said in all languages after `said` was; undefined when nothing is left. */
export function withTranslation<T extends { readonly locale: string }>(
  known: readonly T[] = [],
  said: T,
): readonly T[] | undefined {
  const others = known.filter(({ locale }) => locale !== said.locale);
  const isEmpty = Object.keys(said).length === 1;
  const all = isEmpty ? others : [...others, said].sort((a, b) => (a.locale < b.locale ? -1 : 1));
  return all.length === 0 ? undefined : all;
}

/** The pictures and films after an event; undefined when none is left. */
export function withMedia(known: readonly Media[] = [], event: MediaEvent): readonly Media[] | undefined {
  const all = arranged(known, event);
  return all.length === 0 ? undefined : all;
}

function arranged(known: readonly Media[], event: MediaEvent): readonly Media[] {
  switch (event.type) {
    case 'ProductMediaAdded':
      return [...known.slice(0, event.position), mediaOf(event), ...known.slice(event.position)];
    case 'ProductMediaChanged':
      return known.map((media) => (media.mediaId === event.mediaId ? mediaOf(event) : media));
    case 'ProductMediaRemoved':
      return known.filter(({ mediaId }) => mediaId !== event.mediaId);
    case 'ProductMediaOrdered':
      return event.mediaIds.flatMap((id) => known.filter(({ mediaId }) => mediaId === id));
    default:
      return never(event);
  }
}

/** The fields of a picture or a film only. */
export function mediaOf({ mediaId, mediaType, url, sku, alt }: Media): Media {
  return { mediaId, mediaType, url, ...(sku === undefined ? {} : { sku }), alt };
}
