import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Doc, OpaqueId, Text } from '../vocabulary';

const topic = 'access.merchant.v1';
const readers = ['access'];

@Doc('A merchant was made known. Its stream belongs to the operator, not to the merchant.')
@EventContract<MerchantOpened>({ topic, readers, example: { merchantId: 'acme', name: 'Acme Trading' } })
export class MerchantOpened extends DomainEvent {
  readonly type = 'MerchantOpened';

  @OpaqueId()
  merchantId!: string;

  @Text(200)
  name!: string;

  constructor(fields: Fields<MerchantOpened>) {
    super(fields);
  }
}

@Doc('A merchant is called otherwise from now on.')
@EventContract<MerchantRenamed>({ topic, readers, example: { merchantId: 'acme', name: 'Acme Worldwide' } })
export class MerchantRenamed extends DomainEvent {
  readonly type = 'MerchantRenamed';

  @OpaqueId()
  merchantId!: string;

  @Text(200)
  name!: string;

  constructor(fields: Fields<MerchantRenamed>) {
    super(fields);
  }
}
