import { createHash } from 'node:crypto';
import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { Flag, Optional } from '@entrepot/contracts';
import { ImportAnswer } from '@entrepot/contracts/catalog';
import { Commands, Streams } from '@entrepot/eventstore';
import { deriveId, DomainError } from '@entrepot/kernel';
import {
  Answers,
  Idempotent,
  MerchantId,
  Readers,
  RequestCause,
  respondTo,
  respondWith,
  type HttpCause,
} from '@entrepot/platform';
import { CatalogConfig } from '../catalog.config';
import { gather } from '../domain/gathered-products';
import { importCatalog, importRefs, type CatalogFile } from '../domain/import-catalog';
import { ImportStream, type ImportRecord } from '../domain/import-record';
import { LineFaults } from '../domain/line-faults';
import { IMPORT_DEADLINE_MS } from './deadline';
import { dryRun } from './dry-run';
import { readFacts } from './read-facts';

export class ImportOptions {
  /** True: checks the file and says what it would change, and changes nothing. */
  @Optional() @Flag() dryRun?: boolean;
}

@Controller('v1/imports')
export class ImportsController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
    private readonly readers: Readers,
    private readonly config: CatalogConfig,
  ) {}

  @Post()
  @Idempotent()
  @Answers(ImportAnswer, { status: 201 })
  async import(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Headers('content-type') type: string,
    @Query() options: ImportOptions,
    @Body() body: unknown,
  ) {
    const file = await readFile(type, body);
    const importId = deriveId('imp', merchantId, cause.source, cause.key);
    if (options.dryRun === true) {
      const counts = await dryRun(this.commands, { merchantId, importId, cause, file });
      return { importId, dryRun: true, ...counts, readers: [] };
    }
    const result = await this.commands.handle({
      on: ImportStream,
      merchantId,
      key: importId,
      cause,
      also: () => importRefs(file),
      decide: (record, given) => importCatalog(record, file, given, undefined),
      deadlineMs: IMPORT_DEADLINE_MS,
    });
    const readers = await this.readers.readersCaughtUp(this.config.importReadersWaitMs);
    const answer = { ...answerOf(importId, result.state), readers: readers.map(readerOf) };
    return respondTo(result, answer, { created: `/v1/imports/${importId}` });
  }

  @Get(':importId')
  @Answers(ImportAnswer)
  async show(@MerchantId() merchantId: string, @Param('importId') importId: string) {
    const { state, version } = await this.streams.read(ImportStream, merchantId, importId);
    return respondWith({ ...answerOf(importId, state), readers: [] }, version);
  }
}

async function readFile(type: string | undefined, body: unknown): Promise<CatalogFile> {
  const faults = new LineFaults();
  const products = gather(await readFacts(type, body, faults), faults);
  faults.refuseAny();
  return { products, contentHash: createHash('sha256').update(String(body)).digest('hex') };
}

function answerOf(importId: string, record: ImportRecord): Omit<ImportAnswer, 'readers'> {
  if (record.status === 'none') throw new DomainError('import.not-found', { importId });
  const { products, variants, prices } = record;
  return { importId, dryRun: false, products, variants, prices };
}

function readerOf({ group, caughtUp }: ImportAnswer['readers'][number]) {
  return { group, caughtUp };
}
