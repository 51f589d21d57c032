import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NeedsScope } from '../access/scopes';
import { Answers } from '../http/answers';
import { ProgressShown } from './operations.answers';
import { Progress } from './progress';

@ApiTags('operations')
@NeedsScope('operations')
@Controller('v1/operations/progress')
export class ProgressController {
  constructor(private readonly progress: Progress) {}

  @Get()
  @Answers(ProgressShown)
  show(): Promise<ProgressShown> {
    return this.progress.show();
  }
}
