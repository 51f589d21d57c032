import { fieldAnnotations, type ClassRef } from '../vocabulary/annotations';

/**
 * Paths of the personal data that a class holds, nested classes included: `address.phone`, `parcels[].recipient`.
 * Empty when it holds none.
 */
export function personalFields(target: ClassRef, within: readonly ClassRef[] = []): readonly string[] {
  if (within.includes(target)) return [];
  const paths: string[] = [];
  for (const [field, { personal, nested, list }] of fieldAnnotations(target)) {
    if (personal) paths.push(field);
    else if (nested !== undefined) {
      const inside = personalFields(nested(), [...within, target]);
      paths.push(...inside.map((path) => `${field}${list ? '[]' : ''}.${path}`));
    }
  }
  return paths;
}
