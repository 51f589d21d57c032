import { LabelRequested } from '@entrepot/contracts/logistics';
import { Performs, type Effect, type EffectCall } from '@entrepot/messaging';
import { Privacy } from '@entrepot/privacy';
import { Carriers } from '../clients/carriers';
import { awaitsLabel, settleLabel, type LabelOutcome } from '../domain/settle-label';
import type { Shipment } from '../domain/shipment';
import { ShipmentStream } from '../domain/shipment-stream';
import { trackingRef } from '../domain/tracking';

const GIVE_UP_AFTER_DAYS = 7;

/** Books a shipment with its carrier, once: before a second try the carrier is asked what became of the first. */
@Performs({
  intent: LabelRequested,
  of: ShipmentStream,
  also: (_, { carrier }, outcome) => {
    const label = outcome as LabelOutcome;
    return label.kind === 'booked' ? [trackingRef({ carrier, trackingNumber: label.trackingNumber })] : [];
  },
  atOnce: 128,
})
export class BookLabel implements Effect<LabelRequested, Shipment, LabelOutcome> {
  readonly decide = settleLabel;
  readonly giveUpAfterMs = GIVE_UP_AFTER_DAYS * 86_400_000;

  constructor(
    private readonly carriers: Carriers,
    private readonly privacy: Privacy,
  ) {}

  isOpen(shipment: Shipment): boolean {
    return awaitsLabel(shipment);
  }

  /** The carrier is told where it goes in plain: only here, and only while the person was not erased. */
  async perform(intent: LabelRequested, call: EffectCall): Promise<LabelOutcome> {
    const { value, erased } = await this.privacy.open(LabelRequested, intent);
    if (erased) return { kind: 'refused', reason: 'the personal data of its address was erased' };
    const { carrier, reference, from, to, parcels = [{}] } = value;
    return this.carriers.of(carrier).book({ reference, idempotencyKey: call.intentId, from, to, parcels }, call);
  }

  async inquire({ carrier, reference }: LabelRequested, call: EffectCall): Promise<LabelOutcome | undefined> {
    const label = await this.carriers.of(carrier).findByReference(reference, call);
    return label && { kind: 'booked', ...label };
  }

  /** Only after the carrier said that it has never heard of it. */
  giveUp(): LabelOutcome {
    return { kind: 'refused', reason: `the carrier could not book it for ${GIVE_UP_AFTER_DAYS} days` };
  }
}
