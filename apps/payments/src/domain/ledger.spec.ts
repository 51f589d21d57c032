import { LEDGER_ACCOUNTS } from '@entrepot/contracts/payments';
import { aCard, PaymentStory } from '../../test/payment-story';
import { CHART, giveBack, receipt } from './ledger';

describe('the money ledger', () => {
  const { current } = new PaymentStory().started(aCard('t1', 4990), aCard('t2', 10, { heldBy: 'marketplace' }));
  const [psp, marketplace] = current.tenders;

  it('has a purpose for every account', () => {
    expect(Object.keys(CHART).sort()).toEqual([...LEDGER_ACCOUNTS].sort());
  });

  it('puts money in and takes it out with transactions that sum to zero', () => {
    for (const { entries } of [receipt(current, psp!, 'cap_1', 4990), giveBack(current, psp!, 'ref_1', 990)]) {
      expect(entries.reduce((sum, { debit, credit }) => sum + debit - credit, 0)).toBe(0);
    }
  });

  it('books money where it lies', () => {
    expect(receipt(current, psp!, 'cap_1', 1).entries[0]?.account).toBe('receivable:psp');
    expect(receipt(current, marketplace!, 'cap_1', 1).entries[0]?.account).toBe('receivable:marketplace');
  });

  it('names a transaction by what caused it, so that it exists once', () => {
    const { transactionId } = receipt(current, psp!, 'cap_1', 4990);
    expect(receipt(current, psp!, 'cap_1', 4990).transactionId).toBe(transactionId);
    expect(receipt(current, psp!, 'cap_2', 4990).transactionId).not.toBe(transactionId);
    expect(giveBack(current, psp!, 'cap_1', 4990).transactionId).not.toBe(transactionId);
  });
});
