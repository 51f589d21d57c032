import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { loadAllContracts, openApiSchemas, type ClassRef, type JsonSchema } from '@entrepot/contracts';
import type { OpenApiCompletion } from './open-api-completion';
import { operationIdOf, routeContracts, type RouteContract } from './route-contracts';
import { summaryOf } from './summary';

export interface OpenApiOptions {
  readonly name: string;
  readonly summary: string;
  readonly completion?: OpenApiCompletion | undefined;
}

/** Serves `/openapi.json` and Swagger UI at `/docs`, all from this process. The document is made when it is first asked for. */
export function serveOpenApi(app: NestExpressApplication, options: OpenApiOptions): void {
  const { completion } = options;
  SwaggerModule.setup('docs', app, () => openApiDocument(app, options), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: `Entrepot ${options.name}`,
    swaggerOptions: { persistAuthorization: true, validatorUrl: null, tryItOutEnabled: true },
    ...(completion && { patchDocumentOnRequest: (_request, _response, own) => completion.complete(own) }),
  });
}

type Json = Record<string, unknown>;
type Operation = Json & {
  operationId?: string;
  summary?: string;
  parameters?: Json[];
  requestBody?: Json;
  responses?: Json;
};

/** The routes of an app as an OpenAPI 3.1 document. Schemas come from the contracts, the same that validate. */
export function openApiDocument(app: NestExpressApplication, { name, summary }: OpenApiOptions): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(`Entrepot ${name}`)
    .setDescription(summary)
    .setVersion('1')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'API key',
      description: 'An API key that access issued; each route names the scope that it must have',
    })
    .build();
  const document = SwaggerModule.createDocument(app, base, { operationIdFactory: operationIdOf });
  const routes = routeContracts(app, name);
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path as Record<string, Operation>)) complete(operation, routes);
  }
  const classes = [...routes.values()]
    .flatMap(({ body, answer }) => [body, answer])
    .filter((found) => found !== undefined);
  const schemas = openApiSchemas(new Set<ClassRef>([...classes, problemClass()]));
  document.components = {
    ...document.components,
    schemas: schemas as NonNullable<OpenAPIObject['components']>['schemas'] & object,
  };
  return document;
}

function problemClass(): ClassRef {
  return loadAllContracts()['shared']?.['Problem'] as ClassRef;
}

function complete(operation: Operation, routes: ReadonlyMap<string, RouteContract>): void {
  const route = routes.get(operation.operationId ?? '');
  if (route === undefined) return;
  operation.summary ||= summaryOf(route.operationId);
  operation.parameters = [
    ...(operation.parameters ?? []).filter(({ in: place }) => place === 'path'),
    ...parametersOf(route),
  ];
  const body = bodyOf(route);
  if (body === undefined) delete operation.requestBody;
  else operation.requestBody = body;
  // OpenAPI 3.1: of a scheme that is not OAuth, the list names the roles that are required.
  operation.security = route.isOpen ? [] : [{ bearer: [route.scope] }];
  const refusals = route.isOpen ? {} : refusalsOf(route);
  operation.responses = { ...operation.responses, ...refusals, default: PROBLEM_ANSWER };
}

function parametersOf(route: RouteContract): Json[] {
  const query = route.query === undefined ? {} : (openApiSchemas([route.query])[route.query.name] ?? {});
  const { properties = {}, required = [] } = query;
  const named = Object.entries(properties).map(([name, schema]) =>
    parameter(name, 'query', required.includes(name), schema),
  );
  return [
    ...named,
    ...(route.isIdempotent ? [IDEMPOTENCY_KEY] : []),
    ...(route.isConditional ? [EXPECTED_VERSION] : []),
  ];
}

function parameter(name: string, place: string, required: boolean, described: JsonSchema): Json {
  const { description, ...schema } = described;
  return { name, in: place, required, ...(description && { description }), schema };
}

function bodyOf({ body, isImport, isWebhook }: RouteContract): Json | undefined {
  if (isImport) return IMPORT_BODY;
  if (isWebhook) return WEBHOOK_BODY;
  if (body === undefined) return undefined;
  return { required: true, content: { 'application/json': { schema: { $ref: `#/components/schemas/${body.name}` } } } };
}

const IDEMPOTENCY_KEY = parameter('Idempotency-Key', 'header', true, {
  type: 'string',
  pattern: '^[!-~]{1,128}$',
  description: 'Your name for this request. The same key and body again gives the same answer and no second effect.',
});

const EXPECTED_VERSION = parameter('If-Match', 'header', false, {
  type: 'string',
  description:
    'The `ETag` of the answer that the change is based on: refused with 412 when something else has changed it meanwhile.',
});

const TEXT = { schema: { type: 'string' } };
const IMPORT_BODY = {
  required: true,
  content: { 'text/csv': TEXT, 'application/x-ndjson': TEXT },
};

const WEBHOOK_BODY = {
  required: true,
  description: 'What the sender says, in its own format. The signature is over these very bytes.',
  content: { 'application/json': { schema: { type: 'object' } } },
};

function refusalsOf({ scope }: RouteContract): Json {
  const { content } = PROBLEM_ANSWER;
  return {
    401: { description: 'No key, or one that is unknown, revoked or expired', content },
    403: { description: `The key lacks the scope ${scope}`, content },
  };
}

const PROBLEM_ANSWER = {
  description: 'A problem document (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
