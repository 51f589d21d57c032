import { Wakes } from '@entrepot/messaging';
import { askSilentCarrier, silenceEndsAt } from '../domain/ask-silent-carrier';
import { ShipmentStream } from '../domain/shipment-stream';

@Wakes({ of: ShipmentStream, dueAt: silenceEndsAt })
export class CarrierSilence {
  readonly decide = askSilentCarrier;
}
