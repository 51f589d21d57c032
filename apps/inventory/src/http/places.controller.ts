import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { DescribePlace, PlaceAnswer, PlaceAnswerPage } from '@entrepot/contracts/inventory';
import { Commands, Streams, ViewTable } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import {
  Answers,
  InjectView,
  mapPage,
  MerchantId,
  PageQuery,
  pageRequest,
  RequestCause,
  respondTo,
  respondWith,
  type HttpCause,
} from '@entrepot/platform';
import { describePlace } from '../domain/describe-place';
import { described, PlaceStream, type Place, type PlaceDescription } from '../domain/place';
import { DEADLINE_MS } from './deadline';

@Controller('v1/places')
export class PlacesController {
  constructor(
    private readonly commands: Commands,
    private readonly streams: Streams,
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
    const result = await this.commands.handle({
      on: PlaceStream,
      merchantId,
      key: placeId,
      cause,
      decide: (place, given) => describePlace(place, body, given, undefined),
      deadlineMs: DEADLINE_MS,
    });
    const isNew = result.kind !== 'ignored' && result.version === 1;
    return respondTo(result, answer(placeId, result.state), isNew ? { created: `/v1/places/${placeId}` } : {});
  }

  @Get(':placeId')
  @Answers(PlaceAnswer)
  async show(@MerchantId() merchantId: string, @Param('placeId') placeId: string) {
    const { state, version } = await this.streams.read(PlaceStream, merchantId, placeId);
    return respondWith(answer(placeId, state), version);
  }

  @Get()
  @Answers(PlaceAnswerPage)
  async list(@MerchantId() merchantId: string, @Query() query: PageQuery) {
    const page = await this.places.find(merchantId, pageRequest(query));
    return mapPage(page, (row) => ({ placeId: row.id, ...described(row) }));
  }
}

function answer(placeId: string, place: Place): PlaceAnswer {
  if (place.status === 'none') throw new DomainError('place.not-found', { placeId });
  return { placeId, ...described(place) };
}
