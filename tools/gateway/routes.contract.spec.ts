import { join } from 'node:path';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';
import { appNames, STAND_IN } from '../cluster/apps';
import { routesOf } from './routes-of';

interface Gateway {
  readonly NEIGHBOURS: Readonly<Record<string, { readonly paths: readonly string[] }>>;
  readonly findRoute: (path: string) => { to: string; pattern: string; path: string } | undefined;
}

// Tools may not import an app; they look at it from outside.
const load = (file: string) => require(join(workspaceRoot(), 'apps/gateway/src/domain', file)) as object;
const { NEIGHBOURS, findRoute } = { ...load('route-table'), ...load('find-route') } as Gateway;

const services = appNames().filter((app) => app !== 'gateway' && app !== STAND_IN);
const routes = services.flatMap(routesOf);
const example = (path: string) => path.replace(/:\w+/g, 'x');
const isOperation = (path: string) => path.startsWith('/v1/operations/');
const isPublic = ({ path }: { path: string }) => path.startsWith('/v1/') && !isOperation(path);

describe('the route table of the gateway', () => {
  it('knows every service', () => {
    expect(Object.keys(NEIGHBOURS).sort()).toEqual([...services, STAND_IN].sort());
  });

  it('is held against routes of every service', () => {
    const counted = services.filter((service) => routes.filter(isPublic).some((route) => route.service === service));
    expect(counted).toEqual(services);
    expect(routes.filter(isPublic).length).toBeGreaterThan(50);
  });

  it('gives every public route of every service to that service', () => {
    const astray = routes
      .filter(isPublic)
      .map((route) => ({ ...route, goesTo: findRoute(example(route.path))?.to }))
      .filter(({ service, goesTo }) => service !== goesTo);
    expect(astray).toEqual([]);
  });

  it('has no two entries for one path, and none that no service answers', () => {
    const entries = Object.values(NEIGHBOURS).flatMap(({ paths }) =>
      paths.map((path) => path.replace(/\{\w+\}/g, '{}')),
    );
    expect(new Set(entries).size).toBe(entries.length);
    const used = new Set(routes.filter(isPublic).map(({ path }) => findRoute(example(path))?.pattern));
    const unused = services.flatMap((name) => NEIGHBOURS[name]?.paths ?? []).filter((path) => !used.has(path));
    expect(unused).toEqual([]);
  });

  it('gives the operations of every service to that service, under its name', () => {
    const operations = routes.filter(({ path }) => isOperation(path));
    expect(new Set(operations.map(({ service }) => service))).toEqual(new Set(services));
    for (const { service, path } of operations) {
      const inside = example(path);
      const outside = inside.replace('/v1/operations/', `/v1/operations/${service}/`);
      expect(findRoute(outside)).toMatchObject({ to: service, path: inside });
      expect(findRoute(inside)).toBeUndefined();
    }
  });
});
