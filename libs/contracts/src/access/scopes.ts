/** The services with streams and topics of their own. Each hears whom to let in, and keys can open its doors. */
export const BACKBONE_SERVICES = [
  'access',
  'catalog',
  'inventory',
  'logistics',
  'orders',
  'payments',
  'returns',
] as const;

/** What keys are about: a service each, and the doors of operations and verification that all of them have. */
const SCOPE_AREAS: readonly string[] = [...BACKBONE_SERVICES, 'operations', 'verification'].sort();

/** To read in plain what streams have recorded of people, and messages that wait or were given up. */
export const PERSONAL_DATA_SCOPE = 'personal-data:read';

/** What a merchant's client can be allowed: `<area>:read` to look, `<area>:write` to change. `access:write` is as good as all of them. */
export const SCOPES: readonly string[] = [
  ...SCOPE_AREAS.flatMap((area) => [`${area}:read`, `${area}:write`]),
  PERSONAL_DATA_SCOPE,
];

/** The operator's own merchant: it has clients, and no orders. No other merchant is called so. */
export const OPERATOR = 'entrepot';

/** For what is about all merchants at once: rebuilding views, verifying all books, what waits of anybody. Only clients of the operator can have it. */
export const PLATFORM_SCOPE = 'platform:operate';

/** What any client can be allowed. */
export const CLIENT_SCOPES: readonly string[] = [...SCOPES, PLATFORM_SCOPE];
