import {
  compiledValidator,
  CurrencyCode,
  FreeKey,
  MinorAmount,
  Nested,
  NestedList,
  OneOf,
  Optional,
  Text,
  Timestamp,
  type ClassRef,
} from '@entrepot/contracts';
import type { FieldError } from '@entrepot/kernel';
import type { ProviderMove, ProviderPayment } from '../domain/provider-payment';

const STATUSES = ['pending', 'authorised', 'captured', 'declined', 'voided', 'refunded'] as const;

/** What the sandbox provider sends; unknown fields are allowed, because it may say more than we know. */
class SandboxMove {
  @FreeKey() reference!: string;
  @MinorAmount() amount!: number;
}

export class SandboxPayment {
  @FreeKey() id!: string;
  @Optional() @FreeKey() reference?: string;
  @FreeKey() orderReference!: string;
  @OneOf(STATUSES) status!: (typeof STATUSES)[number];
  @MinorAmount() amount!: number;
  @CurrencyCode() currency!: string;
  @MinorAmount() capturedAmount!: number;
  @MinorAmount() refundedAmount!: number;
  @Optional() @MinorAmount() voidedAmount?: number;
  @Optional() @Text(64) method?: string;
  @Optional() @Text(100) declineCode?: string;
  @Optional() @NestedList(() => SandboxMove) captures?: SandboxMove[];
  @Optional() @NestedList(() => SandboxMove) refunds?: SandboxMove[];
}

export class SandboxPayments {
  @NestedList(() => SandboxPayment) items!: SandboxPayment[];
}

class SandboxNoticeData {
  @Nested(() => SandboxPayment) payment!: SandboxPayment;
}

export class SandboxNotice {
  @FreeKey() id!: string;
  @Text(100) type!: string;
  @Timestamp() createdAt!: string;
  @Nested(() => SandboxNoticeData) data!: SandboxNoticeData;
}

class SandboxErrorBody {
  @Text(100) code!: string;
}

export class SandboxError {
  @Nested(() => SandboxErrorBody) error!: SandboxErrorBody;
}

/** The faults of something that came from outside; empty when it may be believed to be a `Shape`. */
export function faultsOf(shape: ClassRef, value: unknown): readonly FieldError[] {
  return compiledValidator(shape, { strict: false })(value);
}

/** The sandbox's words in ours: a payment that was refunded whole is still a captured one. */
export function toProviderPayment(wire: SandboxPayment): ProviderPayment {
  return {
    providerReference: wire.id,
    reference: wire.reference,
    status: wire.status === 'refunded' ? 'captured' : wire.status,
    amount: wire.amount,
    currency: wire.currency,
    captured: wire.capturedAmount,
    refunded: wire.refundedAmount,
    voided: wire.voidedAmount,
    method: wire.method,
    declineReason: wire.declineCode,
    captures: listed(wire.captures, wire.capturedAmount, `${wire.id}:captured`),
    refunds: listed(wire.refunds, wire.refundedAmount, `${wire.id}:refunded`),
  };
}

/** The moves, which always add up to `total`: what the provider does not list comes as a sum under a name of its own. */
function listed(moves: readonly SandboxMove[] | undefined, total: number, name: string): ProviderMove[] {
  const known = (moves ?? []).map(({ reference, amount }) => ({ reference, amount }));
  const rest = total - known.reduce((all, { amount }) => all + amount, 0);
  return rest > 0 ? [...known, { reference: `${name}:${rest}`, amount: rest, sumOf: name }] : known;
}
