import {
  MerchantOpened,
  MerchantRenamed,
  OPERATOR,
  type OpenMerchant,
  type RenameMerchant,
} from '@entrepot/contracts/access';
import { decided, defineStream, DomainError, ignored, never, type Decide } from '@entrepot/kernel';

export type Merchant =
  { readonly status: 'none' } | { readonly status: 'open'; readonly name: string; readonly openedAt: string };

export type MerchantEvent = MerchantOpened | MerchantRenamed;

function evolve(merchant: Merchant, event: MerchantEvent, { at }: { at: string }): Merchant {
  switch (event.type) {
    case 'MerchantOpened':
      return { status: 'open', name: event.name, openedAt: at };
    case 'MerchantRenamed':
      return merchant.status === 'none' ? merchant : { ...merchant, name: event.name };
    default:
      return never(event);
  }
}

/** `merchant/<merchantId>`, of the operator, as the streams of clients belong to a merchant. */
export const MerchantStream = defineStream<Merchant, MerchantEvent>({
  kind: 'merchant',
  initial: { status: 'none' },
  evolve,
});

export const openMerchant: Decide<Merchant, OpenMerchant> = (merchant, { merchantId, name }) => {
  if (merchantId === OPERATOR) throw new DomainError('merchant.reserved', { merchantId });
  if (merchant.status === 'none') return decided(new MerchantOpened({ merchantId, name }));
  if (merchant.name !== name) throw new DomainError('merchant.conflict', { merchantId });
  return ignored('the merchant was opened before');
};

export const renameMerchant: Decide<Merchant, RenameMerchant> = (merchant, { name }, { key: merchantId }) => {
  if (merchant.status === 'none') throw new DomainError('merchant.not-found', { merchantId });
  if (merchant.name === name) return ignored('the merchant is called so');
  return decided(new MerchantRenamed({ merchantId, name }));
};
