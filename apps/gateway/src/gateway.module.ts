import { Module } from '@nestjs/common';
import { PassThrough } from '@entrepot/platform';
import { Upstreams } from './clients/upstreams';
import { GatewayDoor } from './http/gateway-door';

@Module({
  providers: [Upstreams, { provide: PassThrough, useClass: GatewayDoor }],
})
export class GatewayModule {}
