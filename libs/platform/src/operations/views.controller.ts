import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PLATFORM_SCOPE } from '@entrepot/contracts/access';
import { DomainError } from '@entrepot/kernel';
import { KafkaTransport, type ViewState } from '@entrepot/messaging';
import { NeedsScope } from '../access/scopes';
import { Answers } from '../http/answers';
import { CalledBy, type HandOf } from './called-by';
import { HandWork } from './hand-work';
import { OptionalReason } from './selection.answers';
import { ViewListShown, ViewShown } from './views.answers';

/** The read models of this service, of all merchants: how they are, and having one made anew from the streams. */
@ApiTags('operations')
@NeedsScope('operations')
@Controller('v1/operations/views')
export class ViewsController {
  constructor(
    private readonly transport: KafkaTransport,
    private readonly work: HandWork,
  ) {}

  @Get()
  @Answers(ViewListShown)
  async list(): Promise<ViewListShown> {
    const { runtime } = this.transport;
    return { items: ((await runtime?.views.list()) ?? []).map(shown) };
  }

  /** Made anew beside the live one, which is read and written meanwhile; the list says how far it is. */
  @Post(':name/rebuild')
  @NeedsScope(PLATFORM_SCOPE)
  @HttpCode(202)
  @Answers(ViewShown, { status: 202 })
  async rebuild(
    @CalledBy() hand: HandOf,
    @Param('name') name: string,
    @Query() { reason }: OptionalReason,
  ): Promise<ViewShown> {
    let state: ViewState | undefined;
    await this.work.one(hand, { action: 'rebuild', what: 'view', reason }, name, async () => {
      state = await this.transport.runtime?.views.rebuild(name);
      return { id: name, result: state?.state ?? 'not-found' };
    });
    if (state === undefined) throw new DomainError('operations.not-found', { what: 'view', id: name });
    return shown(state);
  }
}

function shown({ view, ...state }: ViewState): ViewShown {
  return { name: view, ...state };
}
