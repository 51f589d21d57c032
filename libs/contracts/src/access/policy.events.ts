import { SHORTAGE_POLICIES, type ShortagePolicy } from '../orders/order-parts';
import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Doc, Nested, OneOf, Optional, WholeNumber } from '../vocabulary';

const A_YEAR_OF_SECONDS = 31_536_000;

@Doc(
  'What a merchant has decided beforehand about its orders and returns. What is left out is as the services are set.',
)
export class MerchantPolicies {
  @Doc('What becomes of an order of which too little is there, unless it says so itself.')
  @Optional()
  @OneOf(SHORTAGE_POLICIES)
  shortagePolicy?: ShortagePolicy;

  @Doc('How long a payment may stay unanswered before the order is cancelled.')
  @Optional()
  @WholeNumber(1, A_YEAR_OF_SECONDS)
  paymentDeadlineSeconds?: number;

  @Doc('How long a backorder waits before stock is looked for again; longer with every time.')
  @Optional()
  @WholeNumber(1, A_YEAR_OF_SECONDS)
  backorderRetrySeconds?: number;

  @Doc('After how long a backorder is given up and cancelled.')
  @Optional()
  @WholeNumber(1, 3650)
  backorderLimitDays?: number;

  @Doc('For how many days after delivery a return is approved without asking, and an order stays open.')
  @Optional()
  @WholeNumber(0, 3650)
  returnWindowDays?: number;

  @Doc('A carrier that says nothing of a parcel for so long is asked.')
  @Optional()
  @WholeNumber(1, 8760)
  carrierSilenceHours?: number;
}

@Doc('The policies of a merchant are these from now on, for new orders, shipments and returns.')
@EventContract<PoliciesSet>({
  topic: 'access.policy.v1',
  readers: ['logistics', 'orders', 'returns'],
  example: {
    policies: {
      shortagePolicy: 'backorder',
      paymentDeadlineSeconds: 900,
      backorderRetrySeconds: 30,
      backorderLimitDays: 60,
      returnWindowDays: 30,
      carrierSilenceHours: 24,
    },
  },
})
export class PoliciesSet extends DomainEvent {
  readonly type = 'PoliciesSet';

  @Nested(() => MerchantPolicies)
  policies!: MerchantPolicies;

  constructor(fields: Fields<PoliciesSet>) {
    super(fields);
  }
}
