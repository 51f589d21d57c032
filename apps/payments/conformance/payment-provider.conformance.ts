import type { AuthoriseTender, MoveMoney, PaymentProvider } from '../src/clients/payment-provider';
import type { ProviderAnswer, ProviderPayment } from '../src/domain/provider-payment';

/** A provider under test, and how to make it behave. */
export interface ProviderUnderTest {
  readonly provider: PaymentProvider;
  /** The next authorisation of this tender is declined. */
  declineNext(tender: AuthoriseTender): Promise<void>;
  /** Authorisations that `work` asks for are decided later. */
  holding<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const CALL = { merchantId: 'acme' };
const AMOUNT = 4_990;
let count = 0;

function aTender(more: Partial<AuthoriseTender> = {}): AuthoriseTender {
  count += 1;
  const name = `${Date.now().toString(36)}_${count}`;
  return {
    reference: `aut_${name}`,
    orderId: `ord_${name}`,
    paymentId: `pay_${name}`,
    tenderId: 't1',
    method: 'card',
    amount: AMOUNT,
    currency: 'EUR',
    captureAtOnce: false,
    ...more,
  };
}

function paymentOf(answer: ProviderAnswer): ProviderPayment {
  if (answer.kind === 'refused') throw new Error(`refused: ${answer.reason}`);
  return answer.payment;
}

const sumOf = (moves: readonly { amount: number }[]): number => moves.reduce((all, { amount }) => all + amount, 0);

/** What payments relies on, whatever provider it speaks to. A new provider passes this before it gets an order. */
export function describePaymentProvider(name: string, open: () => Promise<ProviderUnderTest>): void {
  describe(`${name} as a payment provider`, () => {
    let test: ProviderUnderTest;
    let provider: PaymentProvider;

    beforeAll(async () => {
      test = await open();
      provider = test.provider;
    });
    afterAll(() => test.close());

    const authorised = async (more: Partial<AuthoriseTender> = {}): Promise<ProviderPayment> =>
      paymentOf(await provider.authorise(aTender(more), CALL));
    const move = ({ providerReference }: ProviderPayment, reference: string, amount: number): MoveMoney => ({
      reference: `${reference}_${providerReference}`.slice(-60),
      providerReference,
      amount,
      currency: 'EUR',
    });
    const found = async ({ providerReference }: ProviderPayment) => {
      const payment = await provider.find({ providerReference }, CALL);
      if (payment === undefined) throw new Error('not found');
      return payment;
    };

    it('holds the amount of a tender and takes nothing of it', async () => {
      const tender = aTender();
      const payment = paymentOf(await provider.authorise(tender, CALL));
      expect(payment).toMatchObject({
        status: 'authorised',
        amount: AMOUNT,
        currency: 'EUR',
        captured: 0,
        refunded: 0,
      });
      expect(payment.reference).toBe(tender.reference);
    });

    it('captures at once where that is asked for, under our reference of the authorisation', async () => {
      const tender = aTender({ captureAtOnce: true, method: 'boleto' });
      const payment = paymentOf(await provider.authorise(tender, CALL));
      expect(payment).toMatchObject({ status: 'captured', captured: AMOUNT });
      expect(payment.captures).toEqual([{ reference: tender.reference, amount: AMOUNT }]);
    });

    it('answers the same request again with the same payment, and charges once', async () => {
      const tender = aTender();
      const first = paymentOf(await provider.authorise(tender, CALL));
      const again = paymentOf(await provider.authorise(tender, CALL));
      expect(again.providerReference).toBe(first.providerReference);
    });

    it('charges once when the same request comes several times at once', async () => {
      const tender = aTender({ captureAtOnce: true });
      const answers = await Promise.all([1, 2, 3, 4].map(() => provider.authorise(tender, CALL)));
      expect(new Set(answers.map((answer) => paymentOf(answer).providerReference)).size).toBe(1);
      expect(await found(paymentOf(answers[0]!))).toMatchObject({ captured: AMOUNT });
    });

    it('tells that it declined, with a reason', async () => {
      const tender = aTender();
      await test.declineNext(tender);
      const payment = paymentOf(await provider.authorise(tender, CALL));
      expect(payment.status).toBe('declined');
      expect(payment.declineReason).toMatch(/\S/);
    });

    it('tells that it decides later, and is found in the meantime', async () => {
      const tender = aTender();
      const payment = paymentOf(await test.holding(() => provider.authorise(tender, CALL)));
      expect(payment.status).toBe('pending');
      expect((await provider.find({ reference: tender.reference }, CALL))?.status).toBe('pending');
    });

    it('finds a payment by our reference and by its own, and does not know what it does not know', async () => {
      const tender = aTender();
      const payment = paymentOf(await provider.authorise(tender, CALL));
      expect((await provider.find({ reference: tender.reference }, CALL))?.providerReference).toBe(
        payment.providerReference,
      );
      expect((await found(payment)).reference).toBe(tender.reference);
      expect(await provider.find({ reference: 'aut_nobody' }, CALL)).toBeUndefined();
      expect(await provider.find({ providerReference: 'nobody' }, CALL)).toBeUndefined();
    });

    it('captures in parts, each under its reference, adding up', async () => {
      const payment = await authorised();
      await provider.capture(move(payment, 'c1', 1_000), CALL);
      const second = move(payment, 'c2', 990);
      const after = paymentOf(await provider.capture(second, CALL));
      expect(after.captured).toBe(1_990);
      expect(sumOf(after.captures)).toBe(after.captured);
      expect(after.captures.map(({ reference }) => reference)).toContain(second.reference);
    });

    it('captures once however often it is asked', async () => {
      const payment = await authorised();
      const capture = move(payment, 'c1', 1_000);
      await Promise.all([1, 2, 3].map(() => provider.capture(capture, CALL)));
      expect(await found(payment)).toMatchObject({ captured: 1_000 });
    });

    it('refuses to capture more than it holds', async () => {
      const payment = await authorised();
      const answer = await provider.capture(move(payment, 'c1', AMOUNT + 1), CALL);
      expect(answer.kind).toBe('refused');
      expect(await found(payment)).toMatchObject({ captured: 0 });
    });

    it('lets go of what it holds, and refuses to capture it after that', async () => {
      const payment = await authorised();
      const { providerReference } = payment;
      const voided = paymentOf(
        await provider.void({ reference: `v_${providerReference}`.slice(-60), providerReference }, CALL),
      );
      expect(voided).toMatchObject({ status: 'voided', captured: 0 });
      expect((await provider.capture(move(payment, 'c1', 1), CALL)).kind).toBe('refused');
    });

    it('lets go of the rest after a partial capture and keeps what was captured', async () => {
      const payment = await authorised();
      const { providerReference } = payment;
      await provider.capture(move(payment, 'c1', 1_000), CALL);
      await provider.void({ reference: `v_${providerReference}`.slice(-60), providerReference }, CALL);
      expect(await found(payment)).toMatchObject({ captured: 1_000 });
      expect((await provider.capture(move(payment, 'c2', 1), CALL)).kind).toBe('refused');
    });

    it('gives back in parts, each under its reference, adding up, and once', async () => {
      const payment = await authorised({ captureAtOnce: true });
      const first = move(payment, 'r1', 1_000);
      await provider.refund(first, CALL);
      await provider.refund(first, CALL);
      const second = move(payment, 'r2', 500);
      const after = paymentOf(await provider.refund(second, CALL));
      expect(after.refunded).toBe(1_500);
      expect(sumOf(after.refunds)).toBe(after.refunded);
      expect(after.refunds.map(({ reference }) => reference)).toContain(second.reference);
    });

    it('refuses to give back more than it took', async () => {
      const payment = await authorised({ captureAtOnce: true });
      await provider.refund(move(payment, 'r1', AMOUNT), CALL);
      expect((await provider.refund(move(payment, 'r2', 1), CALL)).kind).toBe('refused');
      expect(await found(payment)).toMatchObject({ captured: AMOUNT, refunded: AMOUNT });
    });

    it('throws rather than answer when it cannot know: the call is ended by its signal', async () => {
      const signal = AbortSignal.abort();
      await expect(async () => provider.authorise(aTender(), { ...CALL, signal })).rejects.toThrow();
    });
  });
}
