import { Controller, Get, Module } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PLATFORM_SCOPE } from '@entrepot/contracts/access';
import { contentHash } from '@entrepot/kernel';
import { DoorConfig, launchService, Open, OPERATOR_SCOPE } from '@entrepot/platform';
import { eventually, testBackend, uniqueName, type ServiceName } from '@entrepot/testing';
import { Belongings } from './belongings';
import { Callers } from './callers';
import { knock, type Answer } from './knock';
import { Launched } from './launched';
import { listsOf, walk, WALKER } from './lists';
import { QueryPlans } from './query-plans';
import { isOpenToAll, routesOf, type Route } from './routes';

jest.setTimeout(120_000);

/** They believe other keys: the sandbox plays other companies, the gateway passes on what the services answer. */
const APART: readonly string[] = ['sandbox', 'gateway'];

let launched: Launched;
let belongings: Belongings;
let routes: Route[];
let ownKey: string;
let otherKey: string;
let operatorKey: string;
let lacking: ReadonlyMap<string, string>;

beforeAll(async () => {
  launched = await Launched.all(uniqueName('doors'), WALKER);
  const callers = new Callers(launched);
  [ownKey, otherKey, operatorKey] = await Promise.all([callers.merchant(WALKER), callers.merchant('other'), callers.operator()]); // prettier-ignore
  lacking = await callers.lacking(WALKER);
  await callers.known([ownKey, otherKey, operatorKey, ...lacking.values()]);
  belongings = await Belongings.made(launched, WALKER, ownKey);
  const found = [...launched.services].map(([name, service]) => routesOf(name, service));
  routes = (await Promise.all(found)).flat();
});

afterAll(() => launched?.stop());

const guarded = () => routes.filter((route) => !isOpenToAll(route));
const ours = () => guarded().filter(({ service }) => !APART.includes(service));
/** What no merchant is asked to. */
const isOperators = ({ scope }: Route) => scope === OPERATOR_SCOPE || scope === PLATFORM_SCOPE;
/** What the merchant can look at: not what is the operator's, nor what is about all merchants. */
const looks = () =>
  ours().filter((route) => route.method === 'GET' && !isOperators(route) && route.path !== '/v1/operations/progress');
const ask = (route: Route, key?: string) =>
  knock(`${launched.urlOf(route.service as ServiceName)}${belongings.pathOf(route)}`, route, key);
const codeOf = ({ text }: Answer) => (text.startsWith('{') ? (JSON.parse(text) as { code?: string }).code : undefined);
const named = ({ service, method, path }: Route, answer: string | number) => `${service} ${method} ${path}: ${answer}`;

