import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { Doc, Flag, NestedList, OpaqueId, Optional, Quantity, Sku } from '@entrepot/contracts';
import request from 'supertest';
import { Answers } from '../http/answers';
import { Idempotent, IfMatch, Open } from '../http/decorators';
import { ApiKeys } from '../access/api-keys';
import { openDoor } from '../http/door';
import { PageQuery } from '../http/page';
import { Problems } from '../http/problem';
import { serveOpenApi } from './open-api';
import { Summary } from './summary';

class CrateLine {
  @Sku() sku!: string;
  @Quantity() quantity!: number;
}
@Doc('What goes into a crate.')
class FillCrate {
  @NestedList(() => CrateLine, { min: 1 }) lines!: CrateLine[];
}
class CrateAnswer {
  @OpaqueId() crateId!: string;
}
class ListCrates extends PageQuery {
  @Optional() @Flag() @Doc('Only full ones.') full?: boolean;
}

@Controller('v1/crates')
class CratesController {
  @Post()
  @Idempotent()
  @Summary('Fill a crate')
  @Answers(CrateAnswer, { status: 201 })
  fill(@Body() body: FillCrate) {
    return body;
  }
  @Post('imports')
  bring(@Body() body: string) {
    return body;
  }
  @Open()
  @Post('webhooks/:carrier')
  hear(@Param('carrier') carrier: string) {
    return carrier;
  }
  @Get()
  list(@Query() query: ListCrates) {
    return query;
  }
  @Put(':id')
  change(@Param('id') id: string, @IfMatch() ifVersion: number | undefined) {
    return { id, ifVersion };
  }
  @Open()
  @Get(':id')
  @Answers(CrateAnswer)
  show(@Param('id') id: string) {
    return id;
  }
}

@Controller('v1/imports')
class ImportsController {
  @Post()
  bring(@Body() body: unknown) {
    return body;
  }
}

type Json = Record<string, unknown>;
let app: NestExpressApplication;
let document: {
  openapi: string;
  info: Json;
  components: { schemas: Json; securitySchemes: Json };
  paths: Record<string, Record<string, Json>>;
};

beforeAll(async () => {
  const built = await Test.createTestingModule({ controllers: [CratesController, ImportsController] }).compile();
  app = built.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  openDoor(app, { keys: new ApiKeys({ fixedKeys: [] }), service: 'crates', problems: new Problems() });
  serveOpenApi(app, { name: 'crates', summary: 'The truth about crates' });
  await app.init();
  document = (await request(app.getHttpServer()).get('/openapi.json').expect(200)).body as typeof document;
});
afterAll(() => app.close());

describe('/openapi.json', () => {
  it('is OpenAPI 3.1 and says what the service is', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Entrepot crates', description: 'The truth about crates' },
    });
  });

  it('shows bodies and answers by the schemas that validate', () => {
    const fill = document.paths['/v1/crates']?.['post'];
    expect(fill).toMatchObject({
      operationId: 'Crates.fill',
      security: [{ bearer: ['crates:write'] }],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/FillCrate' } } },
      },
      responses: {
        201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/CrateAnswer' } } } },
        403: { description: 'The key lacks the scope crates:write' },
        default: { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
      },
    });
    expect(document.components.schemas).toMatchObject({
      FillCrate: {
        description: 'What goes into a crate.',
        required: ['lines'],
        properties: { lines: { minItems: 1 } },
      },
      CrateLine: { properties: { quantity: { type: 'integer', minimum: 1 } } },
      Problem: { required: expect.arrayContaining(['code', 'status']) as unknown },
    });
  });

  it('says what every route does: in its own words, else by its name', () => {
    expect(document.paths['/v1/crates']?.['post']).toMatchObject({
      operationId: 'Crates.fill',
      summary: 'Fill a crate',
    });
    expect(document.paths['/v1/crates/{id}']?.['get']).toMatchObject({ summary: 'Crates: show' });
  });

  it('names no schema that it does not have', () => {
    const named = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => document.components.schemas[name ?? ''] === undefined)).toEqual([]);
  });

  it('shows queries, keys and open doors', () => {
    const list = document.paths['/v1/crates']?.['get']?.['parameters'] as Json[];
    expect(list.map(({ name, in: place, required }) => [name, place, required])).toEqual(
      expect.arrayContaining([
        ['full', 'query', false],
        ['limit', 'query', false],
        ['cursor', 'query', false],
      ]),
    );
    expect(list.find(({ name }) => name === 'full')).toMatchObject({
      description: 'Only full ones.',
      schema: { type: 'boolean' },
    });
    expect(document.paths['/v1/crates']?.['post']?.['parameters']).toMatchObject([
      { name: 'Idempotency-Key', in: 'header', required: true, schema: { pattern: '^[!-~]{1,128}$' } },
    ]);
    expect(document.paths['/v1/crates/{id}']?.['put']?.['parameters']).toMatchObject([
      { name: 'id', in: 'path' },
      { name: 'If-Match', in: 'header', required: false },
    ]);
    const show = document.paths['/v1/crates/{id}']?.['get'];
    expect(show).toMatchObject({ security: [], parameters: [{ name: 'id', in: 'path' }] });
    const bring = document.paths['/v1/crates/imports']?.['post']?.['requestBody'] as { content: Json };
    expect(Object.keys(bring.content)).toEqual(['text/csv', 'application/x-ndjson']);
    const brought = document.paths['/v1/imports']?.['post']?.['requestBody'] as { content: Json };
    expect(Object.keys(brought.content)).toContain('application/x-ndjson');
    expect(document.paths['/v1/crates/webhooks/{carrier}']?.['post']).toMatchObject({
      security: [],
      requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
    });
    expect(document.components.securitySchemes).toMatchObject({ bearer: { bearerFormat: 'API key' } });
  });
});

describe('/docs', () => {
  it('is served whole from here, within its content security policy', async () => {
    const page = await request(app.getHttpServer()).get('/docs').expect(200);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(page.text).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(page.text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/);
    const links = [...page.text.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) await request(app.getHttpServer()).get(`/${link}`).expect(200);
  });
});
