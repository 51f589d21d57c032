import { Injectable } from '@nestjs/common';
import { ParkedInputs } from '@entrepot/eventstore';
import { KafkaTransport } from '@entrepot/messaging';
import type { HandOf } from './called-by';
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
  ) {}

  redrive(hand: HandOf, id: string, reason: string | undefined): Promise<ItemResult> {
    return this.work.one(hand, { action: 'redrive', what, reason }, id, () => this.hasten(hand, id));
  }

  async redriveSeveral(hand: HandOf, selection: Selection): Promise<SelectionAnswer> {
    const action = { action: 'redrive', what, reason: selection.reason };
    return answerOf(selection, await this.chosen(hand, selection), (ids) =>
      this.work.each(hand, action, ids, (id) => this.hasten(hand, id)),
    );
  }

  async giveUpSeveral(hand: HandOf, selection: Selection & { reason: string }): Promise<SelectionAnswer> {
    const { reason } = selection;
    return answerOf(selection, await this.chosen(hand, selection), (ids) =>
      this.work.each(hand, { action: 'give-up', what, reason }, ids, (id) => this.giveUp(hand, id, reason)),
    );
  }

  private chosen({ merchantId }: HandOf, selection: Selection) {
    return chosenOf(selection, (query) => this.inputs.list(merchantId, query));
  }

  private async hasten({ merchantId }: HandOf, id: string): Promise<ItemResult> {
    return { id, result: (await this.inputs.hasten(merchantId, id)) ? 'due' : 'not-found' };
  }

  private async giveUp({ merchantId }: HandOf, id: string, reason: string): Promise<ItemResult> {
    const isGivenUp = await this.transport.runtime?.givingUp.parked(merchantId, id, reason);
    return { id, result: isGivenUp === true ? 'given-up' : 'not-found' };
  }
}
