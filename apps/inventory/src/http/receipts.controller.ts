import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ReceiptAnswer, ReceiveStock } from '@entrepot/contracts/inventory';
import { Commands, Streams } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { Answers, MerchantId, RequestCause, respondTo, respondWith, type HttpCause } from '@entrepot/platform';
import { placeRef } from '../domain/place';
import { ReceiptStream, type Receipt } from '../domain/receipt';
import { receiveStock } from '../domain/receive-stock';
import { stockOf } from '../domain/stock';

import { clientOf } from './client-of';
import { DEADLINE_MS } from './deadline';

@Controller('v1/receipts')
export class ReceiptsController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
  ) {}

  @Post()
  @Answers(ReceiptAnswer, { status: 201 })
  async receive(@MerchantId() merchantId: string, @RequestCause() cause: HttpCause, @Body() body: ReceiveStock) {
    const told = { ...body, ...clientOf(cause) };
    const key = body.receiptId;
    const result = await this.commands.handle({
      on: ReceiptStream,
      merchantId,
      key,
      cause,
      also: () => [placeRef(body.placeId), ...stockOf(body.placeId, body.lines)],
      decide: (receipt, given) => receiveStock(receipt, told, given, undefined),
      deadlineMs: DEADLINE_MS,
    });
    return respondTo(result, answer(key, result.state), { created: `/v1/receipts/${encodeURIComponent(key)}` });
  }

  @Get(':receiptId')
  @Answers(ReceiptAnswer)
  async show(@MerchantId() merchantId: string, @Param('receiptId') receiptId: string) {
    const { state, version } = await this.streams.read(ReceiptStream, merchantId, receiptId);
    return respondWith(answer(receiptId, state), version);
  }
}

function answer(receiptId: string, receipt: Receipt): ReceiptAnswer {
  if (receipt.status === 'none') throw new DomainError('receipt.not-found', { receiptId });
  const { lines, ...goods } = receipt.goods;
  return { receiptId, ...goods, lines: [...lines], bookedAt: receipt.bookedAt };
}
