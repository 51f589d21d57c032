import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { StartProblems } from '@entrepot/platform';
import { ParcelBook, type BookedParcel } from '../domain/parcel-book';
import { PaymentBook, type KeptPayments } from '../domain/payment-book';
import { SandboxConfig } from '../sandbox.config';

interface Kept extends KeptPayments {
  readonly parcels: readonly BookedParcel[];
}

/**
 * Payments and parcels in a file while the sandbox does not run: other companies still know what they were asked for yesterday. Webhooks that
 * were on their way, and parcels that moved by themselves, are not kept; nothing is kept by a sandbox that is killed.
 */
@Injectable()
export class KeptBooks implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly payments: PaymentBook,
    private readonly parcels: ParcelBook,
    private readonly config: SandboxConfig,
  ) {}

  onModuleInit(): void {
    const { sandboxBooksFile: file } = this.config;
    if (file === undefined || !existsSync(file)) return;
    try {
      const { parcels, ...payments } = JSON.parse(readFileSync(file, 'utf8')) as Kept;
      this.payments.restore(payments);
      this.parcels.restore(parcels);
    } catch (error) {
      const reason = (error as Error).message;
      throw new StartProblems(
        [`SANDBOX_BOOKS_FILE: ${file} holds no books of a sandbox (${reason}): delete it`],
        error,
      );
    }
  }

  onApplicationShutdown(): void {
    const { sandboxBooksFile: file } = this.config;
    if (file === undefined) return;
    const kept: Kept = { ...this.payments.kept, parcels: this.parcels.all() };
    // Whole or not at all.
    writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
}