/** What the merchant sees of its own, a line per route. The trace of a refusal and the time of an answer are left out. */
async function seen(): Promise<string[]> {
  const lines = looks().map(async (route) => {
    const { status, text } = await ask(route, ownKey);
    return named(route, status === 200 ? contentHash(text.replace(/"asOf":"[^"]*"/, '')) : status);
  });
  return Promise.all(lines);
}

/** One line per route whose answer is not as it should be. */
async function faults(over: readonly Route[], fault: (route: Route) => Promise<string | number | undefined>) {
  const found: string[] = [];
  for (const route of over) {
    const wrong = await fault(route);
    if (wrong !== undefined) found.push(named(route, wrong));
  }
  return found;
}

const unless = (status: number, wanted: number) => (status === wanted ? undefined : status);

describe('every route of every service', () => {
  it('is walked', () => {
    const services = new Set(ours().map(({ service }) => service));
    expect([...services].sort()).toEqual([...launched.services.keys()].filter((name) => !APART.includes(name)).sort());
    expect(ours().length).toBeGreaterThan(100);
    expect(ours().filter(({ scope }) => scope === undefined)).toEqual([]);
  });

  it('lets nobody in without a key', async () => {
    expect(await faults(guarded(), async (route) => unless((await ask(route)).status, 401))).toEqual([]);
  });

  it('lets nobody in with a key that nobody issued', async () => {
    const key = `entrepot_${'x'.repeat(43)}`;
    expect(await faults(guarded(), async (route) => unless((await ask(route, key)).status, 401))).toEqual([]);
  });

  it('wants the scope that its document names, whatever else a key may do', async () => {
    const wrong = await faults(ours(), async (route) => {
      const answer = await ask(route, lacking.get(route.scope ?? '') ?? ownKey);
      const isRefused = answer.status === 403 && codeOf(answer) === 'request.scope-missing';
      return isRefused && answer.text.includes(String(route.scope)) ? undefined : answer.status;
    });
    expect(wrong).toEqual([]);
  });

  it('lets nobody but the operator do what is about all merchants', async () => {
    const platform = ours().filter(({ scope }) => scope === PLATFORM_SCOPE);
    expect(platform.length).toBeGreaterThan(20);
    const begin = platform.filter(({ method, path }) => method === 'POST' && path.endsWith('/verification'));
    expect(await faults(begin, async (route) => unless((await ask(route, operatorKey)).status, 202))).toEqual([]);
    const lists = platform.filter(({ method, path }) => method === 'GET' && !path.includes(':'));
    expect(await faults(lists, async (route) => unless((await ask(route, operatorKey)).status, 200))).toEqual([]);
    // Its key opens nothing that is a merchant's own.
    const own = ours().filter(({ method, scope }) => method === 'GET' && scope !== PLATFORM_SCOPE && scope !== 'operations:read'); // prettier-ignore
    expect(await faults(own, async (route) => unless((await ask(route, operatorKey)).status, 403))).toEqual([]);
  });

  it('shows the merchant its own things', async () => {
    const byId = looks().filter((route) => route.path.includes(':') && belongings.has(route));
    expect(byId.length).toBeGreaterThan(15);
    const lacking = await faults(byId, async (route) => {
      const { status } = await ask(route, ownKey);
      return status === 200 ? undefined : `${status}: what it shows has to be made in tools/doors/belongings.ts`;
    });
    expect(lacking).toEqual([]);
  });

  it('shows nothing of them to another merchant', async () => {
    const wrong = await faults(looks(), async (route) => {
      const { status, text } = await ask(route, otherKey);
      if (status === 404 || status === 400) return undefined;
      // What is asked for may be said again; what it is may not.
      const asked = belongings.pathOf(route);
      const marks = belongings.marks.filter((mark) => !asked.includes(mark));
      return marks.find((mark) => text.includes(mark)) ?? unless(status, 200);
    });
    expect(wrong).toEqual([]);
  });

  it('lets another merchant change nothing of them', async () => {
    const before = await seen();
    const byId = ours().filter((route) => route.method !== 'GET' && route.path.includes(':') && !isOperators(route));
    const wrong = await faults(byId, async (route) => {
      const { status } = await ask(route, otherKey);
      return [400, 404, 422].includes(status) ? undefined : status;
    });
    expect(wrong).toEqual([]);
    expect((await seen()).filter((line) => !before.includes(line))).toEqual([]);
  });
});

/** Kept in memory by every service, as a whole: read as a whole after each change. */
const COPIES = ['admissions', 'policies', 'webhook-secrets'];

describe('every list', () => {
  it('is found by indexes, whatever it is narrowed by, with as little looked at as is shown', async () => {
    const names = [...launched.services.keys()].filter((name) => !APART.includes(name));
    const databases = names.map((name) => `${launched.prefix}-entrepot-${name}`);
    const plans = await QueryPlans.of(testBackend().mongoUri, databases);
    try {
      const isCopy = (view: string) => COPIES.includes(view);
      await plans.fill((view) => !isCopy(view));
      await plans.begin();
      const lists = (await Promise.all(names.map((name) => listsOf(name, launched.services.get(name)!)))).flat();
      const asked: string[] = [];
      const refused: string[] = [];
      for (const list of lists) {
        const url = `${launched.urlOf(list.service as ServiceName)}${belongings.pathOf(list)}`;
        const { answered, refused: not } = await walk(url, list, isOperators(list) ? operatorKey : ownKey);
        const named = (query: string) => `${list.service} ${list.path}?${query}`;
        asked.push(...answered.map(named));
        refused.push(...not.map(named));
      }
      expect(asked.length).toBeGreaterThan(100);
      expect([...refused, ...(await plans.faults(isCopy))]).toEqual([]);
    } finally {
      await plans.close();
    }
  });
});

describe('every service', () => {
  const services = () => [...launched.services.keys()].filter((name) => !APART.includes(name));
  const statuses = async (key: string, of = services()) => {
    const doors = of.map((name) => knock(`${launched.urlOf(name)}/v1/operations/tasks`, { method: 'GET' }, key));
    return (await Promise.all(doors)).map(({ status }) => status);
  };

  it('refuses a key that was revoked', async () => {
    const callers = new Callers(launched);
    const { key, revoke } = await callers.leaving(WALKER);
    await callers.known([key]);
    await revoke();
    const refused = services().map(() => 401);
    expect(
      await eventually(
        () => statuses(key),
        (all) => all.every((status) => status === 401),
      ),
    ).toEqual(refused);
    expect(await statuses(ownKey)).toEqual(services().map(() => 200));
  });

  it('goes on letting in whom it knows while access is away', async () => {
    await launched.services.get('access')?.stop();
    const others = services().filter((name) => name !== 'access');
    expect(await statuses(ownKey, others)).toEqual(others.map(() => 200));
    expect(await statuses('entrepot_of-nobody', others)).toEqual(others.map(() => 401));
  });
});

describe('a route that somebody forgot to guard', () => {
  @Open()
  @ApiExcludeController()
  @Controller('v1/forgotten')
  class ForgottenController {
    @Get(':id')
    show() {
      return { secret: true };
    }
  }

  @Module({ controllers: [ForgottenController] })
  class ForgottenModule {}

  it('is found, though its document does not show it', async () => {
    const service = await launchService(ForgottenModule, DoorConfig, { PORT: '0', LOG_LEVEL: 'fatal' });
    const found = (await routesOf('forgotten', service)).filter((route) => !isOpenToAll(route));
    const open = await faults(found, async (route) => unless((await knock(`${service.url}${route.path}`, route)).status, 401)); // prettier-ignore
    await service.stop();
    expect(open).toEqual(['forgotten GET /v1/forgotten/:id: 200']);
  });
});
