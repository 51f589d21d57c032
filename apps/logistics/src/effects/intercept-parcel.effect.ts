import { InterceptionRequested } from '@entrepot/contracts/logistics';
import { Performs, type Effect, type EffectCall } from '@entrepot/messaging';
import { Carriers } from '../clients/carriers';
import { awaitsInterception, settleInterception, type InterceptionOutcome } from '../domain/settle-interception';
import type { Shipment } from '../domain/shipment';
import { ShipmentStream } from '../domain/shipment-stream';

/** Calls a parcel back. Tried until the carrier has answered or the journey has ended. */
@Performs({ intent: InterceptionRequested, of: ShipmentStream })
export class InterceptParcel implements Effect<InterceptionRequested, Shipment, InterceptionOutcome> {
  readonly decide = settleInterception;

  constructor(private readonly carriers: Carriers) {}

  isOpen(shipment: Shipment): boolean {
    return awaitsInterception(shipment);
  }

  perform({ carrier, trackingNumber }: InterceptionRequested, call: EffectCall): Promise<InterceptionOutcome> {
    return this.carriers.of(carrier).intercept(trackingNumber, call);
  }

  async inquire(
    { carrier, trackingNumber }: InterceptionRequested,
    call: EffectCall,
  ): Promise<InterceptionOutcome | undefined> {
    const standing = await this.carriers.of(carrier).standing(trackingNumber, call);
    return standing?.callingBack ? { kind: 'agreed' } : undefined;
  }
}
