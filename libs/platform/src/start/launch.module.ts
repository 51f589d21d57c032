import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { Registry } from 'prom-client';
import type { DefiningModule } from '../backbone/backbone.module';
import { SERVICE_DEFINITION, type ServiceDefinition } from '../backbone/service-definition';
import { DoorConfig, ServiceConfig } from '../config/service.config';
import { HealthController } from '../health/health.controller';
import { Vitals } from '../health/vitals';
import { MetricsController, SERVICE_REGISTRY } from '../metrics/metrics.controller';

import { LaunchContext } from './launch-context';

/** The root of a running service: its module, its config, and the doors that every process has. */
@Module({})
export class LaunchModule {
  static of(service: Type, config: DoorConfig, context: LaunchContext): DynamicModule {
    const providers = [
      { provide: config.constructor as Type, useValue: config },
      { provide: DoorConfig, useValue: config },
      { provide: ServiceConfig, useValue: config },
      { provide: LaunchContext, useValue: context },
      { provide: SERVICE_DEFINITION, useValue: definitionOf(service) },
      { provide: SERVICE_REGISTRY, useValue: new Registry() },
      Vitals,
    ];
    const controllers = [HealthController, MetricsController];
    return { module: LaunchModule, global: true, imports: [service], controllers, providers, exports: providers };
  }
}

/** What a service's module says about itself; for a process without a backbone, what its class name says. */
export function definitionOf(service: Type): ServiceDefinition {
  return backboneIn(service)?.definition ?? { name: processName(service), errors: {}, streams: [] };
}

/** Whether a module stands on a backbone, or is a door only. */
export function hasBackbone(service: Type): boolean {
  return backboneIn(service) !== undefined;
}

/** `OrdersModule` is the process `orders`. */
export function processName(service: Type): string {
  return service.name.replace(/Module$/, '').toLowerCase();
}

function backboneIn(service: Type): DefiningModule | undefined {
  const imports = (Reflect.getMetadata('imports', service) ?? []) as Partial<DefiningModule>[];
  return imports.find((imported): imported is DefiningModule => imported.definition !== undefined);
}
