import { TenderInquiryRequested } from '@entrepot/contracts/payments';
import type { Journal } from './journal';
import { tenderOf } from './payment';
import { inquiryId, reference } from './references';
import { fundsOf } from './tender';

/** Asks the provider how a payment stands. A later inquiry about the same tender takes the place of an open one. */
export function askHowItStands(
  journal: Journal,
  tenderId: string,
  cause: string,
  notice: { readonly noticeId?: string; readonly providerReference?: string } = {},
): void {
  const { paymentId } = journal.names;
  const tender = tenderOf(journal.payment, tenderId);
  const known = tender === undefined ? undefined : fundsOf(tender).providerReference;
  const providerReference = notice.providerReference ?? known;
  journal.add(
    new TenderInquiryRequested({
      ...journal.names,
      tenderId,
      inquiryId: inquiryId(paymentId, tenderId, cause),
      ...(notice.noticeId === undefined ? {} : { noticeId: notice.noticeId }),
      ...(providerReference === undefined
        ? { reference: reference.authorisation(paymentId, tenderId) }
        : { providerReference }),
    }),
  );
}
