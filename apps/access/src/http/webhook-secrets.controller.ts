import { randomBytes } from 'node:crypto';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import {
  AddWebhookSecret,
  WebhookSecretAddedAnswer,
  WebhookSenderAnswer,
  type SealedSecret,
  type WebhookSecretShown,
} from '@entrepot/contracts/access';
import { pageOf } from '@entrepot/contracts/shared';
import { Commands, Streams, ViewTable } from '@entrepot/eventstore';
import { contentHash, deriveId, DomainError } from '@entrepot/kernel';
import {
  Answers,
  Idempotent,
  InjectView,
  MerchantId,
  PageQuery,
  pageRequest,
  RequestCause,
  respondTo,
  respondWith,
  type HttpCause,
} from '@entrepot/platform';
import { addSecret, retireSecret, WebhookSenderStream } from '../domain/webhook-sender';
import type { WebhookSenderRow } from '../views/webhook-senders.view';
import { DEADLINE_MS } from './merchant-book';
import { SecretBox } from './secret-box';

const WebhookSenderAnswerPage = pageOf(WebhookSenderAnswer);

function show(sender: string, { secretId, addedAt, expiresAt }: SealedSecret): WebhookSecretShown {
  return { sender, secretId, addedAt, ...(expiresAt !== undefined && { expiresAt }) };
}

function answer(sender: string, active: readonly SealedSecret[]): WebhookSenderAnswer {
  return { sender, secrets: active.map((secret) => show(sender, secret)) };
}

/** What others sign their webhooks to a merchant with. Several count at once, so that a sender can change over. */
@Controller('v1/webhook-secrets')
export class WebhookSecretsController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
    private readonly box: SecretBox,
    @InjectView('webhook-senders') private readonly senders: ViewTable<WebhookSenderRow>,
  ) {}

  @Post()
  @Idempotent()
  @Answers(WebhookSecretAddedAnswer, { status: 201 })
  async add(@MerchantId() merchantId: string, @RequestCause() cause: HttpCause, @Body() body: AddWebhookSecret) {
    const { sender, expiresAt } = body;
    const secret = body.secret ?? `whsec_${randomBytes(32).toString('base64url')}`;
    const secretId = deriveId('whs', merchantId, sender, cause.key);
    const sealed = await this.box.seal(merchantId, sender, secret);
    const made = { secretId, sealed, ...(expiresAt !== undefined && { expiresAt }) };
    const result = await this.commands.handle({
      ...{ on: WebhookSenderStream, merchantId, key: sender, deadlineMs: DEADLINE_MS },
      // What is kept to recognise a repeat must not be a hash that the secret could be guessed from: it is compared below.
      cause: { ...cause, hash: contentHash({ sender, expiresAt, isGiven: body.secret !== undefined }) },
      decide: (known, given) => addSecret(known, made, given, undefined),
    });
    const added = result.state.active.find((each) => each.secretId === secretId);
    if (added === undefined) throw new DomainError('webhook-secret.not-found', { sender, secretId });
    if (result.kind === 'repeated' && body.secret !== undefined) {
      const isSame = await this.box.isSame(merchantId, sender, { sealed: added.sealed, secret });
      if (!isSame) throw new DomainError('idempotency.key-reused', { key: cause.key });
    }
    const isShown = result.kind === 'committed' && body.secret === undefined;
    const shown: WebhookSecretAddedAnswer = { ...show(sender, added), ...(isShown && { secret }) };
    return respondTo(result, shown, { created: `/v1/webhook-secrets/${sender}` });
  }

  @Get()
  @Answers(WebhookSenderAnswerPage)
  async list(@MerchantId() merchantId: string, @Query() query: PageQuery) {
    const page = await this.senders.find(merchantId, pageRequest(query));
    const read = async (sender: string) =>
      answer(sender, (await this.streams.read(WebhookSenderStream, merchantId, sender)).state.active);
    const items = await Promise.all(page.items.map(({ id }) => read(id)));
    return page.next === undefined ? { items } : { items, next: page.next };
  }

  @Get(':sender')
  @Answers(WebhookSenderAnswer)
  async show(@MerchantId() merchantId: string, @Param('sender') sender: string) {
    const { state, version } = await this.streams.read(WebhookSenderStream, merchantId, sender);
    if (version === 0) throw new DomainError('webhook-secret.sender-unknown', { sender });
    return respondWith(answer(sender, state.active), version);
  }

  @Delete(':sender/:secretId')
  @Answers(WebhookSenderAnswer)
  async retire(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('sender') sender: string,
    @Param('secretId') secretId: string,
  ) {
    const result = await this.commands.handle({
      ...{ on: WebhookSenderStream, merchantId, key: sender, cause, deadlineMs: DEADLINE_MS },
      decide: (known, given) => retireSecret(known, { secretId }, given, undefined),
    });
    return respondTo(result, answer(sender, result.state.active));
  }
}
