import { OrderIntakeRejected, type IntakeRejection } from '@entrepot/contracts/orders';
import { Lists, type EventMeta } from '@entrepot/messaging';

/** Messages on the intake topic that were not taken on. */
@Lists({
  events: [OrderIntakeRejected],
  view: 'intake-rejections',
  indexes: [{ at: -1 }, { sourceOrderId: 1 }],
})
export class IntakeRejectionsView {
  rows({ type: _type, ...rejection }: OrderIntakeRejected, { at }: EventMeta): readonly IntakeRejection[] {
    return [{ ...rejection, at }];
  }
}
