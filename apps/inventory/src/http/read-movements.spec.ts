import { readMovements } from './read-movements';

async function read(text: string) {
  const { movements, problems } = await readMovements('text/csv', text, 'sim_1');
  return { movements, faults: problems.told.map(({ line, field, rule }) => `${line} ${field} ${rule}`) };
}

describe('a CSV file of movements', () => {
  it('names movements without an id by their lines, whatever ends these', async () => {
    const rows = [
      'kind,placeId,sku,delta,cause,reason',
      'adjustment,p1,A,-1,theft,',
      'adjustment,p1,B,2,found,"in\na box"',
    ];
    for (const end of ['\n', '\r\n', '\r']) {
      const { movements, faults } = await read(`\uFEFF${rows.join(end)}${end}adjustment,p 1,B,2,found,${end}`);
      const ids = movements.map(({ adjustment }) => adjustment?.adjustmentId);
      expect([end, ids]).toEqual([end, ['sim_1.2', 'sim_1.3']]);
      expect(faults).toEqual([end === '\r' ? '4 placeId pattern' : '5 placeId pattern']);
    }
  });

  it('tells line, field and rule of what is wrong', async () => {
    const header = 'kind;id;placeId;sku;quantity;delta';
    expect((await read(`${header}\nreceipt;r-1;p1;A;;\nreceipt;;p1;A;1;1`)).faults).toEqual([
      '2 quantity required',
      '3 delta alone',
    ]);
    expect((await read(`${header}\nreceipt;r-2;p1;A;1.5;\ngift;;p1;A;1;`)).faults).toEqual([
      '2 quantity type',
      '3 kind enum',
    ]);
  });
});
