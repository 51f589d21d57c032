import { allEventContracts, type RegisteredEvent } from '../events/event-contract';
import { allMessageContracts, type RegisteredMessage } from '../events/message-contract';
import { classAnnotation, type ClassRef } from '../vocabulary/annotations';
import { classSchemas } from '../validation/class-schema';
import type { JsonSchema } from '../validation/json-schema';

/** A class that crosses a process, with everything that is promised about it. */
export interface ContractClass {
  readonly name: string;
  readonly owner: string;
  readonly target: ClassRef;
  readonly schema: JsonSchema;
  readonly description?: string;
  readonly example?: unknown;
  readonly event?: RegisteredEvent;
  readonly message?: RegisteredMessage;
}

export type Owners = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Every class that the owners export, and every class held by one of them, by name. */
export function contractClasses(owners: Owners): readonly ContractClass[] {
  const exported = exportedClasses(owners);
  refuseSameNames(exported);
  const ownerOf = new Map<ClassRef, string>(exported);
  for (const [target, owner] of exported) {
    for (const { target: held } of classSchemas([target]).values()) if (!ownerOf.has(held)) ownerOf.set(held, owner);
  }
  const events = new Map(allEventContracts().map((event) => [event.type, event]));
  const messages = new Map(allMessageContracts().map((message) => [message.name, message]));
  return [...classSchemas(ownerOf.keys()).values()]
    .map(({ name, target, schema }) => ({
      name,
      owner: ownerOf.get(target) ?? 'shared',
      target,
      schema,
      ...classAnnotation(target),
      event: events.get(name),
      message: messages.get(name),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function refuseSameNames(exported: readonly (readonly [ClassRef, string])[]): void {
  const seen = new Map<string, readonly [ClassRef, string]>();
  for (const [target, owner] of exported) {
    const [other, otherOwner] = seen.get(target.name) ?? [target, owner];
    if (other !== target)
      throw new Error(`${otherOwner} and ${owner} both have a contract class ${target.name}: rename one`);
    seen.set(target.name, [target, owner]);
  }
}

function exportedClasses(owners: Owners): readonly (readonly [ClassRef, string])[] {
  return Object.entries(owners).flatMap(([owner, exports]) =>
    Object.values(exports)
      .filter(isClass)
      .map((target) => [target, owner] as const),
  );
}

function isClass(value: unknown): value is ClassRef {
  return typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));
}
