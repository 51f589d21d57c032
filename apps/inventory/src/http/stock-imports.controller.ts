import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { Flag, OneOf, Optional } from '@entrepot/contracts';
import {
  MOVEMENT_OUTCOMES,
  MovementResultPage,
  StockImportAnswer,
  StockImportAnswerPage,
  type MovementOutcome,
} from '@entrepot/contracts/inventory';
import { Commands, Streams, ViewTable } from '@entrepot/eventstore';
import { deriveId, DomainError } from '@entrepot/kernel';
import {
  Answer,
  Answers,
  DatabaseTime,
  Idempotent,
  InjectView,
  mapPage,
  MerchantId,
  PageQuery,
  pageRequest,
  RequestCause,
  respondTo,
  respondWith,
  type HttpCause,
} from '@entrepot/platform';
import { acceptImport } from '../domain/import-stock';
import { StockImportStream, type StockImport, type StockImportRecord } from '../domain/stock-import';
import { clientOf } from './client-of';
import { resultPage } from './import-lines';
import { readMovements } from './read-movements';
import { rehearseImport } from './rehearse-import';

/** How long a caller waits for a file to be taken in: one large commit. */
const ACCEPT_DEADLINE_MS = 60_000;

export class StockImportOptions {
  /** True: says what the file would do, with every problem by line, and does nothing. */
  @Optional() @Flag() dryRun?: boolean;
}

export class ListImportLines extends PageQuery {
  @Optional() @OneOf(MOVEMENT_OUTCOMES) outcome?: MovementOutcome;
}

@Controller('v1/stock/imports')
export class StockImportsController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
    private readonly time: DatabaseTime,
    @InjectView('stock-imports') private readonly imports: ViewTable<StockImportRecord>,
  ) {}

  @Post()
  @Idempotent()
  @Answers(StockImportAnswer, { status: 202 })
  async import(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Headers('content-type') type: string,
    @Query() options: StockImportOptions,
    @Body() body: unknown,
  ) {
    const importId = deriveId('sim', merchantId, cause.source, cause.key);
    const file = await readMovements(type, body, importId);
    if (options.dryRun === true)
      return new Answer(await rehearseImport({ streams: this.streams, time: this.time }, merchantId, file), 200);
    file.problems.refuseAny();
    const { lines, movements } = file;
    const result = await this.commands.handle({
      on: StockImportStream,
      merchantId,
      key: importId,
      cause,
      decide: (state, given) => acceptImport(state, { lines, movements, ...clientOf(cause) }, given, undefined),
      deadlineMs: ACCEPT_DEADLINE_MS,
    });
    return respondTo(result, answer(importId, result.state), { created: `/v1/stock/imports/${importId}`, status: 202 });
  }

  /** Newest first. */
  @Get()
  @Answers(StockImportAnswerPage)
  async list(@MerchantId() merchantId: string, @Query() query: PageQuery) {
    const page = await this.imports.find(merchantId, { sort: { acceptedAt: -1 }, ...pageRequest(query) });
    return mapPage(page, (row) => answer(row.id, row));
  }

  /** How far it is. */
  @Get(':importId')
  @Answers(StockImportAnswer)
  async show(@MerchantId() merchantId: string, @Param('importId') importId: string) {
    const { state, version } = await this.streams.read(StockImportStream, merchantId, importId);
    return respondWith(answer(importId, state), version);
  }

  /** What became of every movement that was looked at so far, in the order of the file. */
  @Get(':importId/lines')
  @Answers(MovementResultPage)
  async lines(@MerchantId() merchantId: string, @Param('importId') importId: string, @Query() query: ListImportLines) {
    const { state } = await this.streams.read(StockImportStream, merchantId, importId);
    const { part: parts } = known(importId, state);
    const { outcome } = query;
    const wanted = { merchantId, importId, parts, ...(outcome === undefined ? {} : { outcome }) };
    return resultPage(this.streams, wanted, pageRequest(query));
  }
}

function known(importId: string, file: StockImport): StockImportRecord {
  if (file.status === 'none') throw new DomainError('stock-import.not-found', { importId });
  return file;
}

function answer(importId: string, file: StockImport): StockImportAnswer {
  const { status: state, lines, movements, booked, repeated, refused, ...when } = known(importId, file);
  const { client, acceptedAt, finishedAt } = when;
  return {
    importId,
    dryRun: false,
    state,
    ...{ lines, movements, booked, repeated, refused },
    ...(client === undefined ? {} : { client }),
    acceptedAt,
    ...(finishedAt === undefined ? {} : { finishedAt }),
  };
}
