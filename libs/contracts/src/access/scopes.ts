/** What keys are about: a service each, and the operations doors of all of them. */
export const SCOPE_AREAS = [
  'access',
  'catalog',
  'inventory',
  'logistics',
  'operations',
  'orders',
  'payments',
  'returns',
] as const;

/** What a client can be allowed: `<area>:read` to look, `<area>:write` to change. `access:write` is as good as all of them. */
export const SCOPES: readonly string[] = SCOPE_AREAS.flatMap((area) => [`${area}:read`, `${area}:write`]);
