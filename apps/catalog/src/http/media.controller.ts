import { Body, Controller, Delete, Get, Param, Patch, Post, Put } from '@nestjs/common';
import { AddMedia, ChangeMedia, MediaList, OrderMedia } from '@entrepot/contracts/catalog';
import { Commands, Streams, type Result } from '@entrepot/eventstore';
import { deriveId, DomainError, type Given, type Decision } from '@entrepot/kernel';
import {
  Answers,
  Idempotent,
  IfMatch,
  MerchantId,
  RequestCause,
  respondTo,
  respondWith,
  type HttpCause,
} from '@entrepot/platform';
import { addMedia, changeMedia, orderMedia, removeMedia } from '../domain/change-media';
import { ProductStream, type Product } from '../domain/product';
import { mediaAnswer } from './answers';
import { asked, DEADLINE_MS, type Asked } from './deadline';
import { inLanguage, WantedLocales } from './wanted-locales';

@Controller('v1/products/:productId/media')
export class MediaController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
  ) {}

  @Get()
  @Answers(MediaList)
  async list(
    @MerchantId() merchantId: string,
    @Param('productId') productId: string,
    @WantedLocales() wanted: string[],
  ) {
    const { state, version } = await this.streams.read(ProductStream, merchantId, productId);
    return inLanguage(respondWith(listOf(productId, state, wanted), version));
  }

  @Post()
  @Idempotent()
  @Answers(MediaList, { status: 201 })
  async add(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @IfMatch() ifVersion: number | undefined,
    @Param('productId') productId: string,
    @Body() { alt = [], ...body }: AddMedia,
  ) {
    const mediaId = deriveId('med', merchantId, productId, cause.source, cause.key);
    const result = await this.change(productId, asked(merchantId, cause, ifVersion), (product, given) =>
      addMedia(product, { ...body, alt, mediaId }, given, undefined),
    );
    return respondTo(result, listOf(productId, result.state), {
      created: `/v1/products/${productId}/media/${mediaId}`,
    });
  }

  @Put('order')
  @Answers(MediaList)
  async order(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @IfMatch() ifVersion: number | undefined,
    @Param('productId') productId: string,
    @Body() body: OrderMedia,
  ) {
    const result = await this.change(productId, asked(merchantId, cause, ifVersion), (product, given) =>
      orderMedia(product, body, given, undefined),
    );
    return respondTo(result, listOf(productId, result.state));
  }

  @Patch(':mediaId')
  @Answers(MediaList)
  async describe(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @IfMatch() ifVersion: number | undefined,
    @Param('productId') productId: string,
    @Param('mediaId') mediaId: string,
    @Body() body: ChangeMedia,
  ) {
    const result = await this.change(productId, asked(merchantId, cause, ifVersion), (product, given) =>
      changeMedia(product, { ...body, mediaId }, given, undefined),
    );
    return respondTo(result, listOf(productId, result.state));
  }

  @Delete(':mediaId')
  @Answers(MediaList)
  async remove(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @IfMatch() ifVersion: number | undefined,
    @Param('productId') productId: string,
    @Param('mediaId') mediaId: string,
  ) {
    const result = await this.change(productId, asked(merchantId, cause, ifVersion), (product, given) =>
      removeMedia(product, { mediaId }, given, undefined),
    );
    return respondTo(result, listOf(productId, result.state));
  }

  private change(
    productId: string,
    command: Asked,
    decide: (product: Product, given: Given) => Decision,
  ): Promise<Result<Product>> {
    return this.commands.handle({ ...command, on: ProductStream, key: productId, decide, deadlineMs: DEADLINE_MS });
  }
}

function listOf(productId: string, product: Product, wanted: readonly string[] = []): MediaList {
  if (product.status === 'none') throw new DomainError('product.not-found', { productId });
  return { items: (product.media ?? []).map((media) => mediaAnswer(media, { wanted })) };
}
