import { PrimaryTerm } from './primary-term';

const primary = (address: string, election = '1') => ({
  newDescription: { type: 'RSPrimary', address, electionId: { toString: () => election } } as never,
});

/** Proofs that end when they are told to. */
class Proofs {
  readonly waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  readonly term = new PrimaryTerm(() => new Promise<void>((resolve, reject) => this.waiting.push({ resolve, reject })));

  async next(end: 'resolve' | 'reject' = 'resolve'): Promise<void> {
    await turns();
    const proof = this.waiting.shift();
    if (proof === undefined) throw new Error('nobody asked');
    if (end === 'resolve') proof.resolve();
    else proof.reject(new Error('not primary'));
    await turns();
  }
}

const turns = () => new Promise((resolve) => setImmediate(resolve));

describe('the term of a primary', () => {
  it('is proved once before anything is read in it', async () => {
    const proofs = new Proofs();
    const reads: string[] = [];
    const read = (name: string) => proofs.term.read(async () => void reads.push(name));
    const both = [read('one'), read('two')];
    await turns();
    expect(reads).toEqual([]);
    await proofs.next();
    await Promise.all(both);
    await read('three');
    expect([reads, proofs.waiting.length]).toEqual([['one', 'two', 'three'], 0]);
  });

  it('is another one with another primary, and with the same one elected again; not with what else is told of servers', async () => {
    const proofs = new Proofs();
    const { term } = proofs;
    term.notice(primary('a'));
    const first = term.read(async () => 1);
    await proofs.next();
    await first;
    term.notice(primary('a'));
    term.notice({ newDescription: { type: 'RSSecondary', address: 'b', electionId: null } as never });
    await term.read(async () => 1);
    for (const news of [primary('b', '2'), primary('b', '3')]) {
      term.notice(news);
      const read = term.read(async () => 1);
      await proofs.next();
      await read;
    }
  });

  it('reads again what was read while another primary came', async () => {
    const proofs = new Proofs();
    const answers = ['before the election', 'after it'];
    const read = proofs.term.read(async () => {
      const answer = answers.shift();
      if (answers.length === 1) proofs.term.notice(primary('b'));
      return answer;
    });
    await proofs.next();
    await proofs.next();
    expect(await read).toBe('after it');
  });

  it('is not proved by a proof that began in the one before', async () => {
    const proofs = new Proofs();
    let isRead = false;
    const read = proofs.term.read(async () => (isRead = true));
    await turns();
    proofs.term.notice(primary('b'));
    await proofs.next();
    expect(isRead).toBe(false);
    await proofs.next();
    await read;
  });

  it('fails whoever reads when it cannot be proved, and tries again for the next', async () => {
    const proofs = new Proofs();
    const failed = proofs.term.read(async () => 1);
    await Promise.all([expect(failed).rejects.toThrow('not primary'), proofs.next('reject')]);
    const read = proofs.term.read(async () => 1);
    await proofs.next();
    expect(await read).toBe(1);
  });
});
