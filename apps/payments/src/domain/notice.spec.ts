import type { ProviderNoticeReceived } from '@entrepot/contracts/payments';
import type { Given } from '@entrepot/kernel';
import { noticeKey, NoticeStream, receiveNotice } from './notice';

const received = { type: 'ProviderNoticeReceived', noticeId: 'evt_1' } as ProviderNoticeReceived;
const given = {} as Given;
const at = { merchantId: 'acme', key: 'psp:evt_1', version: 1, at: '2026-03-01T10:00:00Z' };

describe('a notice', () => {
  it('is recorded the first time it comes, and never again', () => {
    expect(receiveNotice(NoticeStream.initial, received, given, undefined)).toMatchObject({ events: [received] });
    const known = NoticeStream.evolve(NoticeStream.initial, received, at);
    expect(receiveNotice(known, received, given, undefined)).toEqual({
      kind: 'ignored',
      reason: 'this notice came before',
    });
  });

  it('is told apart from one of another provider with the same id', () => {
    expect(noticeKey('psp', 'evt_1')).not.toBe(noticeKey('other', 'evt_1'));
  });
});
