import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../http/answers';
import { ProgressShown } from './operations.answers';
import { Progress } from './progress';

@ApiTags('operations')
@Controller('v1/operations/progress')
export class ProgressController {
  constructor(private readonly progress: Progress) {}

  @Get()
  @Answers(ProgressShown)
  show(): Promise<ProgressShown> {
    return this.progress.show();
  }
}
