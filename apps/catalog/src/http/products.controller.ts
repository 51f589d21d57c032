import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { Flag, Optional, Text } from '@entrepot/contracts';
import { ChangeProduct, CreateProduct, ProductAnswer, ProductSummaryPage } from '@entrepot/contracts/catalog';
import { Commands, Streams, ViewTable } from '@entrepot/eventstore';
import { deriveId, DomainError } from '@entrepot/kernel';
import {
  Answers,
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
import { productAnswer } from './answers';
import { DEADLINE_MS } from './deadline';

export class ListProducts extends PageQuery {
  /** Words of title, category, brand, SKU or GTIN, all of which must occur. */
  @Optional() @Text(200) q?: string;
  @Optional() @Text(200) category?: string;
  @Optional() @Flag() published?: boolean;
}

@Controller('v1/products')
export class ProductsController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
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
    return respondTo(result, productAnswer(productId, result.state), { created: `/v1/products/${productId}` });
  }

  @Get(':productId')
  @Answers(ProductAnswer)
  async show(@MerchantId() merchantId: string, @Param('productId') productId: string) {
    const { state, version } = await this.streams.read(ProductStream, merchantId, productId);
    return respondWith(productAnswer(productId, state), version);
  }

  @Patch(':productId')
  @Answers(ProductAnswer)
  async change(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('productId') productId: string,
    @Body() body: ChangeProduct,
  ) {
    const result = await this.commands.handle({
      ...this.about(merchantId, productId, cause),
      decide: (product, given) => changeProduct(product, body, given, undefined),
    });
    return respondTo(result, productAnswer(productId, result.state));
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
    return respondTo(result, productAnswer(productId, result.state));
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
    return respondTo(result, productAnswer(productId, result.state));
  }

  @Get()
  @Answers(ProductSummaryPage)
  async list(@MerchantId() merchantId: string, @Query() query: ListProducts) {
    const { q, category, published } = query;
    const words = q === undefined ? [] : wordsOf(q);
    // A search for signs only, without a word, can find nothing.
    if (q !== undefined && words.length === 0) return { items: [] };
    const where = { category, published, ...(words.length > 0 && { words: { all: words } }) };
    const page = await this.products.find(merchantId, { where, ...pageRequest(query) });
    return mapPage(page, ({ id, title, category: under, brand, published: shown, skus }) => ({
      productId: id,
      title,
      ...(under === undefined ? {} : { category: under }),
      ...(brand === undefined ? {} : { brand }),
      published: shown,
      skus,
    }));
  }

  private about(merchantId: string, key: string, cause: HttpCause) {
    return { on: ProductStream, merchantId, key, cause, deadlineMs: DEADLINE_MS };
  }
}
