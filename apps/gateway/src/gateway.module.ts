import { Module } from '@nestjs/common';
import { OpenApiCompletion, PassThrough } from '@entrepot/platform';
import { NeighbourSigns } from './clients/neighbour-signs';
import { ApiDocuments } from './clients/api-documents';
import { Upstreams } from './clients/upstreams';
import { GatewayDoor } from './http/gateway-door';
import { LandingController } from './http/landing.controller';
import { MergedApi } from './http/merged-api';

@Module({
  controllers: [LandingController],
  providers: [
    Upstreams,
    NeighbourSigns,
    ApiDocuments,
    { provide: PassThrough, useClass: GatewayDoor },
    { provide: OpenApiCompletion, useClass: MergedApi },
  ],
})
export class GatewayModule {}
