import { Module, type DynamicModule } from '@nestjs/common';
import type { ServiceDefinition } from './service-definition';

/** Everything that a service stands on: commands, streams, views, tasks, Kafka in and out, the operations doors. */
@Module({})
export class BackboneModule {
  static forService(definition: ServiceDefinition): DynamicModule {
    return { module: BackboneModule, global: true, providers: [{ provide: 'x', useValue: definition }] };
  }
}
