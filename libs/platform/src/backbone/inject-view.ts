import { Inject } from '@nestjs/common';

/** Injection token of the view called `name`. */
export function viewToken(name: string): string {
  return `entrepot:view:${name}`;
}

/** Injects the `ViewTable` of a view that `BackboneModule.forService({ views })` lists. */
export const InjectView = (name: string): ParameterDecorator & PropertyDecorator => Inject(viewToken(name));
