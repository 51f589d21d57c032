import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Duration, Optional, Text } from '@entrepot/contracts';
import { Tasks } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { NeedsScope } from '../access/scopes';
import { DatabaseTime } from '../backbone/database-time';
import { Answers } from '../http/answers';
import { MerchantId } from '../http/decorators';
import { mapPage, PageQuery, pageRequest } from '../http/page';
import { CalledBy, type HandOf } from './called-by';
import { RedriveAnswer, TaskPage, TaskShown } from './operations.answers';
import {
  OptionalReason,
  RequiredReason,
  Selection,
  SelectionAnswer,
  SelectionWithReason,
  type ItemResult,
} from './selection.answers';
import { showTask } from './shown';
import { TaskDesk } from './task-desk';

export class ListTasks extends PageQuery {
  @Optional() @Text(250) kind?: string;
  @Optional() @Duration() olderThan?: string;
}

/** Work that is due later: to see what waits for whom, to have it done now, to have it tried no more. */
@ApiTags('operations')
@NeedsScope('operations')
@Controller('v1/operations/tasks')
export class TasksController {
  constructor(
    private readonly tasks: Tasks,
    private readonly desk: TaskDesk,
    private readonly time: DatabaseTime,
  ) {}

  /** By when they should be done. */
  @Get()
  @Answers(TaskPage)
  async list(@MerchantId() merchantId: string, @Query() query: ListTasks) {
    const { kind, olderThan } = query;
    const wanted = { ...(kind && { kinds: [kind] }), ...(olderThan && { before: this.time.ago(olderThan) }) };
    return mapPage(await this.tasks.list(merchantId, { ...pageRequest(query), ...wanted }), showTask);
  }

  /** Has several done now. */
  @Post('run')
  @HttpCode(202)
  @Answers(SelectionAnswer, { status: 202 })
  runSeveral(@CalledBy() hand: HandOf, @Body() selection: Selection): Promise<SelectionAnswer> {
    return this.desk.runSeveral(hand, selection);
  }

  /** Tries the calls of several effects no more: they become dead letters. Timers are refused. */
  @Post('cancel')
  @HttpCode(200)
  @Answers(SelectionAnswer)
  cancelSeveral(@CalledBy() hand: HandOf, @Body() selection: SelectionWithReason): Promise<SelectionAnswer> {
    return this.desk.cancelSeveral(hand, selection);
  }

  @Get(':id')
  @Answers(TaskShown)
  async show(@MerchantId() merchantId: string, @Param('id') id: string): Promise<TaskShown> {
    const task = await this.tasks.show(merchantId, id);
    if (task === undefined) throw new DomainError('operations.not-found', { what: 'task', id });
    return showTask(task);
  }

  @Post(':id/run')
  @HttpCode(202)
  @Answers(RedriveAnswer, { status: 202 })
  async run(@CalledBy() hand: HandOf, @Param('id') id: string, @Body() { reason }: OptionalReason) {
    return found(await this.desk.run(hand, id, reason));
  }

  /** Tries the call of an effect no more: it becomes a dead letter. A timer cannot be given up. */
  @Post(':id/cancel')
  @HttpCode(200)
  @Answers(RedriveAnswer)
  async cancel(@CalledBy() hand: HandOf, @Param('id') id: string, @Body() { reason }: RequiredReason) {
    return found(await this.desk.cancel(hand, id, reason));
  }
}

function found({ id, result }: ItemResult): RedriveAnswer {
  if (result === 'not-found') throw new DomainError('operations.not-found', { what: 'task', id });
  if (result === 'refused') throw new DomainError('operations.timer-stays', { id });
  return { id, result };
}
