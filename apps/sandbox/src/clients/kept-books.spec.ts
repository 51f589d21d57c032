import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartProblems } from '@entrepot/platform';
import { ParcelBook } from '../domain/parcel-book';
import { PaymentBook } from '../domain/payment-book';
import type { SandboxConfig } from '../sandbox.config';
import { KeptBooks } from './kept-books';

const NOW = '2026-01-01T00:00:00.000Z';
const request = { ...{ orderReference: 'o', amount: 100, currency: 'BRL' }, ...{ method: 'card', capture: false } };
const folder = mkdtempSync(join(tmpdir(), 'entrepot-books-'));
const file = join(folder, 'books.json');
afterAll(() => rmSync(folder, { recursive: true }));

function sandbox(sandboxBooksFile: string | undefined = file) {
  const payments = new PaymentBook();
  const parcels = new ParcelBook(1);
  const books = new KeptBooks(payments, parcels, { sandboxBooksFile } as SandboxConfig);
  return { payments, parcels, books };
}

it('knows in the next run what it was asked for in this one', () => {
  const first = sandbox();
  first.books.onModuleInit();
  const { payment: paid } = first.payments.create({ ...request, reference: 'paid' }, 'accept', NOW);
  const { payment: open } = first.payments.create({ ...request, reference: 'open' }, 'pending', NOW);
  const { parcel } = first.parcels.book('ship', { merchantId: 'm' }, NOW);
  first.books.onApplicationShutdown();

  const next = sandbox();
  next.books.onModuleInit();
  expect(next.payments.create({ ...request, reference: 'paid' }, 'accept', NOW)).toEqual({
    payment: paid,
    made: false,
  });
  expect(next.payments.settle(open.id, 'decline')).toMatchObject({ status: 'declined' });
  expect(next.parcels.voidLabel(parcel.trackingNumber)).toEqual({ ...parcel, status: 'VOIDED' });
  expect(next.parcels.book('ship', {}, NOW).made).toBe(false);
});

it('does not start on a file that it did not write, and says which', () => {
  const broken = join(folder, 'broken.json');
  writeFileSync(broken, '{"payments": 7}');
  expect(() => sandbox(broken).books.onModuleInit()).toThrow(StartProblems);
  expect(() => sandbox(broken).books.onModuleInit()).toThrow(/SANDBOX_BOOKS_FILE: .*broken\.json holds no books/);
});
