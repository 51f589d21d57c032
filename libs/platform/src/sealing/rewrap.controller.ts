import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PLATFORM_SCOPE } from '@entrepot/contracts/access';
import { AuditTrail } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { NeedsScope } from '../access/scopes';
import { Answers } from '../http/answers';
import { CalledBy, type HandOf } from '../operations/called-by';
import { RewrapShown, StartRewrap } from './master-keys.answers';
import { Rewraps, type RewrapState } from './rewraps';
import { shownRewrap } from './shown-rewrap';

/** After a change of the master key: has what the old one wrapped wrapped by the new one, for the whole system. */
@ApiTags('operations')
@NeedsScope(PLATFORM_SCOPE)
@Controller('v1/operations/platform/master-keys/rewrap')
export class RewrapController {
  constructor(
    private readonly rewraps: Rewraps,
    private readonly audit: AuditTrail,
  ) {}

  /** Begins, beside everything else; one that is under way goes on. First every process of every service must have the newest master key. */
  @Post()
  @HttpCode(202)
  @Answers(RewrapShown, { status: 202 })
  async start(@CalledBy() { by, merchantId }: HandOf, @Body() { reason, dryRun = false }: StartRewrap) {
    if (dryRun) return this.shown(true, await this.rewraps.begin({ dryRun, by, reason }));
    if (reason === undefined) {
      const fault = { field: 'reason', rule: 'required', message: 'is required unless dryRun' };
      throw new DomainError('request.invalid', {}, [fault]);
    }
    const entry = await this.audit.begin({ merchantId, by, action: 'rewrap', what: 'master-keys', ids: [], reason });
    const tell = (result: string) => this.audit.complete(entry, [{ id: 'master-keys', result }]);
    const begun = await this.rewraps.begin({ dryRun, by, reason, ended: (state) => tell(resultOf(state)) });
    if (begun === undefined) await tell('under way already');
    return this.shown(false, begun);
  }

  private async shown(dryRun: boolean, begun: RewrapState | undefined): Promise<RewrapShown> {
    const state = begun ?? (await this.rewraps.last(dryRun));
    if (state === undefined) throw new DomainError('operations.not-found', { what: 'rewrap', id: 'so far' });
    return shownRewrap(state);
  }
}

function resultOf({ state, places }: RewrapState): string {
  const all = Object.values(places);
  const count = all.reduce((sum, { rewrapped }) => sum + rewrapped, 0);
  const left = all.flatMap(({ unopened }) => Object.values(unopened)).reduce((sum, each) => sum + each, 0);
  if (state !== 'done') return `${state}: ${count} rewrapped`;
  return left === 0 ? `${count} rewrapped` : `${count} rewrapped, ${left} unopened`;
}
