import * as access from './access';
import * as catalog from './catalog';
import * as inventory from './inventory';
import * as logistics from './logistics';
import * as orders from './orders';
import * as payments from './payments';
import * as returns from './returns';
import * as shared from './shared';

/** What every owner exports, by owner. Importing this loads, and so registers, all contracts. */
export const owners: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  access,
  catalog,
  inventory,
  logistics,
  orders,
  payments,
  returns,
  shared,
};
