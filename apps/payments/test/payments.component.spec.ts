import { PaymentRequested } from '@entrepot/contracts/orders';
import { cleanUp, eventually, Neighbour, testBackend, TopicReader, uniqueName } from '@entrepot/testing';
import { MERCHANT, RunningPayments } from './running-payments';
import { paymentIdOf } from '../src/domain/references';

jest.setTimeout(90_000);

const prefix = uniqueName('payments');
const orders = new Neighbour('orders', testBackend(), prefix);
let payments: RunningPayments;

beforeAll(async () => {
  payments = await RunningPayments.launch(prefix);
  await orders.connect();
});

afterAll(async () => {
  await orders.close();
  await payments?.stop();
  await cleanUp(prefix, testBackend());
});

describe('x', () => {
  it('works', async () => {
    const orderId = 'ord_1';
    const paymentId = paymentIdOf(MERCHANT, orderId);
    await orders.publish(
      { merchantId: MERCHANT, kind: 'order', key: orderId },
      new PaymentRequested({
        orderId,
        paymentId,
        currency: 'EUR',
        total: 4990,
        payBy: new Date().toISOString(),
        tenders: [{ tenderId: 't1', method: 'card', amount: 4990, capture: 'manual', heldBy: 'psp' }],
      }),
    );
    console.log(
      JSON.stringify(
        await eventually(
          () => payments.bodyOf(`/v1/payments/${paymentId}`),
          (l) => l.state === 'authorised',
        ),
      ),
    );
    console.log(
      JSON.stringify(await payments.bodyOf('/v1/payments')),
      JSON.stringify(await payments.bodyOf('/v1/ledger/balances')),
    );
  });
});
void TopicReader;
