import { OrderIntakeRejected } from '@entrepot/contracts/orders';
import { eventsOf, given } from '../../test/builders';
import { IntakeStream, rejectIntake } from './intake';

const problem = { type: 'urn:x', title: 'Bad Request', status: 400, code: 'request.invalid' };
const rejection = new OrderIntakeRejected({ messageId: 'm-1', problem });

describe('a rejected message', () => {
  it('is answered once', () => {
    const events = eventsOf(rejectIntake(IntakeStream.initial, rejection, given(), undefined));
    expect(events).toEqual([rejection]);
    expect(rejectIntake({ isRejected: true }, rejection, given(), undefined)).toMatchObject({ kind: 'ignored' });
  });
});
