import type { TrackingStatus } from '@entrepot/contracts/shared';
import type { Booking, Carrier } from '../src/clients/carrier';
import type { WebhookDelivery } from '../src/domain/carrier-news';

/** A carrier under test, and how to make it behave. */
export interface CarrierUnderTest {
  readonly carrier: Carrier;
  /** The parcel gets there. */
  advance(trackingNumber: string, status: TrackingStatus, occurredAt: string): Promise<void>;
  /** The next interceptions are refused. */
  refusingInterceptions<T>(work: () => Promise<T>): Promise<T>;
  /** A webhook that tells this of the number, signed `at` this time; `unreadable`: signed, and not one of this carrier. */
  webhook(trackingNumber: string, status: TrackingStatus, at: number): WebhookDelivery;
  unreadable(at: number): WebhookDelivery;
  close(): Promise<void>;
}

const CALL = { merchantId: 'acme' };
const TIME = '2026-03-02T10:00:00Z';
let count = 0;

function aBooking(): Booking {
  count += 1;
  const address = { city: 'Campinas', country: 'BR' };
  const reference = `shp_${Date.now().toString(36)}_${count}`;
  return { reference, idempotencyKey: `key-${reference}`, from: address, to: address, parcels: [{ weightGrams: 400 }] };
}

/** What logistics relies on, whatever carrier it speaks to. A new carrier passes this before it gets a parcel. */
export function describeCarrier(name: string, open: () => Promise<CarrierUnderTest>): void {
  describe(`${name} as a carrier`, () => {
    let test: CarrierUnderTest;
    let carrier: Carrier;

    beforeAll(async () => {
      test = await open();
      carrier = test.carrier;
    });
    afterAll(() => test.close());

    async function booked(status?: TrackingStatus): Promise<string> {
      const label = await carrier.book(aBooking(), CALL);
      if (label.kind === 'refused') throw new Error(label.reason);
      if (status !== undefined) await test.advance(label.trackingNumber, status, TIME);
      return label.trackingNumber;
    }

    it('books once for a reference, whatever is repeated or asked at once', async () => {
      const booking = aBooking();
      const first = await carrier.book(booking, CALL);
      const others = await Promise.all([
        carrier.book(booking, CALL),
        carrier.book({ ...booking, idempotencyKey: 'other' }, CALL),
      ]);
      expect(first.kind).toBe('booked');
      expect(others).toEqual([first, first]);
      const { kind: _, ...label } = first as Extract<typeof first, { kind: 'booked' }>;
      expect(label).toMatchObject({
        carrierName: carrier.displayName,
        trackingUrl: expect.stringContaining(label.trackingNumber),
      });
      expect(await carrier.findByReference(booking.reference, CALL)).toEqual(label);
    });

    it('has never heard of what was not booked', async () => {
      expect(await carrier.findByReference('shp_never', CALL)).toBeUndefined();
      expect(await carrier.standing('NEVER', CALL)).toBeUndefined();
      expect(await carrier.track('NEVER', CALL)).toEqual([]);
      expect(await carrier.void('NEVER', CALL)).toMatchObject({ kind: 'refused' });
      expect(await carrier.intercept('NEVER', CALL)).toMatchObject({ kind: 'refused' });
    });

    it('takes a label back until it has the parcel, and says yes again when asked again', async () => {
      const number = await booked();
      expect(await carrier.standing(number, CALL)).toEqual({ status: 'registered', callingBack: false });
      expect(await carrier.void(number, CALL)).toEqual({ kind: 'voided' });
      expect(await carrier.void(number, CALL)).toEqual({ kind: 'voided' });
      expect(await carrier.standing(number, CALL)).toMatchObject({ status: 'voided' });
      expect(await carrier.void(await booked('collected'), CALL)).toMatchObject({ kind: 'refused' });
    });

    it('calls a parcel back between collection and delivery', async () => {
      const number = await booked('collected');
      expect(await carrier.intercept(number, CALL)).toEqual({ kind: 'agreed' });
      expect(await carrier.intercept(number, CALL)).toEqual({ kind: 'agreed' });
      expect(await carrier.standing(number, CALL)).toMatchObject({ callingBack: true });
      expect(await carrier.intercept(await booked(), CALL)).toMatchObject({ kind: 'refused' });
      expect(await carrier.intercept(await booked('delivered'), CALL)).toMatchObject({ kind: 'refused' });
    });

    it('may refuse to call a parcel back', async () => {
      const number = await booked('collected');
      const answer = await test.refusingInterceptions(() => carrier.intercept(number, CALL));
      expect(answer).toMatchObject({ kind: 'refused' });
      expect(await carrier.standing(number, CALL)).toMatchObject({ callingBack: false });
    });

    it('tells the course of a parcel in our words, with its own times and an id for each thing', async () => {
      const number = await booked();
      for (const status of ['collected', 'in_transit', 'out_for_delivery', 'attempt_failed', 'delivered'] as const) {
        await test.advance(number, status, TIME);
      }
      const told = (await carrier.track(number, CALL)).filter(({ status }) => status !== 'registered');
      expect(told.map(({ status }) => status)).toEqual([
        ...['collected', 'in_transit', 'out_for_delivery', 'attempt_failed', 'delivered'],
      ]);
      expect(told.every(({ occurredAt }) => Date.parse(occurredAt) === Date.parse(TIME))).toBe(true);
      expect(told.every(({ trackingNumber, carrier: by }) => trackingNumber === number && by === carrier.name)).toBe(
        true,
      );
      expect(new Set(told.map(({ carrierEventId }) => carrierEventId)).size).toBe(told.length);
      expect(await carrier.track(number, CALL)).toEqual(await carrier.track(number, CALL));
    });

    it('proves its webhooks, and that they are of now', () => {
      const now = Date.now();
      const told = carrier.readWebhook(test.webhook('SB1', 'collected', now));
      expect(told).toMatchObject({ carrier: carrier.name, trackingNumber: 'SB1', status: 'collected' });
      const webhook = test.webhook('SB1', 'collected', now);
      const forged = { ...webhook, rawBody: Buffer.concat([Buffer.from(webhook.rawBody ?? []), Buffer.from(' ')]) };
      expect(() => carrier.readWebhook(forged)).toThrow('webhook.signature-invalid');
      expect(() => carrier.readWebhook({ ...webhook, headers: {} })).toThrow('webhook.signature-invalid');
      expect(() => carrier.readWebhook(test.webhook('SB1', 'collected', now - 3_600_000))).toThrow('webhook.stale');
      expect(() => carrier.readWebhook(test.unreadable(now))).toThrow('webhook.unreadable');
    });
  });
}
