import { Module } from '@nestjs/common';
import { BackboneModule } from '../../src/index';
import { counterErrors, CounterStream, TallyStream } from './counter';
import { CountersController, TallyController } from './counters.controller';
import {
  CounterDeadline,
  CounterIntake,
  CountersView,
  DoubleCounter,
  OnCounterRaised,
  TrailView,
} from './counters.handlers';
import { Doubler } from './doubler.client';

@Module({
  imports: [
    BackboneModule.forService({
      name: 'counters',
      summary: 'The truth about counters',
      errors: counterErrors,
      streams: [CounterStream, TallyStream],
      views: ['counters', 'trail'],
      awaitsReadersOf: ['counters.counter.v1'],
      standingStill: [
        {
          ...{ kind: 'counter', view: 'counters', key: 'counterId', state: 'state', since: 'since' },
          expected: { open: { within: 'P30D', waitsFor: 'operator', retry: '/v1/counters/{key}/raise' } },
        },
      ],
    }),
  ],
  controllers: [
    CountersController,
    TallyController,
    OnCounterRaised,
    DoubleCounter,
    CounterDeadline,
    CountersView,
    TrailView,
    CounterIntake,
  ],
  providers: [Doubler],
})
export class CountersModule {}
