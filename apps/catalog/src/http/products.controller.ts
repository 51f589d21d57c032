import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { Flag, Optional, Text } from '@entrepot/contracts';
import {
  ChangeProduct,
  CreateProduct,
  Locale,
  ProductAnswer,
  ProductSummary,
  ProductSummaryPage,
} from '@entrepot/contracts/catalog';
import { Commands, Streams, ViewTable, type Viewed } from '@entrepot/eventstore';
import { deriveId, DomainError } from '@entrepot/kernel';
import {
  Answers,
  IfMatch,
  InjectView,
  mapPage,
  MerchantId,
  PageQuery,
  pageRequest,
  RequestCause,
  respondTo,
  respondWith,
  type HttpCause,
} from '@entrepot/platform';
import { changeProduct } from '../domain/change-product';
import { createProduct } from '../domain/create-product';
import { ProductStream } from '../domain/product';
import { publishProduct, unpublishProduct } from '../domain/publish-product';
import { skuRefs } from '../domain/sku';
import type { ProductRow } from '../views/products.view';
import { wordsOf } from '../views/words';
import { suiting } from '../domain/locales';
import { Looks, productAnswer } from './answers';
import { DEADLINE_MS } from './deadline';
import { inLanguage, WantedLocales } from './wanted-locales';

export class ListProducts extends PageQuery {
  /** Words of title, category, brand, SKU or GTIN, all of which must occur. */
  @Optional() @Text(200) q?: string;
  @Optional() @Text(200) category?: string;
  @Optional() @Flag() published?: boolean;
  /** Products that have a variant with this GTIN. */
  @Optional() @Text(14) gtin?: string;
  /** A language for titles, before those of Accept-Language. */
  @Optional() @Locale() locale?: string;
}

export class ShowProduct {
  /** A language for texts, before those of Accept-Language. */
  @Optional() @Locale() locale?: string;
}

@Controller('v1/products')
export class ProductsController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
    private readonly looks: Looks,
    @InjectView('products') private readonly products: ViewTable<ProductRow>,
  ) {}

  @Post()
  @Answers(ProductAnswer, { status: 201 })
  async create(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Headers('idempotency-key') sentKey: string | undefined,
    @Body() body: CreateProduct,
  ) {
    // Something must name the product, or a repeat would be another one.
    if (body.productId === undefined && sentKey === undefined) {
      throw new DomainError('request.idempotency-key-missing');
    }
    const productId = body.productId ?? deriveId('prd', merchantId, cause.source, cause.key);
    const result = await this.commands.handle({
      ...this.about(merchantId, productId, cause),
      also: () => skuRefs(body.variants),
      decide: (product, given) => createProduct(product, body, given, undefined),
    });
    return respondTo(result, productAnswer(productId, result.state, this.looks.now()), {
      created: `/v1/products/${productId}`,
    });
  }

  @Get(':productId')
  @Answers(ProductAnswer)
  async show(
    @MerchantId() merchantId: string,
    @Param('productId') productId: string,
    @WantedLocales() wanted: string[],
    @Query() _query: ShowProduct,
  ) {
    const { state, version } = await this.streams.read(ProductStream, merchantId, productId);
    return inLanguage(respondWith(productAnswer(productId, state, this.looks.now(wanted)), version));
  }

  @Patch(':productId')
  @Answers(ProductAnswer)
  async change(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @IfMatch() ifVersion: number | undefined,
    @Param('productId') productId: string,
    @Body() body: ChangeProduct,
  ) {
    const result = await this.commands.handle({
      ...this.about(merchantId, productId, cause),
      ...(ifVersion === undefined ? {} : { ifVersion }),
      decide: (product, given) => changeProduct(product, body, given, undefined),
    });
    return respondTo(result, productAnswer(productId, result.state, this.looks.now()));
  }

  @Post(':productId/publish')
  @HttpCode(200)
  @Answers(ProductAnswer)
  async publish(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('productId') productId: string,
  ) {
    const result = await this.commands.handle({
      ...this.about(merchantId, productId, cause),
      decide: (product, given) => publishProduct(product, undefined, given, undefined),
    });
    return respondTo(result, productAnswer(productId, result.state, this.looks.now()));
  }

  @Post(':productId/unpublish')
  @HttpCode(200)
  @Answers(ProductAnswer)
  async unpublish(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('productId') productId: string,
  ) {
    const result = await this.commands.handle({
      ...this.about(merchantId, productId, cause),
      decide: (product, given) => unpublishProduct(product, undefined, given, undefined),
    });
    return respondTo(result, productAnswer(productId, result.state, this.looks.now()));
  }

  @Get()
  @Answers(ProductSummaryPage)
  async list(@MerchantId() merchantId: string, @WantedLocales() wanted: string[], @Query() query: ListProducts) {
    const { q, category, published, gtin } = query;
    const words = q === undefined ? [] : wordsOf(q);
    // A search for signs only, without a word, can find nothing.
    if (q !== undefined && words.length === 0) return { items: [] };
    const where = { category, published, gtins: gtin, ...(words.length > 0 && { words: { all: words } }) };
    const page = await this.products.find(merchantId, { where, ...pageRequest(query) });
    return mapPage(page, (row) => summary(row, wanted));
  }

  private about(merchantId: string, key: string, cause: HttpCause) {
    return { on: ProductStream, merchantId, key, cause, deadlineMs: DEADLINE_MS };
  }
}

function summary(row: Viewed<ProductRow>, wanted: readonly string[]): ProductSummary {
  const { id: productId, title, category, brand, published, skus, titles } = row;
  const [said] = suiting(titles, wanted);
  return {
    productId,
    title,
    ...(category === undefined ? {} : { category }),
    ...(brand === undefined ? {} : { brand }),
    published,
    skus: [...skus],
    ...said,
  };
}
