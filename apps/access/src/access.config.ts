import { MinLength } from 'class-validator';
import { OPERATOR, PLATFORM_SCOPE } from '@entrepot/contracts/access';
import { OPERATOR_SCOPE, SealingConfig, Setting, type FixedKey, type Trust } from '@entrepot/platform';

const OPERATOR_SCOPES = [OPERATOR_SCOPE, PLATFORM_SCOPE, 'access:read', 'access:write', 'operations:read', 'operations:write']; // prettier-ignore

/** What access is told besides what every service is told. */
export class AccessConfig extends SealingConfig {
  @Setting('The key of the operator, who makes merchants and their first clients: the one key that nobody issues', {
    secret: true,
  })
  @MinLength(32)
  accessAdminKey!: string;

  override get trust(): Trust {
    const { fixedKeys } = super.trust;
    return { fixedKeys: [...fixedKeys, this.operatorKey] };
  }

  private get operatorKey(): FixedKey {
    const scopes = new Set(OPERATOR_SCOPES);
    return { key: this.accessAdminKey, merchantId: OPERATOR, clientId: OPERATOR, scopes, acrossMerchants: true };
  }
}
