import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Optional, Text } from '@entrepot/contracts';
import { Tasks } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { NeedsScope } from '../access/scopes';
import { Answers } from '../http/answers';
import { MerchantId } from '../http/decorators';
import { mapPage, PageQuery, pageRequest } from '../http/page';
import { RedriveAnswer, TaskPage, TaskShown } from './operations.answers';
import { showTask } from './shown';

export class ListTasks extends PageQuery {
  @Optional()
  @Text(250)
  kind?: string;
}

/** Work that is due later: to see what waits for whom, and to have it done now. */
@ApiTags('operations')
@NeedsScope('operations')
@Controller('v1/operations/tasks')
export class TasksController {
  constructor(private readonly tasks: Tasks) {}

  @Get()
  @Answers(TaskPage)
  async list(@MerchantId() merchantId: string, @Query() query: ListTasks) {
    const { kind } = query;
    return mapPage(
      await this.tasks.list(merchantId, { ...pageRequest(query), ...(kind && { kinds: [kind] }) }),
      showTask,
    );
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
  async run(@MerchantId() merchantId: string, @Param('id') id: string): Promise<RedriveAnswer> {
    if (await this.tasks.hasten(merchantId, id)) return { id, result: 'due' };
    throw new DomainError('operations.not-found', { what: 'task', id });
  }
}
