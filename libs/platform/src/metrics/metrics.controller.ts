import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { collectDefaultMetrics, register, Registry } from 'prom-client';
import { Open } from '../http/decorators';

/** Injection token of the registry of gauges that belong to one running service rather than to the process. */
export const SERVICE_REGISTRY = 'entrepot:metrics';

/** Each look at the event loop wakes the process: at the default of 10 ms they were a fifth of an idle service's work. */
export const LOOP_LOOK_MS = 500;

let started = false;

/** Figures of the process itself, once however many services run in it. */
export function measureProcess(): void {
  if (!started) collectDefaultMetrics({ eventLoopMonitoringPrecision: LOOP_LOOK_MS });
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
