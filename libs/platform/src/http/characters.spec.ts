import { Body, Controller, Post, RawBody } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { Text } from '@entrepot/contracts';
import request from 'supertest';
import { ApiKeys, fixedKeys } from '../access/api-keys';
import { Open } from './decorators';
import { openDoor } from './door';
import { Problems } from './problem';

class NameThing {
  @Text(20) name!: string;
}

@Controller('v1')
class NamesController {
  @Post('things')
  name(@Body() body: NameThing) {
    return body;
  }
  @Post('things/imports')
  import(@Body() body: unknown) {
    return { body };
  }
  @Open()
  @Post('webhooks/carriers/:merchantId')
  hook(@RawBody() raw: Buffer) {
    return { bytes: raw.length };
  }
}

let app: NestExpressApplication;

beforeAll(async () => {
  const built = await Test.createTestingModule({ controllers: [NamesController] }).compile();
  app = built.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  const keys = new ApiKeys({ fixedKeys: fixedKeys(['acme:key-of-acme']) });
  openDoor(app, { keys, service: 'things', problems: new Problems({}) });
  await app.init();
});
afterAll(() => app.close());

const JSON_TYPE = 'application/json';
const NAMED = '{"name":"Müsli"}';

async function send(path: string, type: string, text: string, encoding: 'latin1' | 'utf8'): Promise<unknown> {
  const call = request(app.getHttpServer()).post(`/v1/${path}`);
  const headers = { authorization: 'Bearer key-of-acme', 'content-type': type };
  const bytes = Buffer.from(text, encoding) as never;
  return (
    await call
      .set(headers)
      .serialize((body: unknown) => body as string)
      .send(bytes)
  ).body;
}

describe('a body that is not in the characters that it claims', () => {
  const refused = { status: 400, code: 'request.malformed', detail: expect.stringContaining('not UTF-8') as string };

  it('is refused, instead of being kept with other letters', async () => {
    expect(await send('things', JSON_TYPE, NAMED, 'latin1')).toMatchObject(refused);
    expect(await send('things/imports', JSON_TYPE, NAMED, 'latin1')).toMatchObject(refused);
  });

  it('is taken where it claims the right ones', async () => {
    expect(await send('things', JSON_TYPE, NAMED, 'utf8')).toEqual({ name: 'Müsli' });
    expect(await send('things/imports', 'text/csv', 'Müsli', 'utf8')).toEqual({ body: 'Müsli' });
    expect(await send('things/imports', 'text/csv; charset=windows-1252', 'Müsli', 'latin1')).toEqual({
      body: 'Müsli',
    });
  });

  it('is taken as a webhook: a carrier would send it again without end', async () => {
    expect(await send('webhooks/carriers/x', JSON_TYPE, '{"at":"Köln"}', 'latin1')).toEqual({ bytes: 13 });
  });
});

describe('a webhook for a merchant that is called as files are', () => {
  it('is a webhook: it has no key to show', async () => {
    const call = request(app.getHttpServer()).post('/v1/webhooks/carriers/imports').send({ at: 'Rio' });
    expect((await call).body).toEqual({ bytes: 12 });
  });
});
