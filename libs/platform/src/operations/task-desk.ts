import { Injectable } from '@nestjs/common';
import { Tasks } from '@entrepot/eventstore';
import { KafkaTransport } from '@entrepot/messaging';
import type { HandOf } from './called-by';
import { HandWork } from './hand-work';
import type { ItemResult } from './selection.answers';

const what = 'task';

/** What people do with tasks. */
@Injectable()
export class TaskDesk {
  constructor(
    private readonly tasks: Tasks,
    private readonly transport: KafkaTransport,
    private readonly work: HandWork,
  ) {}

  run(hand: HandOf, id: string, reason: string | undefined): Promise<ItemResult> {
    return this.work.one(hand, { action: 'run', what, reason }, id, async () => {
      return { id, result: (await this.tasks.hasten(hand.merchantId, id)) ? 'due' : 'not-found' };
    });
  }

  cancel(hand: HandOf, id: string, reason: string): Promise<ItemResult> {
    return this.work.one(hand, { action: 'cancel', what, reason }, id, async () => {
      const end = await this.transport.runtime?.givingUp.task(hand.merchantId, id, reason);
      if (end === undefined) return { id, result: 'not-found' };
      return { id, result: end === 'timer' ? 'refused' : end };
    });
  }
}
