import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Doc, NestedList, Optional, Text, TextList, Timestamp } from '@entrepot/contracts';
import { AuditTrail, type AuditEntry } from '@entrepot/eventstore';
import { NeedsScope } from '../access/scopes';
import { Answers } from '../http/answers';
import { MerchantId } from '../http/decorators';
import { mapPage, PageQuery, pageRequest } from '../http/page';
import { MOST_SELECTED } from './selection.answers';

export class ListAudit extends PageQuery {
  @Optional() @Text(250) by?: string;
  @Optional() @Text(40) action?: string;
  @Optional() @Timestamp() from?: string;
  @Optional() @Timestamp() to?: string;
}

@Doc('What became of one of them.')
export class AuditedResultShown {
  @Text(2000) id!: string;
  @Text(40) result!: string;
}

@Doc('Something that a person did by hand.')
export class AuditShown {
  @Text(64) id!: string;
  @Timestamp() at!: string;
  @Text(250) @Doc('The API client.') by!: string;
  @Text(40) @Doc('redrive, discard, give-up, run, cancel, rebuild, verify, rewrap or open.') action!: string;
  @Text(40) @Doc('dead-letter, parked, task, view, books, master-keys or personal-data.') what!: string;
  @TextList({ max: MOST_SELECTED, each: 2000 }) ids!: string[];
  @Optional() @Text(500) reason?: string;
  @Doc('Absent while it goes on, and for good if the process ended in the middle of it.')
  @Optional()
  @NestedList(() => AuditedResultShown, { max: MOST_SELECTED })
  results?: AuditedResultShown[];
}

export class AuditPage {
  @NestedList(() => AuditShown) items!: AuditShown[];
  @Optional() @Text(2000) next?: string;
}

/** Who did what by hand, and why. */
@ApiTags('operations')
@NeedsScope('operations')
@Controller('v1/operations/audit')
export class AuditController {
  constructor(private readonly audit: AuditTrail) {}

  /** The newest first. */
  @Get()
  @Answers(AuditPage)
  async list(@MerchantId() merchantId: string, @Query() query: ListAudit) {
    const { limit: _limit, cursor: _cursor, ...wanted } = query;
    return mapPage(await this.audit.list(merchantId, { ...pageRequest(query), ...wanted }), shown);
  }
}

function shown({ merchantId: _merchant, ids, results, ...entry }: AuditEntry): AuditShown {
  return { ...entry, ids: [...ids], ...(results !== undefined && { results: [...results] }) };
}
