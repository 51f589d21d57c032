import { Controller, Headers, HttpCode, Param, Post, RawBody } from '@nestjs/common';
import { NoticeAnswer } from '@entrepot/contracts/payments';
import { Commands } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { Answers, Open, RequestCause, type HttpCause } from '@entrepot/platform';
import { noticeKey, NoticeStream, receiveNotice } from '../domain/notice';
import { NoticeReader } from '../domain/notice-reader';
import { PaymentsConfig } from '../payments.config';

const DEADLINE_MS = 10_000;

/** The payment provider's door: proven by signature over the raw bytes, counted once for ever, answered when durable. */
@Open()
@Controller('v1/webhooks/psp')
export class WebhooksController {
  private readonly merchants: ReadonlySet<string>;

  constructor(
    private readonly commands: Commands,
    private readonly reader: NoticeReader,
    config: PaymentsConfig,
  ) {
    this.merchants = new Set(config.trust.fixedKeys.map((key) => key.merchantId));
  }

  @Post(':merchantId')
  @HttpCode(200)
  @Answers(NoticeAnswer)
  async receive(
    @Param('merchantId') merchantId: string,
    @Headers('psp-signature') signature: string | undefined,
    @RawBody() rawBody: Buffer | undefined,
    @RequestCause() { source, trace }: HttpCause,
  ): Promise<NoticeAnswer> {
    const notice = this.reader.read({ merchantId, signature, rawBody });
    if (!this.merchants.has(merchantId)) throw new DomainError('notice.merchant-unknown', { merchantId });
    const { provider, noticeId } = notice;
    const { kind } = await this.commands.handle({
      on: NoticeStream,
      merchantId,
      key: noticeKey(provider, noticeId),
      cause: { source, key: noticeId, ...(trace === undefined ? {} : { trace }) },
      decide: (known, given) => receiveNotice(known, notice, given, undefined),
      deadlineMs: DEADLINE_MS,
    });
    return { noticeId, repeated: kind !== 'committed' };
  }
}
