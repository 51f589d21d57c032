import { Body, Controller, Param, Post } from '@nestjs/common';
import { ProductAnswer, VariantInput } from '@entrepot/contracts/catalog';
import { Commands } from '@entrepot/eventstore';
import { Answers, MerchantId, RequestCause, respondTo, type HttpCause } from '@entrepot/platform';
import { addVariant } from '../domain/add-variant';
import { ProductStream } from '../domain/product';
import { skuRefs } from '../domain/sku';
import { Looks, productAnswer } from './answers';
import { DEADLINE_MS } from './deadline';

@Controller('v1/products/:productId/variants')
export class VariantsController {
  constructor(
    private readonly commands: Commands,
    private readonly looks: Looks,
  ) {}

  @Post()
  @Answers(ProductAnswer, { status: 201 })
  async add(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('productId') productId: string,
    @Body() body: VariantInput,
  ) {
    const result = await this.commands.handle({
      on: ProductStream,
      merchantId,
      key: productId,
      cause,
      also: () => skuRefs([body]),
      decide: (product, given) => addVariant(product, body, given, undefined),
      deadlineMs: DEADLINE_MS,
    });
    const created = `/v1/skus/${encodeURIComponent(body.sku)}`;
    return respondTo(result, productAnswer(productId, result.state, this.looks.now()), { created });
  }
}
