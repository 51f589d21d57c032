import type { OpenAPIObject } from '@nestjs/swagger';

/** Changes the OpenAPI document of a process each time that it is asked for. Used when a module provides a class under this token. */
export abstract class OpenApiCompletion {
  /** Gives a new document and leaves `own` as it is. */
  abstract complete(own: OpenAPIObject): OpenAPIObject | Promise<OpenAPIObject>;
}
