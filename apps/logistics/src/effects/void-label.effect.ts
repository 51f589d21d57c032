import { VoidRequested } from '@entrepot/contracts/logistics';
import { Performs, type Effect, type EffectCall } from '@entrepot/messaging';
import { Carriers } from '../clients/carriers';
import { awaitsVoid, settleVoid, type VoidOutcome } from '../domain/settle-void';
import type { Shipment } from '../domain/shipment';
import { ShipmentStream } from '../domain/shipment-stream';

/** Gives a label back. Tried until the carrier has said yes or no: an order waits for it. */
@Performs({ intent: VoidRequested, of: ShipmentStream })
export class VoidLabel implements Effect<VoidRequested, Shipment, VoidOutcome> {
  readonly decide = settleVoid;

  constructor(private readonly carriers: Carriers) {}

  isOpen(shipment: Shipment): boolean {
    return awaitsVoid(shipment);
  }

  perform({ carrier, trackingNumber }: VoidRequested, call: EffectCall): Promise<VoidOutcome> {
    return this.carriers.of(carrier).void(trackingNumber, call);
  }

  async inquire({ carrier, trackingNumber }: VoidRequested, call: EffectCall): Promise<VoidOutcome | undefined> {
    const standing = await this.carriers.of(carrier).standing(trackingNumber, call);
    return standing?.status === 'voided' ? { kind: 'voided' } : undefined;
  }
}
