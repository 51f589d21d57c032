import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { Flag, Optional } from '@entrepot/contracts';
import { ChangeClient, ClientAnswer, OpenClient } from '@entrepot/contracts/access';
import { pageOf } from '@entrepot/contracts/shared';
import { Commands, ViewTable } from '@entrepot/eventstore';
import {
  Answers,
  Idempotent,
  IfMatch,
  InjectView,
  MerchantId,
  PageQuery,
  pageRequest,
  RequestCause,
  respondTo,
  respondWith,
  type HttpCause,
} from '@entrepot/platform';
import { ClientStream } from '../domain/client';
import { changeClient, closeClient, openClient } from '../domain/open-client';
import type { ClientRow } from '../views/clients.view';
import { DEADLINE_MS, MerchantBook } from './merchant-book';
import { ShownClients } from './shown-clients';

const ClientAnswerPage = pageOf(ClientAnswer);

export class ListClients extends PageQuery {
  @Optional() @Flag() open?: boolean;
}

@Controller('v1/clients')
export class ClientsController {
  constructor(
    private readonly commands: Commands,
    private readonly shown: ShownClients,
    private readonly merchants: MerchantBook,
    @InjectView('clients') private readonly clients: ViewTable<ClientRow>,
  ) {}

  @Post()
  @Idempotent()
  @Answers(ClientAnswer, { status: 201 })
  async open(@MerchantId() merchantId: string, @RequestCause() cause: HttpCause, @Body() body: OpenClient) {
    await this.merchants.refuseUnknownFor(merchantId, body.scopes);
    const { clientId } = body;
    const result = await this.commands.handle({
      ...{ on: ClientStream, merchantId, key: clientId, cause, deadlineMs: DEADLINE_MS },
      decide: (client, given) => openClient(client, body, given, undefined),
    });
    return respondTo(result, this.shown.answer(clientId, result.state), { created: `/v1/clients/${clientId}` });
  }

  @Put(':clientId')
  @Answers(ClientAnswer)
  async change(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('clientId') clientId: string,
    @Body() body: ChangeClient,
    @IfMatch() ifVersion: number | undefined,
  ) {
    const result = await this.commands.handle({
      ...{ on: ClientStream, merchantId, key: clientId, cause, deadlineMs: DEADLINE_MS },
      ...(ifVersion !== undefined && { ifVersion }),
      decide: (client, given) => changeClient(client, body, given, undefined),
    });
    return respondTo(result, this.shown.answer(clientId, result.state));
  }

  /** Its keys are worth nothing from now on. */
  @Delete(':clientId')
  @Answers(ClientAnswer)
  async close(@MerchantId() merchantId: string, @RequestCause() cause: HttpCause, @Param('clientId') clientId: string) {
    const result = await this.commands.handle({
      ...{ on: ClientStream, merchantId, key: clientId, cause, deadlineMs: DEADLINE_MS },
      decide: (client, given) => closeClient(client, undefined, given, undefined),
    });
    return respondTo(result, this.shown.answer(clientId, result.state));
  }

  @Get(':clientId')
  @Answers(ClientAnswer)
  async show(@MerchantId() merchantId: string, @Param('clientId') clientId: string) {
    const { answer, version } = await this.shown.read(merchantId, clientId);
    return respondWith(answer, version);
  }

  /** Which ones are listed is as old as the view; each is shown as it is now. */
  @Get()
  @Answers(ClientAnswerPage)
  async list(@MerchantId() merchantId: string, @Query() query: ListClients) {
    const page = await this.clients.find(merchantId, { where: { open: query.open }, ...pageRequest(query) });
    const items = await Promise.all(page.items.map(async ({ id }) => (await this.shown.read(merchantId, id)).answer));
    return page.next === undefined ? { items } : { items, next: page.next };
  }
}
