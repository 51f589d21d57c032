import type { ProviderNoticeReceived } from '@entrepot/contracts/payments';
import { paymentIdOf } from '../src/domain/references';
import type { NoticeDelivery, NoticeReader } from '../src/domain/notice-reader';

/** What a notice tells of a payment. */
export interface ToldPayment {
  readonly kind: ProviderNoticeReceived['kind'];
  /** Our id of the order, which the provider was told with the authorisation. */
  readonly orderReference: string;
  readonly amount: number;
  readonly captured: number;
  readonly refunded: number;
  readonly currency: string;
}

/** A reader under test, and webhooks of its provider. */
export interface NoticesUnderTest {
  readonly reader: NoticeReader;
  /** A webhook that tells this, proven `at` this time. */
  notice(told: ToldPayment, at: number): NoticeDelivery;
  /** Proven, and not a notice of this provider. */
  unreadable(at: number): NoticeDelivery;
}

const AUTHORISED: ToldPayment = {
  kind: 'authorised',
  orderReference: 'ord_1',
  amount: 4_990,
  captured: 0,
  refunded: 0,
  currency: 'EUR',
};

/** What payments relies on, whoever's webhooks it reads. A new provider passes this before it gets an order. */
export function describeNoticeReader(name: string, open: () => NoticesUnderTest): void {
  describe(`${name} as a sender of notices`, () => {
    const { reader, notice, unreadable } = open();
    const now = Date.now();

    it('tells what became of which payment', () => {
      const delivery = notice(AUTHORISED, now);
      const { orderReference, ...told } = AUTHORISED;
      expect(reader.read(delivery)).toMatchObject({
        ...told,
        paymentId: paymentIdOf(delivery.merchantId, orderReference),
        noticeId: expect.stringMatching(/./) as string,
        providerReference: expect.stringMatching(/./) as string,
      });
      const refunded = { ...AUTHORISED, kind: 'refunded', captured: 4_990, refunded: 1_000 } as const;
      expect(reader.read(notice(refunded, now))).toMatchObject({ kind: 'refunded', captured: 4_990, refunded: 1_000 });
    });

    it('names the same notice alike when it comes again', () => {
      const delivery = notice(AUTHORISED, now);
      expect(reader.read(delivery).noticeId).toBe(reader.read(delivery).noticeId);
    });

    it('proves its webhooks, and that they are of now, before anything of them is read', () => {
      const delivery = notice(AUTHORISED, now);
      const forged = { ...delivery, rawBody: Buffer.concat([Buffer.from(delivery.rawBody ?? []), Buffer.from(' ')]) };
      expect(() => reader.read(forged)).toThrow('webhook.signature-invalid');
      expect(() => reader.read({ ...delivery, headers: {} })).toThrow('webhook.signature-invalid');
      expect(() => reader.read({ ...unreadable(now), headers: {} })).toThrow('webhook.signature-invalid');
      expect(() => reader.read({ ...delivery, secrets: ['of somebody else'] })).toThrow('webhook.signature-invalid');
      expect(() => reader.read(notice(AUTHORISED, now - 3_600_000))).toThrow('webhook.stale');
    });

    it('says of what is none of its notices that it cannot be read', () => {
      expect(() => reader.read(unreadable(now))).toThrow('notice.unreadable');
    });
  });
}
