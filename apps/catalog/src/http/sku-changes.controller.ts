import { Body, Controller, Delete, Get, Param, Patch, Put } from '@nestjs/common';
import {
  ChangeVariant,
  SetBundle,
  SkuAnswer,
  TranslateVariant,
  VariantTranslations,
} from '@entrepot/contracts/catalog';
import { Commands } from '@entrepot/eventstore';
import { type Decision, type Given, type StreamRef } from '@entrepot/kernel';
import { Answers, IfMatch, MerchantId, RequestCause, respondTo, respondWith, type HttpCause } from '@entrepot/platform';
import { changeVariant } from '../domain/change-variant';
import { requireVariant } from '../domain/known-product';
import { ProductStream, type Product } from '../domain/product';
import { bundleRefs, setBundle } from '../domain/set-bundle';
import { translateVariant } from '../domain/translate-product';
import { SkuLookup } from '../views/sku-lookup';
import { Looks, skuAnswer } from './answers';
import { asked, DEADLINE_MS, type Asked } from './deadline';
import { inLanguage } from './wanted-locales';

interface Change {
  readonly decide: (product: Product, given: Given) => Decision;
  readonly also?: (product: Product) => StreamRef[];
  /** The language of the answer. */
  readonly locale?: string;
}

/** `If-Match` and `ETag` are the version of the product that the SKU belongs to. */
@Controller('v1/skus/:sku')
export class SkuChangesController {
  constructor(
    private readonly commands: Commands,
    private readonly skus: SkuLookup,
    private readonly looks: Looks,
  ) {}

  @Patch()
  @Answers(SkuAnswer)
  change(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @IfMatch() ifVersion: number | undefined,
    @Param('sku') sku: string,
    @Body() body: ChangeVariant,
  ) {
    return this.apply(sku, asked(merchantId, cause, ifVersion), {
      decide: (product, given) => changeVariant(product, { ...body, sku }, given, undefined),
    });
  }

  @Get('translations')
  @Answers(VariantTranslations)
  async translations(@MerchantId() merchantId: string, @Param('sku') sku: string) {
    const { variant, version } = await this.skus.require(merchantId, sku);
    return respondWith({ items: [...(variant.translations ?? [])] }, version);
  }

  /** The answer is in this language. */
  @Put('translations/:locale')
  @Answers(SkuAnswer)
  translate(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @IfMatch() ifVersion: number | undefined,
    @Param('sku') sku: string,
    @Param('locale') locale: string,
    @Body() body: TranslateVariant,
  ) {
    return this.apply(sku, asked(merchantId, cause, ifVersion), {
      decide: (product, given) => translateVariant(product, { ...body, sku, locale }, given, undefined),
      locale,
    });
  }

  @Delete('translations/:locale')
  @Answers(SkuAnswer)
  removeTranslation(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @IfMatch() ifVersion: number | undefined,
    @Param('sku') sku: string,
    @Param('locale') locale: string,
  ) {
    return this.apply(sku, asked(merchantId, cause, ifVersion), {
      decide: (product, given) => translateVariant(product, { sku, locale }, given, undefined),
    });
  }

  @Put('bundle')
  @Answers(SkuAnswer)
  bundle(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @IfMatch() ifVersion: number | undefined,
    @Param('sku') sku: string,
    @Body() { components }: SetBundle,
  ) {
    return this.apply(sku, asked(merchantId, cause, ifVersion), {
      decide: (product, given) => setBundle(product, { sku, components }, given, undefined),
      also: (product) => bundleRefs(product, { sku, components }),
    });
  }

  @Delete('bundle')
  @Answers(SkuAnswer)
  unbundle(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @IfMatch() ifVersion: number | undefined,
    @Param('sku') sku: string,
  ) {
    return this.apply(sku, asked(merchantId, cause, ifVersion), {
      decide: (product, given) => setBundle(product, { sku, components: [] }, given, undefined),
      also: (product) => bundleRefs(product, { sku, components: [] }),
    });
  }

  private async apply(sku: string, command: Asked, { decide, also, locale }: Change) {
    const { productId } = await this.skus.require(command.merchantId, sku);
    const result = await this.commands.handle({
      ...command,
      on: ProductStream,
      key: productId,
      decide,
      ...(also && { also }),
      deadlineMs: DEADLINE_MS,
    });
    const product = result.state as Exclude<Product, { status: 'none' }>;
    const look = this.looks.now(locale === undefined ? [] : [locale]);
    return inLanguage(respondTo(result, skuAnswer(productId, product, requireVariant(product, sku), look)));
  }
}
