import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { collectDefaultMetrics, register, Registry } from 'prom-client';
import { Open } from '../http/decorators';
import './loop-delay';

/** Injection token of the registry of gauges that belong to one running service rather than to the process. */
export const SERVICE_REGISTRY = 'entrepot:metrics';

/** What prom-client samples of the event loop wakes the process all the time: `LoopDelay` does it seldom. */
const NEVER_MS = 3_600_000;
const SAMPLED = /^nodejs_eventloop_lag_.+_seconds$/;

let started = false;

/** Figures of the process itself, once however many services run in it. */
export function measureProcess(): void {
  if (started) return;
  started = true;
  collectDefaultMetrics({ eventLoopMonitoringPrecision: NEVER_MS });
  for (const { name } of register.getMetricsAsArray()) {
    if (SAMPLED.test(name)) register.removeSingleMetric(name);
  }
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
