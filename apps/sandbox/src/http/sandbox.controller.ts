import { Body, Controller, Get, HttpCode, Post, Put, Query, UseFilters } from '@nestjs/common';
import { Answers } from '@entrepot/platform';
import { WebhookSender } from '../clients/webhook-sender';
import { Dials, FaultRule, FaultRules } from '../domain/dials';
import { Faults } from '../domain/faults';
import { Journal } from '../domain/journal';
import { RefusalFilter } from './refusal.filter';
import { CallsAnswer, ResetAnswer, WebhooksAnswer } from './sandbox.answers';
import { ListRequests } from './sandbox.requests';

/** The sandbox's own door: what goes wrong, and what was asked. */
@UseFilters(RefusalFilter)
@Controller('sandbox')
export class SandboxController {
  constructor(
    private readonly faults: Faults,
    private readonly journal: Journal,
    private readonly sender: WebhookSender,
  ) {}

  @Get('dials')
  @Answers(Dials)
  dials(): Dials {
    return this.faults.dials;
  }

  @Put('dials')
  @Answers(Dials)
  turn(@Body() body: Dials): Dials {
    this.faults.dials = body;
    return body;
  }

  @Get('rules')
  @Answers(FaultRules)
  rules(): { items: readonly FaultRule[] } {
    return { items: this.faults.rules };
  }

  @Post('rules')
  @Answers(FaultRule, { status: 201 })
  addRule(@Body() body: FaultRule): FaultRule {
    this.faults.add(body);
    return body;
  }

  @Get('requests')
  @Answers(CallsAnswer)
  requests(@Query() { limit = 100 }: ListRequests): object {
    return { counters: this.journal.counters(), items: this.journal.newest(limit) };
  }

  @Get('webhooks')
  @Answers(WebhooksAnswer)
  webhooks(): WebhooksAnswer {
    return { waiting: this.sender.waiting };
  }

  /** Dials and rules off, counters to zero, waiting webhooks forgotten; payments and parcels stay. */
  @Post('reset')
  @HttpCode(200)
  @Answers(ResetAnswer)
  reset(): ResetAnswer {
    this.faults.reset();
    this.journal.clear();
    this.sender.clear();
    return { status: 'reset' };
  }
}
