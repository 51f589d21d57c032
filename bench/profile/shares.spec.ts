import { marksOf } from './places';
import { millisecondsByPart, type CpuProfile } from './shares';

const frame = (functionName: string, url = '') => ({ functionName, url, lineNumber: 0, columnNumber: 0 });

const profile: CpuProfile = {
  startTime: 1_000,
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 3, 4, 6] },
    { id: 2, callFrame: frame('(idle)') },
    { id: 3, callFrame: frame('(garbage collector)') },
    { id: 4, callFrame: frame('send', 'kafkajs'), children: [5] },
    { id: 5, callFrame: frame('writeBuffer', 'node:net') },
    { id: 6, callFrame: frame('processTicksAndRejections', 'node:internal') },
  ],
  samples: [2, 4, 5, 3, 6, 4],
  timeDeltas: [1_000, 2_000, 3_000, 4_000, 5_000, 60_000],
};

describe('where the time goes', () => {
  const places = { partOf: ({ url }: { url: string }) => (url === 'kafkajs' ? url : undefined) };

  it('counts what Node does for a package as the package, and nothing while idle or outside of the window', () => {
    const spent = millisecondsByPart(profile, places, { from: 0, to: 20_000 });
    expect(Object.fromEntries(spent)).toEqual({ kafkajs: 5, 'garbage collection': 4, 'Node itself': 5 });
  });

  it('finds the packages of a bundle by the names of their modules', () => {
    const text =
      'var a=__commonJS({"node_modules/@nestjs/core/index.js"(exports){},x});\nvar b=1,c=__commonJS({"node_modules/bson/lib/b.js"(e){';
    expect(marksOf(text)).toEqual([
      { line: 0, column: 18, package: '@nestjs/core' },
      { line: 1, column: 22, package: 'bson' },
    ]);
  });
});
