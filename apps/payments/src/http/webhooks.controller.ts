import { Controller, Headers, HttpCode, Param, Post, RawBody } from '@nestjs/common';
import { NoticeAnswer } from '@entrepot/contracts/payments';
import { Commands } from '@entrepot/eventstore';
import { Answers, Open, RequestCause, WebhookTrust, type HttpCause } from '@entrepot/platform';
import { noticeKey, NoticeStream, receiveNotice } from '../domain/notice';
import { NoticeReader } from '../domain/notice-reader';

const DEADLINE_MS = 10_000;

/** The payment provider's door: proven by signature over the raw bytes, counted once for ever, answered when durable. */
@Open()
@Controller('v1/webhooks/psp')
export class WebhooksController {
  constructor(
    private readonly commands: Commands,
    private readonly reader: NoticeReader,
    private readonly trust: WebhookTrust,
  ) {}

  @Post(':merchantId')
  @HttpCode(200)
  @Answers(NoticeAnswer)
  async receive(
    @Param('merchantId') merchantId: string,
    @Headers() headers: Readonly<Record<string, string | undefined>>,
    @RawBody() rawBody: Buffer | undefined,
    @RequestCause() { source, trace }: HttpCause,
  ): Promise<NoticeAnswer> {
    const secrets = this.trust.secretsOf(merchantId, 'psp');
    const notice = this.reader.read({ merchantId, headers, rawBody, ...(secrets && { secrets }) });
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
