import { defineErrors } from '@entrepot/kernel';

/** Every refusal of returns. */
export const returnErrors = defineErrors({
  'return.not-found': { kind: 'not-found', message: 'No return {returnId}' },
  'return.not-delivered': { kind: 'conflict', message: 'Nothing of order {orderId} has been delivered yet' },
  'return.lines-invalid': { kind: 'invalid', message: 'These lines cannot come back' },
  'return.exchange-invalid': { kind: 'invalid', message: 'This exchange cannot be made' },
  'return.conflict': { kind: 'conflict', message: 'Return {returnId} was asked for before with other content' },
  'return.not-open': { kind: 'conflict', message: 'The return is {status}: it can no longer be {action}' },
  'return.not-lost': { kind: 'conflict', message: 'The return is {status}: only a lost one is refunded unseen' },
  'return.not-received': { kind: 'conflict', message: 'The return is {status}: inspect it once it was received' },
});
