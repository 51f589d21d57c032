import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const PLACES = ['apps', 'libs', 'e2e', 'tools'];
const RULES = 25;
/** The beginning of a test or a group of tests, and its title. */
const TITLE =
  /\b(?:it|test|describe)(?:\.each\([\s\S]*?\))?\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`([^`]*)`)/g;
/** `rule 3: …`, `rules 3 and 11: …`. */
const NAMED = /\brules? (\d+(?:(?:, | and )\d+)*)\b/g;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(spec|conformance)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\/(node_modules|dist)\//.test(path));
}

/** The numbers of rules that the titles of tests name. */
function rulesNamedIn(text: string): number[] {
  const titles = [...text.matchAll(TITLE)].map(([, ...quoted]) => quoted.find((each) => each !== undefined) ?? '');
  const named = titles.flatMap((title) => [...title.matchAll(NAMED)].map(([, numbers = '']) => numbers));
  return named.flatMap((numbers) => numbers.split(/, | and /).map(Number));
}

describe('the rules of the runtime', () => {
  it('are told from other numbers in titles', () => {
    const text = "it('rule 3: x', () => {}); describe(\"rules 7 and 9: y\"); it('a rule for 12 days'); note('rule 5')";
    expect(rulesNamedIn(text)).toEqual([3, 7, 9]);
  });

  it('are each named in the title of a test', () => {
    const files = PLACES.flatMap((place) => filesIn(join(ROOT, place))).filter((path) => path !== __filename);
    const named = new Set(files.flatMap((path) => rulesNamedIn(readFileSync(path, 'utf8'))));
    const missing = Array.from({ length: RULES }, (_, index) => index + 1).filter((rule) => !named.has(rule));
    expect(missing).toEqual([]);
    expect([...named].filter((rule) => rule > RULES)).toEqual([]);
  });
});
