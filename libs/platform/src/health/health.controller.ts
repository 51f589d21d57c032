import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { resilienceReport } from '@entrepot/resilience';
import type { Response } from 'express';
import { SERVICE_DEFINITION, type ServiceDefinition } from '../backbone/service-definition';
import { Open } from '../http/decorators';
import { LoopDelay } from '../metrics/loop-delay';
import { Vitals, type VitalSign } from './vitals';

const loopDelay = new LoopDelay();

/**
 * `live`: this process can go on; a 503 asks for a restart, and nothing but the process itself is asked. `ready`: it does all of its
 * work. `door`: send it requests. The rest is for people.
 */
@Open()
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(
    private readonly vitals: Vitals,
    @Inject(SERVICE_DEFINITION) private readonly definition: ServiceDefinition,
  ) {}

  @Get('live')
  async live(@Res({ passthrough: true }) response: Response) {
    const signs = await this.vitals.signs();
    const dead = namesOf(signs, ({ alive }) => alive === false);
    response.status(dead.length === 0 ? 200 : 503);
    return { status: dead.length === 0 ? 'alive' : 'dead', dead };
  }

  @Get('ready')
  ready(@Res({ passthrough: true }) response: Response) {
    return this.readiness(response, ({ needed }) => needed !== false);
  }

  /** What all processes of a service lack at once must not take all of them from behind their address. */
  @Get('door')
  door(@Res({ passthrough: true }) response: Response) {
    return this.readiness(response, ({ needed, atDoor }) => needed !== false && atDoor !== false);
  }

  @Get()
  async show() {
    const signs = await this.vitals.signs();
    const calls = resilienceReport();
    const isWell = Object.values(signs).every(({ ok }) => ok) && calls.every(({ state }) => state === 'closed');
    const { phase, startedAt, warnings } = this.vitals;
    return {
      service: this.definition.name,
      status: isWell && phase === 'running' ? 'ok' : 'degraded',
      phase,
      startedAt: startedAt.toISOString(),
      warnings,
      uptimeSeconds: Math.round(process.uptime()),
      eventLoopDelayMs: loopDelay.figures(),
      memoryMb: Math.round(process.memoryUsage.rss() / 1024 / 1024),
      parts: signs,
      calls,
    };
  }

  private async readiness(response: Response, counts: (sign: VitalSign) => boolean) {
    const { phase } = this.vitals;
    const missing = namesOf(await this.vitals.signs(), (sign) => !sign.ok && counts(sign));
    const isReady = phase === 'running' && missing.length === 0;
    response.status(isReady ? 200 : 503);
    return { status: isReady ? 'ready' : 'not-ready', phase, missing };
  }
}

function namesOf(signs: Record<string, VitalSign>, wanted: (sign: VitalSign) => boolean): string[] {
  return Object.keys(signs).filter((name) => wanted(signs[name]!));
}
