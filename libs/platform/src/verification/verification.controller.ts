import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PLATFORM_SCOPE } from '@entrepot/contracts/access';
import { AuditTrail, decodeCursor, encodeCursor } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { NeedsScope } from '../access/scopes';
import { Answers } from '../http/answers';
import { PageQuery, DEFAULT_LIMIT } from '../http/page';
import { CalledBy, type HandOf } from '../operations/called-by';
import type { VerificationState } from './kept-verification';
import { DriftPage, StartVerification, VerificationShown } from './verification.answers';
import { Verifications, type VerificationAsked } from './verifications';

const SETTLE_SECONDS = 5;
/** Half of the time is left to those who serve. */
const SHARE = 0.5;

/** Whether the books balance: added up anew from the streams, and compared with what else says the same. */
@ApiTags('operations')
@NeedsScope('verification')
@Controller('v1/operations/verification')
export class VerificationController {
  constructor(
    private readonly verifications: Verifications,
    private readonly audit: AuditTrail,
  ) {}

  /** Begins to verify the own books; one that is under way goes on. */
  @Post()
  @HttpCode(202)
  @Answers(VerificationShown, { status: 202 })
  async start(@CalledBy() hand: HandOf, @Body() { reason, settleSeconds = SETTLE_SECONDS }: StartVerification) {
    const { of, by, merchantId } = hand;
    const why = reason === undefined ? {} : { reason };
    const entry = await this.audit.begin({ merchantId, by, action: 'verify', what: 'books', ids: [], ...why });
    const ended = (result: string) => this.audit.complete(entry, [{ id: 'books', result }]);
    const terms: VerificationAsked = { of, by, reason, settleMs: settleSeconds * 1_000, share: SHARE, ended };
    const begun = await this.verifications.begin(terms);
    if (begun === undefined) await ended('under way already');
    return shown(begun ?? (await this.last(hand)));
  }

  /** How far it is, and what came out. */
  @Get()
  @Answers(VerificationShown)
  async show(@CalledBy() hand: HandOf) {
    return shown(await this.last(hand));
  }

  /** Differences that have lasted, the first thousand. */
  @Get('drifts')
  @Answers(DriftPage)
  async drifts(@CalledBy() hand: HandOf, @Query() { limit = DEFAULT_LIMIT, cursor }: PageQuery): Promise<DriftPage> {
    const { drifts } = await this.last(hand);
    const from = cursor === undefined ? 0 : placeIn(cursor);
    const items = drifts.slice(from, from + limit).map((drift) => ({ ...drift, eventIds: [...drift.eventIds] }));
    return { items, ...(from + limit < drifts.length && { next: encodeCursor([from + limit]) }) };
  }

  /** Throws `operations.not-found`. */
  private async last({ of }: HandOf): Promise<VerificationState> {
    const state = await this.verifications.kept.last(of);
    if (state !== undefined) return state;
    throw new DomainError('operations.not-found', { what: 'verification', id: 'so far' });
  }
}

/** The same over the books of all merchants. */
@ApiTags('operations')
@NeedsScope(PLATFORM_SCOPE)
@Controller('v1/operations/platform/verification')
export class PlatformVerificationController extends VerificationController {}

function placeIn(cursor: string): number {
  const [at] = decodeCursor(cursor, 1);
  if (!Number.isInteger(at) || Number(at) < 0) throw new DomainError('page.cursor-invalid');
  return Number(at);
}

function shown(state: VerificationState): VerificationShown {
  const { looked, total, ledgers, drifted, found, startedAt, endedAt, by, reason, error } = state;
  const books = Object.entries(ledgers).map(([name, count]) => {
    const merchants = Object.values(drifted[name] ?? {});
    return { name, ledgers: count, drifted: merchants.reduce((sum, each) => sum + each, 0) };
  });
  return {
    ...{ state: state.state, by, startedAt, looked, total, books, drifts: found },
    ...(reason !== undefined && { reason }),
    ...(endedAt !== undefined && { endedAt }),
    ...(error !== undefined && { error }),
  };
}
