import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Optional, TextList } from '@entrepot/contracts';
import { Locale, PriceInput, SkuAnswer, SkuAnswers } from '@entrepot/contracts/catalog';
import { Commands } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import {
  Answers,
  Idempotent,
  MerchantId,
  RequestCause,
  respondTo,
  respondWith,
  type HttpCause,
} from '@entrepot/platform';
import { priceVariant } from '../domain/price-variant';
import { ProductStream } from '../domain/product';
import { SkuLookup } from '../views/sku-lookup';
import { Looks, skuAnswer } from './answers';
import { DEADLINE_MS } from './deadline';
import { inLanguage, WantedLocales } from './wanted-locales';

const MOST_SKUS = 500;
/** Characters, not units of UTF-16. */
const LONGEST_SKU = 64;

export class LookUpSkus {
  /** `?sku=a,b` or `?sku=a&sku=b`. A SKU with a comma in it must be given in the second way, or alone. */
  @TextList({ min: 1, max: MOST_SKUS, each: 8_000 })
  sku!: string[];
  /** A language, before those of Accept-Language. */
  @Optional() @Locale() locale?: string;
}

export class ShowSku {
  /** A language, before those of Accept-Language. */
  @Optional() @Locale() locale?: string;
}

@Controller('v1/skus')
export class SkusController {
  constructor(
    private readonly commands: Commands,
    private readonly skus: SkuLookup,
    private readonly looks: Looks,
  ) {}

  @Get(':sku')
  @Answers(SkuAnswer)
  async show(
    @MerchantId() merchantId: string,
    @Param('sku') sku: string,
    @WantedLocales() wanted: string[],
    @Query() _query: ShowSku,
  ) {
    const { productId, product, variant, version } = await this.skus.require(merchantId, sku);
    const answer = { ...skuAnswer(productId, product, variant, this.looks.now(wanted)), history: [...variant.prices] };
    return inLanguage(respondWith(answer, version));
  }

  @Get()
  @Answers(SkuAnswers)
  async lookUp(
    @MerchantId() merchantId: string,
    @WantedLocales() wanted: string[],
    @Query() query: LookUpSkus,
  ): Promise<SkuAnswers> {
    const named = namedSkus(query.sku);
    const found = await Promise.all(named.map((sku) => this.skus.find(merchantId, sku)));
    const look = this.looks.now(wanted);
    const items = found.flatMap((each) => (each ? [skuAnswer(each.productId, each.product, each.variant, look)] : []));
    return { items };
  }

  @Post(':sku/prices')
  @Idempotent()
  @Answers(SkuAnswer)
  async price(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('sku') sku: string,
    @Body() body: PriceInput,
  ) {
    const { productId } = await this.skus.require(merchantId, sku);
    const result = await this.commands.handle({
      on: ProductStream,
      merchantId,
      key: productId,
      cause,
      decide: (product, given) => priceVariant(product, { ...body, sku }, given, undefined),
      deadlineMs: DEADLINE_MS,
    });
    const product = result.state;
    const variant = product.status === 'known' && product.variants.find((each) => each.sku === sku);
    if (!variant) throw new DomainError('sku.not-found', { sku });
    return respondTo(result, {
      ...skuAnswer(productId, product, variant, this.looks.now()),
      history: [...variant.prices],
    });
  }
}

/** One parameter is a list with commas, unless it is one SKU that has commas: both are looked up. */
function namedSkus(given: readonly string[]): string[] {
  const [first = '', ...others] = given;
  const named = others.length > 0 ? given : [first, ...first.split(',')].map((sku) => sku.trim());
  const usable = [...new Set(named)].filter((sku) => sku !== '' && [...sku].length <= LONGEST_SKU);
  if (usable.length > MOST_SKUS) {
    const message = `must name at most ${MOST_SKUS} SKUs`;
    throw new DomainError('request.invalid', {}, [{ field: 'sku', rule: 'maxItems', message }]);
  }
  return usable;
}
