import { Controller, Get } from '@nestjs/common';
import { LedgerBalances } from '@entrepot/contracts/payments';
import { Answers, MerchantId } from '@entrepot/platform';
import { Balances } from '../views/balances';

/** The merchant's books as a whole. */
@Controller('v1/ledger')
export class LedgerController {
  constructor(private readonly books: Balances) {}

  @Get('balances')
  @Answers(LedgerBalances)
  balances(@MerchantId() merchantId: string): Promise<LedgerBalances> {
    return this.books.of(merchantId);
  }
}
