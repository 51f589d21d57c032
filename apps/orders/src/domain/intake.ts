import type { OrderIntakeRejected } from '@entrepot/contracts/orders';
import { decided, defineStream, ignored, type Decide } from '@entrepot/kernel';

/** What became of a message on the intake topic that was not taken on. */
export interface Intake {
  readonly isRejected: boolean;
}

/** intake/<intakeId>: one message that could not become an order. */
export const IntakeStream = defineStream<Intake, OrderIntakeRejected>({
  kind: 'intake',
  initial: { isRejected: false },
  evolve: () => ({ isRejected: true }),
});

/** The sender is told; nothing else is kept. */
export const rejectIntake: Decide<Intake, OrderIntakeRejected> = (intake, rejection) =>
  intake.isRejected ? ignored('this message was rejected before') : decided(rejection);
