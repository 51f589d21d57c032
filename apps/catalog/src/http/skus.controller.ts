import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { TextList } from '@entrepot/contracts';
import { PriceInput, SkuAnswer, SkuAnswers } from '@entrepot/contracts/catalog';
import { Commands } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { Answers, Idempotent, MerchantId, RequestCause, respondTo, type HttpCause } from '@entrepot/platform';
import { priceVariant } from '../domain/price-variant';
import { ProductStream } from '../domain/product';
import { SkuLookup, type FoundSku } from '../views/sku-lookup';
import { skuAnswer } from './answers';
import { DEADLINE_MS } from './deadline';

const MOST_SKUS = 500;

export class LookUpSkus {
  /** `?sku=a,b` or `?sku=a&sku=b`. A SKU with a comma in it must be given in the second way, or alone. */
  @TextList({ min: 1, max: MOST_SKUS, each: 8_000 })
  sku!: string[];
}

@Controller('v1/skus')
export class SkusController {
  constructor(
    private readonly commands: Commands,
    private readonly skus: SkuLookup,
  ) {}

  @Get(':sku')
  @Answers(SkuAnswer)
  async show(@MerchantId() merchantId: string, @Param('sku') sku: string): Promise<SkuAnswer> {
    const found = await this.require(merchantId, sku);
    const { productId, product, variant } = found;
    return { ...skuAnswer(productId, product, variant, now()), history: [...variant.prices] };
  }

  @Get()
  @Answers(SkuAnswers)
  async lookUp(@MerchantId() merchantId: string, @Query() query: LookUpSkus): Promise<SkuAnswers> {
    const wanted = namedSkus(query.sku);
    const found = await Promise.all(wanted.map((sku) => this.skus.find(merchantId, sku)));
    const at = now();
    const items = found.flatMap((each) => (each ? [skuAnswer(each.productId, each.product, each.variant, at)] : []));
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
    const { productId } = await this.require(merchantId, sku);
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
    return respondTo(result, { ...skuAnswer(productId, product, variant, now()), history: [...variant.prices] });
  }

  private async require(merchantId: string, sku: string): Promise<FoundSku> {
    const found = await this.skus.find(merchantId, sku);
    if (found === undefined) throw new DomainError('sku.not-found', { sku });
    return found;
  }
}

/** One parameter is a list with commas, unless it is one SKU that has commas: both are looked up. */
function namedSkus(given: readonly string[]): string[] {
  const [first = '', ...others] = given;
  const named = others.length > 0 ? given : [first, ...first.split(',')].map((sku) => sku.trim());
  const usable = [...new Set(named)].filter((sku) => sku !== '' && sku.length <= 64);
  if (usable.length > MOST_SKUS) {
    const message = `must name at most ${MOST_SKUS} SKUs`;
    throw new DomainError('request.invalid', {}, [{ field: 'sku', rule: 'maxItems', message }]);
  }
  return usable;
}

function now(): string {
  return new Date().toISOString();
}
