import { signPayload } from '@entrepot/platform';
import { describeNoticeReader } from '../conformance/notice-reader.conformance';
import { SandboxNotices } from '../src/clients/sandbox-notices';
import { PaymentsConfig } from '../src/payments.config';

const SECRET = 'a secret of the tests';

describeNoticeReader('the sandbox', () => {
  const settings = { pspWebhookSecret: SECRET, pspWebhookToleranceSeconds: 300 };
  const signed = (body: object, at: number) => {
    const text = JSON.stringify(body);
    const headers = { 'psp-signature': signPayload(SECRET, text, at) };
    return { merchantId: 'acme', headers, rawBody: Buffer.from(text) };
  };
  return {
    reader: new SandboxNotices(Object.assign(new PaymentsConfig(), settings)),
    notice: ({ kind, captured, refunded, ...told }, at) => {
      const payment = { id: 'psp_1', status: 'captured', ...told, capturedAmount: captured, refundedAmount: refunded };
      return signed({ id: 'evt_1', type: `payment.${kind}`, createdAt: '2026-03-02T10:00:00Z', data: { payment } }, at);
    },
    unreadable: (at) => signed({ id: 'evt_1' }, at),
  };
});
