import { Controller, Get, Inject, Optional } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PLATFORM_SCOPE } from '@entrepot/contracts/access';
import type { MasterKeys } from '@entrepot/privacy';
import { NeedsScope } from '../access/scopes';
import { MASTER_KEYS } from '../backbone/tokens';
import { Answers } from '../http/answers';
import { MasterKeysShown } from './master-keys.answers';
import { Rewraps } from './rewraps';
import { shownRewrap } from './shown-rewrap';

/** Which master keys a service has. */
@ApiTags('operations')
@NeedsScope(PLATFORM_SCOPE)
@Controller('v1/operations/platform/master-keys')
export class MasterKeysController {
  constructor(
    @Inject(MASTER_KEYS) private readonly masters: MasterKeys,
    @Optional() private readonly rewraps?: Rewraps,
  ) {}

  /** Of the process that answers; what is wrapped by them is known in access. */
  @Get()
  @Answers(MasterKeysShown)
  async show(): Promise<MasterKeysShown> {
    const [rewrap, counted] = await Promise.all([this.rewraps?.last(false), this.rewraps?.last(true)]);
    return {
      ids: [...(await this.masters.ids())],
      ...(rewrap !== undefined && { rewrap: shownRewrap(rewrap) }),
      ...(counted !== undefined && { counted: shownRewrap(counted) }),
    };
  }
}
