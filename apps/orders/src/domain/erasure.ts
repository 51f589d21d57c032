import { ErasureRequested, PersonErased, type IntakeFate } from '@entrepot/contracts/orders';
import { decided, defineStream, ignored, type Decide } from '@entrepot/kernel';

interface Known {
  readonly erasureId: string;
  readonly subject: string;
  readonly requestedAt: string;
  readonly by?: string;
}

export type Erasure =
  | { readonly status: 'none' }
  | ({ readonly status: 'requested' } & Known)
  | ({ readonly status: 'erased'; readonly erasedAt: string; readonly intake: IntakeFate } & Known);

/** erasure/<erasureId>: who had whose personal data destroyed, and when. Holds none itself. */
export const ErasureStream = defineStream<Erasure, ErasureRequested | PersonErased>({
  kind: 'erasure',
  initial: { status: 'none' },
  evolve: (erasure, event, { at }) => {
    if (event.type === 'ErasureRequested') {
      const { erasureId, subject, by } = event;
      return { status: 'requested', erasureId, subject, requestedAt: at, ...(by !== undefined && { by }) };
    }
    return erasure.status === 'none' ? erasure : { ...erasure, status: 'erased', erasedAt: at, intake: event.intake };
  },
});

export interface ErasureWanted {
  readonly subject: string;
  readonly by?: string;
}

export const requestErasure: Decide<Erasure, ErasureWanted> = (erasure, { subject, by }, given) => {
  if (erasure.status !== 'none') return ignored('this erasure was asked for before');
  return decided(new ErasureRequested({ erasureId: given.key, subject, ...(by !== undefined && { by }) }));
};

export interface ErasureDone {
  readonly kind: 'erased';
  readonly intake: IntakeFate;
}

export const settleErasure: Decide<Erasure, { readonly outcome: ErasureDone }> = (erasure, { outcome }) => {
  if (erasure.status !== 'requested') return ignored('this erasure is not waited for any more');
  const { erasureId, subject } = erasure;
  return decided(new PersonErased({ erasureId, subject, intake: outcome.intake }));
};
