import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allEventContracts, loadAllContracts } from '@entrepot/contracts';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';
import { appNames } from '../cluster/apps';
import { errorsPage } from '../reference/errors-page';
import { sourcesBelow } from './imports';

const root = workspaceRoot();
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const sourcesOf = (folder: string) =>
  sourcesBelow(root, [folder]).filter((path) => path.includes('/src/') && !path.endsWith('.spec.ts'));

const textOf = (folder: string) => sourcesOf(folder).map(read).join('\n');

/** Classes that Nest has to be told of before they do anything. */
function handlersIn(text: string): string[] {
  const decorated =
    /^@(?:Reacts|Performs|Takes|Wakes|Projects|Mirrors|Lists|Controller)(?:<[^>]*>)?\([\s\S]*?^export class (\w+)/gm;
  return [...text.matchAll(decorated)].map(([, name = '']) => name);
}

function eventsIn(text: string): string[] {
  return [...text.matchAll(/^@EventContract(?:<[^>]*>)?\([\s\S]*?^export class (\w+)/gm)].map(([, name = '']) => name);
}

function codesIn(text: string): string[] {
  return [...text.matchAll(/new DomainError\(\s*'([^']+)'/g)].map(([, code = '']) => code);
}

const lacks = (text: string) => (name: string) => !new RegExp(`\\b${name}\\b`).test(text);

describe('what is written and not told of is found:', () => {
  it.each(appNames())('every handler and controller of %s is in its module', (app) => {
    const listed = read(`apps/${app}/src/${app}.module.ts`);
    const missing = sourcesOf(`apps/${app}`).flatMap((path) =>
      handlersIn(read(path))
        .filter(lacks(listed))
        .map((name) => `${name} (${path}) is not listed in apps/${app}/src/${app}.module.ts: it would do nothing`),
    );
    expect(missing).toEqual([]);
  });

  it('every event is exported by the index of its owner', () => {
    expect(sourcesOf('libs/contracts').flatMap((path) => eventsIn(read(path))).length).toBeGreaterThan(150);
    const missing = sourcesOf('libs/contracts').flatMap((path) => {
      const index = path.replace(/[^/]*$/, 'index.ts');
      return eventsIn(read(path))
        .filter((name) => lacks(read(index))(name))
        .map((name) => `${name} (${path}) is not exported by ${index}`);
    });
    expect(missing).toEqual([]);
  });

  it('every service that a contract names as a reader reads the event', () => {
    loadAllContracts();
    const platform = textOf('libs/platform');
    const texts = new Map(appNames().map((app) => [app, textOf(`apps/${app}`)]));
    const unread = allEventContracts().flatMap(({ type, readers, owner }) =>
      readers
        .filter((reader) => reader !== owner && lacks(`${texts.get(reader)} ${platform}`)(type))
        .map((reader) => `${type} names ${reader} as a reader, which has no handler of it`),
    );
    expect(unread).toEqual([]);
  });

  it('every code that is thrown is in the registry of its service, or in that of all', () => {
    const sections = new Map(
      errorsPage()
        .split('\n## ')
        .map((text) => [text.slice(0, text.indexOf('\n')), text]),
    );
    const registered = (path: string) =>
      `${sections.get('Every service')} ${sections.get(path.split('/')[1] ?? '') ?? ''}`;
    const missing = [...sourcesOf('apps'), ...sourcesOf('libs')].flatMap((path) =>
      codesIn(read(path))
        .filter((code) => !registered(path).includes(`\`${code}\``))
        .map((code) => `${code} (${path}) is in no registry of errors: it would be answered with 500`),
    );
    expect(missing).toEqual([]);
  });

  it('such a handler, event or code would be noticed', () => {
    const source = `@Open()\n@Controller('v1/x')\nexport class Doors {}\n\n@Reacts({ to: A, on: B })\nexport class OnA {}\n`;
    expect(handlersIn(source)).toEqual(['Doors', 'OnA']);
    expect(handlersIn(source).filter(lacks('controllers: [Doors, OnAB]'))).toEqual(['OnA']);
    expect(eventsIn("@EventContract<Paid>({ topic: 't' })\nexport class Paid extends Event {}")).toEqual(['Paid']);
    expect(codesIn("throw new DomainError('order.gone', {})")).toEqual(['order.gone']);
  });
});
