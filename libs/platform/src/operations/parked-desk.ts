import { Injectable } from '@nestjs/common';
import { ParkedInputs } from '@entrepot/eventstore';
import { KafkaTransport } from '@entrepot/messaging';
import { DatabaseTime } from '../backbone/database-time';
import { narrowed, type HandOf } from './called-by';
import { HandWork } from './hand-work';
import { answerOf, chosenOf } from './selected';
import type { ItemResult, Selection, SelectionAnswer } from './selection.answers';

const what = 'parked';

/** What people do with parked inputs. */
@Injectable()
export class ParkedDesk {
  constructor(
    private readonly inputs: ParkedInputs,
    private readonly transport: KafkaTransport,
    private readonly work: HandWork,
    private readonly time: DatabaseTime,
  ) {}

  redrive(hand: HandOf, id: string, reason: string | undefined): Promise<ItemResult> {
    return this.work.one(hand, { action: 'redrive', what, reason }, id, () => this.hasten(hand, id));
  }

  letPast(hand: HandOf, id: string, reason: string): Promise<ItemResult> {
    return this.work.one(hand, { action: 'give-up', what, reason }, id, () => this.giveUp(hand, id, reason));
  }

  async redriveSeveral(hand: HandOf, selection: Selection): Promise<SelectionAnswer> {
    const { reason, perSecond } = selection;
    const action = { action: 'redrive', what, reason, perSecond };
    return answerOf(selection, await this.chosen(hand, selection), (ids) =>
      this.work.each(hand, action, ids, (id) => this.hasten(hand, id)),
    );
  }

  async giveUpSeveral(hand: HandOf, selection: Selection & { reason: string }): Promise<SelectionAnswer> {
    const { reason, perSecond } = selection;
    return answerOf(selection, await this.chosen(hand, selection), (ids) =>
      this.work.each(hand, { action: 'give-up', what, reason, perSecond }, ids, (id) => this.giveUp(hand, id, reason)),
    );
  }

  private chosen(hand: HandOf, selection: Selection) {
    const of = narrowed(hand, selection.filter?.merchantId);
    return chosenOf(selection, (query) => this.inputs.list(of, query), this.time);
  }

  private async hasten({ of }: HandOf, id: string): Promise<ItemResult> {
    return { id, result: (await this.inputs.hasten(of, id)) ? 'due' : 'not-found' };
  }

  private async giveUp({ of }: HandOf, id: string, reason: string): Promise<ItemResult> {
    const isGivenUp = await this.transport.runtime?.givingUp.parked(of, id, reason);
    return { id, result: isGivenUp === true ? 'given-up' : 'not-found' };
  }
}
