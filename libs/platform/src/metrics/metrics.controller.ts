import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { collectDefaultMetrics, register, Registry } from 'prom-client';
import { Open } from '../http/decorators';

/** Injection token of the registry of gauges that belong to one running service rather than to the process. */
export const SERVICE_REGISTRY = 'entrepot:metrics';

let started = false;

/** Figures of the process itself, once however many services run in it. */
export function measureProcess(): void {
  if (!started) collectDefaultMetrics();
  started = true;
}

@Open()
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(SERVICE_REGISTRY) private readonly own: Registry) {}

  @Get()
  @Header('content-type', register.contentType)
  async show(): Promise<string> {
    return Registry.merge([register, this.own]).metrics();
  }
}
