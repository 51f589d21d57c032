import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { Controller, Get, Module } from '@nestjs/common';
import { cleanUp, freePort, testBackend, uniqueName } from '@entrepot/testing';
import { BackboneModule, DoorConfig, launchService, ServiceConfig, StartProblems } from '../src/index';
import { CounterStream } from './counters/counter';
import { CountersView } from './counters/counters.handlers';

jest.setTimeout(60_000);

const define = (views: string[]) =>
  BackboneModule.forService({ name: 'counters', errors: {}, streams: [CounterStream], views });

@Module({ imports: [define(['counters'])], controllers: [CountersView] })
class SoundModule {}

@Module({ imports: [define(['counters', 'unheard'])], controllers: [CountersView] })
class UnwrittenViewModule {}

@Controller('v1/hello')
class HelloController {
  @Get()
  hello() {
    return { hello: true };
  }
}

@Module({ controllers: [HelloController] })
class DoorOnlyModule {}

@Module({ controllers: [HelloController, class extends HelloController {}] })
class TwiceModule {}

const prefix = uniqueName('start').slice(0, 24);
let environment: Record<string, string>;
let busy: Server;

beforeAll(async () => {
  const { brokers, mongoUri } = testBackend();
  environment = {
    PORT: '0',
    KAFKA_BROKERS: brokers,
    MONGODB_URI: mongoUri,
    TOPIC_PREFIX: prefix,
    TOPIC_PARTITIONS: '1',
    API_KEYS: 'acme:key-of-acme',
    LOG_LEVEL: 'silent',
  };
  busy = createServer();
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => busy.close(resolve));
  await cleanUp(prefix, testBackend());
});

async function problemsOf(module: new () => unknown, change: Record<string, string>): Promise<readonly string[]> {
  const error: unknown = await launchService(module, ServiceConfig, { ...environment, ...change }).then(
    async (service) => service.stop(),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StartProblems);
  return (error as StartProblems).problems;
}

describe('a start that fails', () => {
  it('names every wrong setting', async () => {
    expect(await problemsOf(SoundModule, { PORT: 'x', KAFKA_BROKERS: 'nowhere' })).toEqual([
      'PORT must be a number, not "x"',
      'KAFKA_BROKERS must be host:port, not ["nowhere"]',
    ]);
  });

  it('says in one sentence that nobody answers for the database, without its password', async () => {
    const [problem, ...others] = await problemsOf(SoundModule, {
      MONGODB_URI: 'mongodb://me:hush@127.0.0.1:1/?replicaSet=rs0',
    });
    expect(problem).toMatch(/^MONGODB_URI: no MongoDB answers at 127\.0\.0\.1:1 \(.*ECONNREFUSED/);
    expect(problem).not.toContain('hush');
    expect(others).toEqual([]);
  });

  it('says in one sentence that no broker answers', async () => {
    const problems = await problemsOf(SoundModule, { KAFKA_BROKERS: '127.0.0.1:1' });
    expect(problems).toEqual([expect.stringMatching(/^KAFKA_BROKERS: no broker answers at 127\.0\.0\.1:1 /)]);
  });

  it('says that its port is taken', async () => {
    const { port } = busy.address() as AddressInfo;
    expect(await problemsOf(SoundModule, { PORT: String(port) })).toEqual([`PORT ${port} is taken by another process`]);
  });

  it('names a view that nobody writes', async () => {
    expect(await problemsOf(UnwrittenViewModule, {})).toEqual([
      'view unheard is listed, but no @Projects, @Lists or @Mirrors controller writes it',
    ]);
  });

  it('names two routes that are one', async () => {
    const problems = await problemsOf(TwiceModule, {});
    expect(problems.join()).toContain('/v1/hello');
  });
});

describe('a start before its database', () => {
  it('waits for a while for a database that nobody answers for yet', async () => {
    const { mongoUri } = testBackend();
    const [address, host, itsPort] = /([\w.-]+):(\d+)/.exec(mongoUri) as unknown as [string, string, string];
    const port = await freePort();
    const late = createServer((socket) => {
      const onward = connect(Number(itsPort), host);
      for (const end of [socket, onward]) end.on('error', () => void [socket.destroy(), onward.destroy()]);
      socket.pipe(onward).pipe(socket);
    });
    // Later than one look at a database takes.
    setTimeout(() => late.listen(port, '127.0.0.1'), 6_000);
    const mongo = { MONGODB_URI: mongoUri.replace(address, `127.0.0.1:${port}`) };
    const service = await launchService(SoundModule, ServiceConfig, { ...environment, ...mongo });
    await service.stop();
    await new Promise((resolve) => late.close(resolve));
  });
});

describe('a process that is a door only', () => {
  it('needs neither Kafka nor MongoDB', async () => {
    const service = await launchService(DoorOnlyModule, DoorConfig, {
      PORT: '0',
      API_KEYS: 'acme:key-of-acme',
      LOG_LEVEL: 'silent',
    });
    const get = (path: string) => fetch(`${service.url}${path}`, { headers: { authorization: 'Bearer key-of-acme' } });
    expect(await (await get('/v1/hello')).json()).toEqual({ hello: true });
    expect(await (await get('/health')).json()).toMatchObject({ service: 'dooronly', status: 'ok' });
    expect((await get('/health/ready')).status).toBe(200);
    await service.stop();
    await service.stop();
    await expect(get('/v1/hello')).rejects.toThrow();
  });
});
