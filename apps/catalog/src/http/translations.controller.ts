import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { ProductAnswer, ProductTranslations, TranslateProduct } from '@entrepot/contracts/catalog';
import { Commands, Streams } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { Answers, IfMatch, MerchantId, RequestCause, respondTo, respondWith, type HttpCause } from '@entrepot/platform';
import { ProductStream } from '../domain/product';
import type { ProductTranslation } from '../domain/product-parts';
import { translateProduct } from '../domain/translate-product';
import { Looks, productAnswer } from './answers';
import { asked, DEADLINE_MS, type Asked } from './deadline';
import { inLanguage } from './wanted-locales';

@Controller('v1/products/:productId/translations')
export class TranslationsController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
    private readonly looks: Looks,
  ) {}

  @Get()
  @Answers(ProductTranslations)
  async list(@MerchantId() merchantId: string, @Param('productId') productId: string) {
    const { state, version } = await this.streams.read(ProductStream, merchantId, productId);
    if (state.status === 'none') throw new DomainError('product.not-found', { productId });
    return respondWith({ items: [...(state.translations ?? [])] }, version);
  }

  /** The answer is in this language. */
  @Put(':locale')
  @Answers(ProductAnswer)
  async translate(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @IfMatch() ifVersion: number | undefined,
    @Param('productId') productId: string,
    @Param('locale') locale: string,
    @Body() body: TranslateProduct,
  ) {
    return this.say(productId, asked(merchantId, cause, ifVersion), { ...body, locale });
  }

  @Delete(':locale')
  @Answers(ProductAnswer)
  async remove(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @IfMatch() ifVersion: number | undefined,
    @Param('productId') productId: string,
    @Param('locale') locale: string,
  ) {
    return this.say(productId, asked(merchantId, cause, ifVersion), { locale });
  }

  private async say(productId: string, command: Asked, said: ProductTranslation) {
    const result = await this.commands.handle({
      ...command,
      on: ProductStream,
      key: productId,
      decide: (product, given) => translateProduct(product, said, given, undefined),
      deadlineMs: DEADLINE_MS,
    });
    return inLanguage(respondTo(result, productAnswer(productId, result.state, this.looks.now([said.locale]))));
  }
}
