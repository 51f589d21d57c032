export type ClassRef = abstract new (...args: never[]) => unknown;

/** What is said about a field or a class besides its constraints. */
export interface Annotation {
  readonly description?: string;
  readonly personal?: boolean;
  readonly example?: unknown;
  /** The class of the objects that the field holds. */
  readonly nested?: () => ClassRef;
  /** The field holds a list of them. */
  readonly list?: boolean;
}

const ofFields = new WeakMap<object, Map<string, Annotation>>();
const ofClasses = new WeakMap<object, Annotation>();

/** Adds to what is said about a field of a class, given the class's prototype. */
export function annotateField(prototype: object, field: string, annotation: Annotation): void {
  const known = ofFields.get(prototype) ?? new Map<string, Annotation>();
  known.set(field, { ...known.get(field), ...annotation });
  ofFields.set(prototype, known);
}

/** Adds to what is said about a class. */
export function annotateClass(target: object, annotation: Annotation): void {
  ofClasses.set(target, { ...ofClasses.get(target), ...annotation });
}

/** What was said about the fields of a class and of the classes it extends; the nearest wins. */
export function fieldAnnotations(target: ClassRef): ReadonlyMap<string, Annotation> {
  const merged = new Map<string, Annotation>();
  for (let at = target.prototype as object | null; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    for (const [field, annotation] of ofFields.get(at) ?? []) {
      merged.set(field, { ...annotation, ...merged.get(field) });
    }
  }
  return merged;
}

/** What was said about the class itself. */
export function classAnnotation(target: ClassRef): Annotation {
  return ofClasses.get(target) ?? {};
}
