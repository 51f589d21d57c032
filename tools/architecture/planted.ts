/** Code that breaks a rule of the architecture, and what the rule says. Each is planted and must be caught. */
export interface Planted {
  readonly breaks: string;
  readonly path: string;
  readonly code: string;
}

export const violations: readonly Planted[] = [
  {
    breaks: 'rules know no transport',
    path: 'apps/orders/src/domain/planted.ts',
    code: `import { KafkaBus } from '@entrepot/messaging'; export const x = KafkaBus;`,
  },
  {
    breaks: 'rules know no package',
    path: 'apps/orders/src/domain/planted.ts',
    code: `import { Injectable } from '@nestjs/common'; export const x = Injectable;`,
  },
  {
    breaks: 'rules know no module of Node',
    path: 'apps/orders/src/domain/planted.ts',
    code: `import { readFileSync } from 'node:fs'; export const x = readFileSync;`,
  },
  {
    breaks: 'rules know no door',
    path: 'apps/orders/src/domain/planted.ts',
    code: `import { OrdersModule } from '../orders.module'; export const x = OrdersModule;`,
  },
  {
    breaks: 'a service knows no other service',
    path: 'apps/orders/src/consumers/planted.consumer.ts',
    code: `import { InventoryModule } from '../../../inventory/src/inventory.module'; export const x = InventoryModule;`,
  },
  {
    breaks: 'the kernel knows nobody',
    path: 'libs/kernel/src/planted.ts',
    code: `import { topics } from '@entrepot/contracts'; export const x = topics;`,
  },
  {
    breaks: 'the store knows no messaging',
    path: 'libs/eventstore/src/planted.ts',
    code: `import { KafkaBus } from '@entrepot/messaging'; export const x = KafkaBus;`,
  },
  {
    breaks: 'production code uses no test code',
    path: 'apps/orders/src/http/planted.controller.ts',
    code: `import { uniqueName } from '@entrepot/testing'; export const x = uniqueName;`,
  },
];

export const allowed: readonly Planted[] = [
  {
    breaks: 'nothing: rules may use words and contracts',
    path: 'apps/orders/src/domain/planted.ts',
    code: `import { decided } from '@entrepot/kernel'; import { topics } from '@entrepot/contracts'; export const x = [decided, topics];`,
  },
  {
    breaks: 'nothing: a door may use rules and libraries',
    path: 'apps/orders/src/http/planted.controller.ts',
    code: `import { Controller } from '@nestjs/common'; import { decided } from '@entrepot/kernel'; export const x = [Controller, decided];`,
  },
];
