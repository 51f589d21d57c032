import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiKeyIssuedAnswer, ApiKeyShown, ClientAnswer, IssueApiKey } from '@entrepot/contracts/access';
import { pageOf } from '@entrepot/contracts/shared';
import { Commands, Streams, type Result } from '@entrepot/eventstore';
import { deriveId, DomainError } from '@entrepot/kernel';
import {
  Answers,
  DatabaseTime,
  Idempotent,
  MerchantId,
  RequestCause,
  respondTo,
  respondWith,
  type HttpCause,
} from '@entrepot/platform';
import { ClientStream, type Client, type ClientKey } from '../domain/client';
import { issueKey, revokeKey } from '../domain/issue-key';
import { makeKey } from './api-key';
import { clientAnswer, showKey } from './client-answer';
import { DEADLINE_MS } from './merchant-book';

const ApiKeyShownPage = pageOf(ApiKeyShown);

/** The keys of a client: several are good at once, so that one can take over from another. */
@Controller('v1/clients/:clientId/keys')
export class ClientKeysController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
    private readonly time: DatabaseTime,
  ) {}

  /** The key is shown in this answer and never again. */
  @Post()
  @Idempotent()
  @Answers(ApiKeyIssuedAnswer, { status: 201 })
  async issue(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('clientId') clientId: string,
    @Body() { expiresAt }: IssueApiKey,
  ) {
    const keyId = deriveId('key', merchantId, clientId, cause.source, cause.key);
    const { key, digest, hint } = makeKey();
    const made = { keyId, digest, hint, ...(expiresAt !== undefined && { expiresAt }) };
    const result = await this.commands.handle({
      ...{ on: ClientStream, merchantId, key: clientId, cause, deadlineMs: DEADLINE_MS },
      decide: (client, given) => issueKey(client, made, given, undefined),
    });
    const shown = showKey(keyOf(result, clientId, keyId), this.time.now());
    const answer: ApiKeyIssuedAnswer = result.kind === 'committed' ? { ...shown, key } : shown;
    return respondTo(result, answer, { created: `/v1/clients/${clientId}/keys/${keyId}` });
  }

  @Get()
  @Answers(ApiKeyShownPage)
  async list(@MerchantId() merchantId: string, @Param('clientId') clientId: string) {
    const { state, version } = await this.streams.read(ClientStream, merchantId, clientId);
    return respondWith({ items: clientAnswer(clientId, state, this.time.now()).keys }, version);
  }

  @Get(':keyId')
  @Answers(ApiKeyShown)
  async show(@MerchantId() merchantId: string, @Param('clientId') clientId: string, @Param('keyId') keyId: string) {
    const found = await this.streams.read(ClientStream, merchantId, clientId);
    return respondWith(showKey(keyOf(found, clientId, keyId), this.time.now()), found.version);
  }

  /** Every process of every service refuses it within two seconds. */
  @Delete(':keyId')
  @Answers(ClientAnswer)
  async revoke(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('clientId') clientId: string,
    @Param('keyId') keyId: string,
  ) {
    const result = await this.commands.handle({
      ...{ on: ClientStream, merchantId, key: clientId, cause, deadlineMs: DEADLINE_MS },
      decide: (client, given) => revokeKey(client, { keyId }, given, undefined),
    });
    return respondTo(result, clientAnswer(clientId, result.state, this.time.now()));
  }
}

function keyOf({ state }: Pick<Result<Client>, 'state'>, clientId: string, keyId: string): ClientKey {
  if (state.status === 'none') throw new DomainError('client.not-found', { clientId });
  const found = state.keys.find((key) => key.keyId === keyId);
  if (found === undefined) throw new DomainError('client.key-not-found', { clientId, keyId });
  return found;
}
