import { Injectable } from '@nestjs/common';
import { DeadLetters } from '@entrepot/eventstore';
import { KafkaTransport } from '@entrepot/messaging';
import { DatabaseTime } from '../backbone/database-time';
import { narrowed, type HandOf } from './called-by';
import { HandWork } from './hand-work';
import { answerOf, chosenOf } from './selected';
import type { ItemResult, Selection, SelectionAnswer } from './selection.answers';

const what = 'dead-letter';

/** What people do with dead letters. */
@Injectable()
export class LetterDesk {
  constructor(
    private readonly letters: DeadLetters,
    private readonly transport: KafkaTransport,
    private readonly work: HandWork,
    private readonly time: DatabaseTime,
  ) {}

  redrive(hand: HandOf, id: string, reason: string | undefined): Promise<ItemResult> {
    return this.work.one(hand, { action: 'redrive', what, reason }, id, () => this.tryAgain(hand, id));
  }

  discard(hand: HandOf, id: string, reason: string): Promise<ItemResult> {
    return this.work.one(hand, { action: 'discard', what, reason }, id, () => this.drop(hand, id));
  }

  async redriveSeveral(hand: HandOf, selection: Selection): Promise<SelectionAnswer> {
    const { reason, perSecond } = selection;
    const action = { action: 'redrive', what, reason, perSecond };
    return answerOf(selection, await this.chosen(hand, selection), (ids) =>
      this.work.each(hand, action, ids, (id) => this.tryAgain(hand, id)),
    );
  }

  async discardSeveral(hand: HandOf, selection: Selection): Promise<SelectionAnswer> {
    const { reason, perSecond } = selection;
    const action = { action: 'discard', what, reason, perSecond };
    return answerOf(selection, await this.chosen(hand, selection), (ids) =>
      this.work.each(hand, action, ids, (id) => this.drop(hand, id)),
    );
  }

  private chosen(hand: HandOf, selection: Selection) {
    const of = narrowed(hand, selection.filter?.merchantId);
    return chosenOf(selection, (query) => this.letters.list(of, query), this.time);
  }

  private async tryAgain({ of }: HandOf, id: string): Promise<ItemResult> {
    const redriven = await this.transport.runtime?.redriveDeadLetter(of, id);
    if (redriven === undefined) return { id, result: 'not-found' };
    if ('settled' in redriven) return { id, result: redriven.settled };
    const { code, reason } = redriven.failure;
    return { id, result: 'failed', code, reason };
  }

  private async drop({ of }: HandOf, id: string): Promise<ItemResult> {
    return { id, result: (await this.letters.delete(of, id)) ? 'discarded' : 'not-found' };
  }
}
