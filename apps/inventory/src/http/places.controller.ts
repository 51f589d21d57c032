import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { DescribePlace, PlaceAnswer, PlaceAnswerPage } from '@entrepot/contracts/inventory';
import { Commands, Streams, ViewTable } from '@entrepot/eventstore';
import { contentHash, DomainError } from '@entrepot/kernel';
import {
  Answers,
  InjectView,
  MerchantId,
  PageQuery,
  pageRequest,
  RequestCause,
  respondTo,
  respondWith,
  type HttpCause,
} from '@entrepot/platform';
import { Privacy } from '@entrepot/privacy';
import { describePlace } from '../domain/describe-place';
import { described, PlaceStream, type Place, type PlaceDescription } from '../domain/place';
import { DEADLINE_MS } from './deadline';

@Controller('v1/places')
export class PlacesController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
    private readonly privacy: Privacy,
    @InjectView('places') private readonly places: ViewTable<PlaceDescription>,
  ) {}

  @Put(':placeId')
  @Answers(PlaceAnswer)
  async describe(
    @MerchantId() merchantId: string,
    @RequestCause() cause: HttpCause,
    @Param('placeId') placeId: string,
    @Body() body: DescribePlace,
  ) {
    const subject = await this.privacy.subject(merchantId, 'place', placeId);
    const sealed = await this.privacy.seal(DescribePlace, body, subject);
    const result = await this.commands.handle({
      on: PlaceStream,
      merchantId,
      key: placeId,
      cause: { ...cause, hash: contentHash({ placeId, sealed }) },
      decide: (place, given) => describePlace(place, sealed, given, undefined),
      deadlineMs: DEADLINE_MS,
    });
    const isNew = result.kind !== 'ignored' && result.version === 1;
    return respondTo(
      result,
      await this.answer(placeId, result.state),
      isNew ? { created: `/v1/places/${placeId}` } : {},
    );
  }

  @Get(':placeId')
  @Answers(PlaceAnswer)
  async show(@MerchantId() merchantId: string, @Param('placeId') placeId: string) {
    const { state, version } = await this.streams.read(PlaceStream, merchantId, placeId);
    return respondWith(await this.answer(placeId, state), version);
  }

  @Get()
  @Answers(PlaceAnswerPage)
  async list(@MerchantId() merchantId: string, @Query() query: PageQuery) {
    const page = await this.places.find(merchantId, pageRequest(query));
    const places = page.items.map((row) => ({ placeId: row.id, ...described(row) }));
    const items = (await this.privacy.openAll(PlaceAnswer, places)).map(({ value }) => value);
    return { ...page, items };
  }

  private async answer(placeId: string, place: Place): Promise<PlaceAnswer> {
    if (place.status === 'none') throw new DomainError('place.not-found', { placeId });
    return (await this.privacy.open(PlaceAnswer, { placeId, ...described(place) })).value;
  }
}
