import { OPERATOR, PLATFORM_SCOPE } from '@entrepot/contracts/access';

/** Who stands behind a request, and what they may ask for. */
export interface Caller {
  /** Whose data the request is about. */
  readonly merchantId: string;
  /** Who it is at the merchant: a client of access, `fixed` for a key of the environment, `service:orders` for one of our own. */
  readonly clientId: string;
  /** `every`: whatever there is, but for what only the operator may. */
  readonly scopes: ReadonlySet<string> | 'every';
  /** May name another merchant in the header `Entrepot-Merchant`. */
  readonly acrossMerchants?: boolean;
}

/** Only the operator's key has it: merchants are made with it. */
export const OPERATOR_SCOPE = 'access:admin';

/** Whether a caller has a scope. What is about all merchants is for nobody but the operator and its clients, whatever a key says. */
export function mayUse({ scopes, merchantId }: Caller, scope: string): boolean {
  if (scope === PLATFORM_SCOPE && merchantId !== OPERATOR) return false;
  return scopes === 'every' ? scope !== OPERATOR_SCOPE : scopes.has(scope);
}
