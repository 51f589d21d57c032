import { Inject, Injectable } from '@nestjs/common';
import { allMessageContracts, type ClassRef } from '@entrepot/contracts';
import type { HeldMessage } from '@entrepot/eventstore';
import { SERVICE_DEFINITION, type ServiceDefinition } from '../backbone/service-definition';
import type { MessageOpened } from './operations.answers';
import { maskMessage, openMessage } from './shown';

/** Kept messages as people see them who may not see personal data: in most it is sealed; what others sent in plain is masked. */
@Injectable()
export class HeldMessages {
  private readonly plainTopics: ReadonlySet<string>;

  constructor(@Inject(SERVICE_DEFINITION) { personalData }: ServiceDefinition) {
    this.plainTopics = new Set(Object.keys(personalData?.plainTopics ?? {}));
  }

  shown(message: HeldMessage): MessageOpened {
    return this.plainTopics.has(message.topic) ? maskMessage(message, bodyClassOf(message)) : openMessage(message);
  }
}

function bodyClassOf({ topic }: HeldMessage): ClassRef | undefined {
  return allMessageContracts().find((contract) => contract.topic === topic)?.bodyClass;
}
