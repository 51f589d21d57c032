import type { MediaAnswer, ProductAnswer, SkuAnswer, VariantAnswer } from '@entrepot/contracts/catalog';
import { DomainError } from '@entrepot/kernel';
import { DatabaseTime } from '@entrepot/platform';
import { Injectable } from '@nestjs/common';
import { canonicalOrNone, suiting } from '../domain/locales';
import { pricesAt } from '../domain/prices';
import { factsOf, textOf, type KnownProduct, type Product, type Variant, type VariantFacts } from '../domain/product';
import type { Media } from '../domain/product-parts';

/** How somebody looks at the catalog: at which moment, in which languages (best first). */
export interface Look {
  readonly now: string;
  readonly wanted: readonly string[];
}

/** Prices are those of now as the database tells the time: every process answers the same. */
@Injectable()
export class Looks {
  constructor(private readonly time: DatabaseTime) {}

  /** Now, in the languages wanted, however their tags are spelled. */
  now(wanted: readonly string[] = []): Look {
    return { now: this.time.now(), wanted: wanted.flatMap((tag) => canonicalOrNone(tag) ?? []) };
  }
}

/** A product as callers see it. Throws `product.not-found` when there is none. */
export function productAnswer(productId: string, product: Product, look: Look): ProductAnswer {
  if (product.status === 'none') throw new DomainError('product.not-found', { productId });
  const { published, variants, media } = product;
  const { locale, title, description } = textsOf(product, look);
  return {
    productId,
    ...textOf(product),
    title,
    ...(description === undefined ? {} : { description }),
    published,
    ...(locale === undefined ? {} : { locale }),
    ...(media && { media: media.map((each) => mediaAnswer(each, look)) }),
    variants: variants.map((variant) => variantAnswer(variant, look)),
  };
}

/** A SKU with what its product says. */
export function skuAnswer(productId: string, product: KnownProduct, variant: Variant, look: Look): SkuAnswer {
  const { category, published } = product;
  const { title: productTitle } = textsOf(product, look);
  const locale = suiting(variant.translations, look.wanted)[0]?.locale ?? textsOf(product, look).locale;
  return {
    ...variantAnswer(variant, look),
    productId,
    productTitle,
    ...(category === undefined ? {} : { category }),
    published,
    ...(locale === undefined ? {} : { locale }),
  };
}

/** A picture or a film with what is to be seen; in a language that nobody asked for rather than in none. */
export function mediaAnswer(media: Media, { wanted }: Pick<Look, 'wanted'>): MediaAnswer {
  const text = suiting(media.alt, wanted)[0]?.text ?? media.alt[0]?.text;
  return { ...media, ...(text === undefined ? {} : { text }) };
}

/** The texts of a product, each in the best language that has it. */
function textsOf(product: KnownProduct, { wanted }: Look): { locale?: string; title: string; description?: string } {
  const said = suiting(product.translations, wanted);
  const title = said.find((each) => each.title !== undefined)?.title ?? product.title;
  const description = said.find((each) => each.description !== undefined)?.description ?? product.description;
  const [best] = said;
  return { ...(best && { locale: best.locale }), title, ...(description === undefined ? {} : { description }) };
}

function variantAnswer(variant: Variant, look: Look): VariantAnswer {
  const { sku, prices, components } = variant;
  return {
    sku,
    ...factsOf(variant),
    ...translatedFacts(variant, look),
    ...(components && { components }),
    prices: pricesAt(prices, look.now),
  };
}

/** Title and attribute values in the best language that has them; an attribute that it does not have stays as it is. */
function translatedFacts(variant: Variant, { wanted }: Look): Pick<VariantFacts, 'title' | 'attributes'> {
  const said = suiting(variant.translations, wanted);
  const title = said.find((each) => each.title !== undefined)?.title;
  const values = new Map(
    said
      .flatMap(({ attributes = [] }) => attributes)
      .reverse()
      .map(({ name, value }) => [name, value]),
  );
  const attributes = variant.attributes?.map(({ name, value }) => ({ name, value: values.get(name) ?? value }));
  return { ...(title === undefined ? {} : { title }), ...(attributes && { attributes }) };
}
