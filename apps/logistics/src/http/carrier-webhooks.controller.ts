import { Controller, Headers, HttpCode, Param, Post, RawBody } from '@nestjs/common';
import { WebhookAnswer } from '@entrepot/contracts/logistics';
import { Commands } from '@entrepot/eventstore';
import { Answers, Open, RequestCause, WebhookTrust, type HttpCause } from '@entrepot/platform';
import { WebhookReader } from '../domain/carrier-news';
import { receiveCarrierEvent } from '../domain/receive-carrier-event';
import { trackingKey, TrackingStream } from '../domain/tracking';
import { DEADLINE_MS } from './deadline';

/** Where carriers tell what happens. Proven by signature, kept once, acknowledged when it is durable. */
@Open()
@Controller('v1/webhooks/carriers')
export class CarrierWebhooksController {
  constructor(
    private readonly commands: Commands,
    private readonly reader: WebhookReader,
    private readonly trust: WebhookTrust,
  ) {}

  @Post(':carrier/:merchantId')
  @HttpCode(200)
  @Answers(WebhookAnswer)
  async receive(
    @Param('carrier') carrier: string,
    @Param('merchantId') merchantId: string,
    @Headers() headers: Readonly<Record<string, string | undefined>>,
    @RawBody() rawBody: Buffer | undefined,
    @RequestCause() { source, trace }: HttpCause,
  ): Promise<WebhookAnswer> {
    const secrets = this.trust.secretsOf(merchantId, `carrier:${carrier}`);
    const told = this.reader.read({ carrier, headers, rawBody, ...(secrets && { secrets }) });
    const result = await this.commands.handle({
      ...{ on: TrackingStream, merchantId, key: trackingKey(told), deadlineMs: DEADLINE_MS },
      // Without a key: the tracking number itself remembers what was told of it, by webhook or by inquiry.
      cause: { source, ...(trace !== undefined && { trace }) },
      decide: (tracking, given) => receiveCarrierEvent(tracking, told, given),
    });
    return { carrierEventId: told.carrierEventId, repeated: result.kind !== 'committed' };
  }
}
