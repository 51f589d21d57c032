import type { ProviderNoticeReceived } from '@entrepot/contracts/payments';
import { decided, defineStream, ignored, type Decide } from '@entrepot/kernel';

/** A notice is there or not: its stream is named after the provider's id for it, so that it counts once for ever. */
export interface Notice {
  readonly status: 'none' | 'received';
}

export const NoticeStream = defineStream<Notice, ProviderNoticeReceived>({
  kind: 'notice',
  initial: { status: 'none' },
  evolve: () => ({ status: 'received' }),
});

/** Key of the stream of a notice. */
export function noticeKey(provider: string, noticeId: string): string {
  return `${provider}:${noticeId}`;
}

/** Records a notice the first time it comes. */
export const receiveNotice: Decide<Notice, ProviderNoticeReceived> = (notice, received) =>
  notice.status === 'none' ? decided(received) : ignored('this notice came before');
