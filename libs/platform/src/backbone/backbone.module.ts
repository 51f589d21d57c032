import { Module, type DynamicModule } from '@nestjs/common';
import { accessProviders } from '../access/access-copies';
import { accessMirrors } from '../access/mirrors';
import { AuditController } from '../operations/audit.controller';
import { DeadLettersController, PlatformDeadLettersController } from '../operations/dead-letters.controller';
import { HandWork } from '../operations/hand-work';
import { LetterDesk } from '../operations/letter-desk';
import { ParkedController, PlatformParkedController } from '../operations/parked.controller';
import { ParkedDesk } from '../operations/parked-desk';
import { Progress } from '../operations/progress';
import { ProgressController } from '../operations/progress.controller';
import { StreamsController } from '../operations/streams.controller';
import { HeldMessages } from '../operations/held-messages';
import { OpenedHeldController } from '../operations/opened-held.controller';
import { Opening } from '../operations/opening';
import { OpenedStreamsController } from '../operations/opened-streams.controller';
import { StreamHistory } from '../operations/stream-history';
import { StuckController } from '../operations/stuck.controller';
import { StuckWork } from '../operations/stuck-work';
import { TaskDesk } from '../operations/task-desk';
import { TasksController } from '../operations/tasks.controller';
import { ViewsController } from '../operations/views.controller';
import { MasterKeysController } from '../sealing/master-keys.controller';
import { MissingMasterKeys } from '../sealing/missing-master-keys';
import { RewrapController } from '../sealing/rewrap.controller';
import { Rewraps } from '../sealing/rewraps';
import { PlatformVerificationController, VerificationController } from '../verification/verification.controller';
import { VerificationSchedule } from '../verification/verification-schedule';
import { Verifications } from '../verification/verifications';
import { backboneProviders } from './backbone-providers';
import { Readers } from './readers';
import { BackboneLifecycle } from './backbone-lifecycle';
import type { ServiceDefinition } from './service-definition';

/** A module that knows what its service says about itself. */
export interface DefiningModule extends DynamicModule {
  readonly definition: ServiceDefinition;
}

const OPERATIONS = [
  ParkedController,
  PlatformParkedController,
  DeadLettersController,
  PlatformDeadLettersController,
  TasksController,
  StreamsController,
  StuckController,
  AuditController,
  ProgressController,
  ViewsController,
];
const VERIFICATION = [VerificationController, PlatformVerificationController];
/** Of a service that seals: what it opens on demand, and which master keys it has. */
const OF_SEALING = [OpenedStreamsController, OpenedHeldController, MasterKeysController];
const HAND_WORK = [StreamHistory, StuckWork, HandWork, HeldMessages, LetterDesk, ParkedDesk, TaskDesk];

/** Everything that a service stands on: commands, streams, views, tasks, Kafka in and out, the operations doors. */
@Module({})
export class BackboneModule {
  /** To be imported once, by the service's module. Its providers can be injected everywhere in the service. */
  static forService(definition: ServiceDefinition): DefiningModule {
    const access = accessProviders(definition.name);
    const hasBooks = (definition.books ?? []).length > 0;
    const isSealing = definition.personalData !== undefined;
    const isRewrapping = definition.personalData?.rewraps !== undefined;
    const own = [
      BackboneLifecycle,
      Progress,
      Readers,
      ...HAND_WORK,
      ...(isSealing ? [Opening, MissingMasterKeys] : []),
      ...(isRewrapping ? [Rewraps] : []),
      ...(hasBooks ? [Verifications, VerificationSchedule] : []),
    ];
    const providers = [...backboneProviders(definition), ...access, ...own];
    return {
      module: BackboneModule,
      global: true,
      definition,
      controllers: [
        ...OPERATIONS,
        ...(isSealing ? OF_SEALING : []),
        ...(isRewrapping ? [RewrapController] : []),
        ...(hasBooks ? VERIFICATION : []),
        ...accessMirrors(definition.name),
      ],
      providers,
      exports: providers,
    };
  }
}
