import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsObject, ValidateIf, ValidateNested } from 'class-validator';
import { annotateClass, annotateField, type ClassRef } from './annotations';

/** Longest list where a contract names no other limit: what one message can carry comfortably. */
const LONGEST_LIST = 1000;

/** True or false. */
export function Flag(): PropertyDecorator {
  return IsBoolean();
}

/** An object of another class; given as a function so that classes may be declared in any order. */
export function Nested(type: () => ClassRef): PropertyDecorator {
  return all(IsObject(), ValidateNested(), holds(type, false));
}

/** A list of objects of another class: `min` (default 0) to `max` (default 1,000) of them. */
export function NestedList(type: () => ClassRef, limits: { min?: number; max?: number } = {}): PropertyDecorator {
  return all(
    IsArray(),
    ArrayMinSize(limits.min ?? 0),
    ArrayMaxSize(limits.max ?? LONGEST_LIST),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    holds(type, true),
  );
}

function holds(type: () => ClassRef, list: boolean): PropertyDecorator {
  return (target, property) => annotateField(target, String(property), { nested: type, list });
}

/** The condition behind `@Optional`; the only one allowed, because a schema cannot express any other. */
export function isGiven(_owner: unknown, value: unknown): boolean {
  return value !== undefined;
}

/** The field may be left out. `null` is not leaving out. */
export function Optional(): PropertyDecorator {
  return ValidateIf(isGiven);
}

/** The field holds personal data: a text that is sealed wherever it is recorded, and masked in logs. */
export function Personal(): PropertyDecorator {
  return (target, property) => annotateField(target, String(property), { personal: true });
}

/** What a class or a field means, for the generated documents. */
export function Doc(description: string): ClassDecorator & PropertyDecorator {
  return (target: object, property?: string | symbol): void => {
    if (property === undefined) annotateClass(target, { description });
    else annotateField(target, String(property), { description });
  };
}

/** A full, valid example of a request or an answer, for the generated documents; a test keeps it valid. */
export function Example(example: object): ClassDecorator {
  return (target) => annotateClass(target, { example });
}

function all(...decorators: readonly PropertyDecorator[]): PropertyDecorator {
  return (target, property) => decorators.forEach((decorate) => decorate(target, property));
}
