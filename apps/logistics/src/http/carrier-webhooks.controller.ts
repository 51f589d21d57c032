import { Controller, Headers, HttpCode, Param, Post, RawBody } from '@nestjs/common';
import { WebhookAnswer } from '@entrepot/contracts/logistics';
import { Commands } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { Answers, Open, RequestCause, type HttpCause } from '@entrepot/platform';
import { WebhookReader } from '../domain/carrier-news';
import { receiveCarrierEvent } from '../domain/receive-carrier-event';
import { trackingKey, TrackingStream } from '../domain/tracking';
import { LogisticsConfig } from '../logistics.config';
import { DEADLINE_MS } from './deadline';

/** Where carriers tell what happens. Proven by signature, kept once, acknowledged when it is durable. */
@Open()
@Controller('v1/webhooks/carriers')
export class CarrierWebhooksController {
  private readonly merchants: ReadonlySet<string>;

  constructor(
    private readonly commands: Commands,
    private readonly reader: WebhookReader,
    config: LogisticsConfig,
  ) {
    this.merchants = new Set(config.trust.fixedKeys.map((key) => key.merchantId));
  }

  @Post(':carrier/:merchantId')
  @HttpCode(200)
  @Answers(WebhookAnswer)
  async receive(
    @Param('carrier') carrier: string,
    @Param('merchantId') merchantId: string,
    @Headers('carrier-signature') signature: string | undefined,
    @RawBody() rawBody: Buffer | undefined,
    @RequestCause() { source, trace }: HttpCause,
  ): Promise<WebhookAnswer> {
    const told = this.reader.read({ carrier, signature, rawBody });
    if (!this.merchants.has(merchantId)) throw new DomainError('webhook.merchant-unknown', { merchantId });
    const result = await this.commands.handle({
      ...{ on: TrackingStream, merchantId, key: trackingKey(told), deadlineMs: DEADLINE_MS },
      // Without a key: the tracking number itself remembers what was told of it, by webhook or by inquiry.
      cause: { source, ...(trace !== undefined && { trace }) },
      decide: (tracking, given) => receiveCarrierEvent(tracking, told, given),
    });
    return { carrierEventId: told.carrierEventId, repeated: result.kind !== 'committed' };
  }
}
