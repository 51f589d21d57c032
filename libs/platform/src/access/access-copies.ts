import { Inject, Injectable } from '@nestjs/common';
import type { Backbone } from '@entrepot/eventstore';
import { SERVICE_DEFINITION, type ServiceDefinition } from '../backbone/service-definition';
import { BACKBONE } from '../backbone/tokens';
import { Admissions } from './admissions';
import { FollowedView } from './followed-view';
import { MerchantSettings } from './merchant-settings';
import { isMirrored, type AdmissionRow, type PolicyRow } from './mirrors';

/** Keeps in memory what this service mirrors of access: complete before the door opens, without asking access or Kafka. */
@Injectable()
export class AccessCopies {
  private readonly views: readonly Pick<FollowedView<object>, 'load' | 'start' | 'stop'>[];

  constructor(
    @Inject(BACKBONE) backbone: Backbone,
    @Inject(SERVICE_DEFINITION) { name }: ServiceDefinition,
    admissions: Admissions,
    settings: MerchantSettings,
  ) {
    this.views = [
      ...(isMirrored('admissions', name)
        ? [new FollowedView<AdmissionRow>(backbone.view('admissions'), (rows) => admissions.replace(rows))]
        : []),
      ...(isMirrored('policies', name)
        ? [new FollowedView<PolicyRow>(backbone.view('policies'), (rows) => settings.replace(rows))]
        : []),
    ];
  }

  async load(): Promise<void> {
    await Promise.all(this.views.map((view) => view.load()));
  }

  start(): void {
    for (const view of this.views) view.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.views.map((view) => view.stop()));
  }
}
