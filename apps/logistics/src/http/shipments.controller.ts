import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { FreeKey, OneOf, OpaqueId, Optional } from '@entrepot/contracts';
import {
  SHIPMENT_STATES,
  ShipmentAnswer,
  ShipmentAnswerPage,
  TrackingEntryPage,
  type ShipmentState,
} from '@entrepot/contracts/logistics';
import { Commands, Streams } from '@entrepot/eventstore';
import {
  Answers,
  Idempotent,
  MerchantId,
  PageQuery,
  RequestCause,
  respondTo,
  respondWith,
  type HttpCause,
} from '@entrepot/platform';
import { Privacy, type Opened } from '@entrepot/privacy';
import { askLabelAgain } from '../domain/ask-label-again';
import { ShipmentStream } from '../domain/shipment-stream';
import { ShipmentFinder } from '../views/shipment-finder';
import { DEADLINE_MS } from './deadline';
import { shipmentAnswer } from './shipment-answer';

export class ListShipments extends PageQuery {
  @Optional() @OpaqueId() orderId?: string;
  @Optional() @OneOf(SHIPMENT_STATES) state?: ShipmentState;
  @Optional() @FreeKey() trackingNumber?: string;
}

@Controller('v1/shipments')
export class ShipmentsController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
    private readonly finder: ShipmentFinder,
    private readonly privacy: Privacy,
  ) {}

  @Get(':shipmentId')
  @Answers(ShipmentAnswer)
  async show(@MerchantId() merchantId: string, @Param('shipmentId') shipmentId: string) {
    const { state, version } = await this.streams.read(ShipmentStream, merchantId, shipmentId);
    return respondWith(await this.opened(shipmentAnswer(shipmentId, state)), version);
  }

  /** Which ones are listed is as old as the view; each is shown as it is now. */
  @Get()
  @Answers(ShipmentAnswerPage)
  async list(@MerchantId() merchantId: string, @Query() query: ListShipments) {
    const page = await this.finder.find(merchantId, query);
    const found = page.items.map(({ id, shipment }) => shipmentAnswer(id, shipment));
    const items = (await this.privacy.openAll(ShipmentAnswer, found)).map(withoutErased);
    return page.next === undefined ? { items } : { items, next: page.next };
  }

  @Get(':shipmentId/tracking')
  @Answers(TrackingEntryPage)
  async tracking(@MerchantId() merchantId: string, @Param('shipmentId') shipmentId: string) {
    return { items: await this.finder.trackingOf(merchantId, shipmentId) };
  }

  @Post(':shipmentId/label')
  @HttpCode(200)
  @Idempotent()
  @Answers(ShipmentAnswer)
  async askLabelAgain(
    @MerchantId() merchantId: string,
    @Param('shipmentId') key: string,
    @RequestCause() cause: HttpCause,
  ) {
    const result = await this.commands.handle({
      ...{ on: ShipmentStream, merchantId, key, cause, deadlineMs: DEADLINE_MS },
      decide: (shipment, given) => askLabelAgain(shipment, undefined, given),
    });
    return respondTo(result, await this.opened(shipmentAnswer(key, result.state)));
  }

  private async opened(answer: ShipmentAnswer): Promise<ShipmentAnswer> {
    return withoutErased(await this.privacy.open(ShipmentAnswer, answer));
  }
}

function withoutErased({ value, erased }: Opened<ShipmentAnswer>): ShipmentAnswer {
  return erased ? { ...value, erased } : value;
}
