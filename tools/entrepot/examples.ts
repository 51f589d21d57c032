import type { Command } from 'commander';

/** Every command has one at least; its help shows those of it, the help of a group those of all its commands. */
const EXAMPLES = [
  'npx entrepot doctor',
  'npx entrepot doctor --no-backends',
  'npx entrepot verify',
  'npx entrepot verify --every-merchant --reason "after the restore"',
  'npx entrepot verify --json --settle 30',
  'npx entrepot status',
  'npx entrepot status --json',
  'npx entrepot topics',
  'npx entrepot topics --json',
  'npx entrepot lag --all --service orders',
  'npx entrepot lag --max 1000',
  'npx entrepot story ord_5f1c0a',
  'npx entrepot story 1001 --ids',
  'npx entrepot streams show order/ord_5f1c0a',
  "npx entrepot streams show 'inventory/stock/SKU-1@north' --limit 20",
  "npx entrepot streams show 'acme/payment/pay_1/0000000004#0'",
  'npx entrepot streams show order/ord_5f1c0a --open --reason "the customer asks what we keep"',
  'npx entrepot views list',
  'npx entrepot views rebuild stock --service inventory',
  'npx entrepot dead-letters list --service orders --older-than PT1H',
  'npx entrepot dead-letters list --every-merchant',
  "npx entrepot dead-letters show 'OnPaymentCaptured~acme/payment/pay_1~payments.payment.v1~0~0000000000000042'",
  'npx entrepot dead-letters redrive --all --code order.not-found --dry-run',
  'npx entrepot dead-letters redrive --all --handler OnPaymentCaptured --per-second 10 --reason "fixed in 0.2.1"',
  'npx entrepot dead-letters discard --all --service orders --reason "test orders"',
  'npx entrepot parked list',
  "npx entrepot parked show 'order~acme/payment/pay_1~payments.payment.v1~0~0000000000000042'",
  'npx entrepot parked redrive --all --service orders --reason "the catalog knows the SKU now"',
  'npx entrepot parked give-up --all --older-than PT2H --reason "lets the rest go on"',
  'npx entrepot tasks list --kind effect:CaptureTender',
  "npx entrepot tasks show 'acme/payment/pay_1/0000000004#0'",
  'npx entrepot tasks retry --all --service payments --handler CaptureTender',
  'npx entrepot tasks cancel \'acme/payment/pay_1/0000000004#0\' --reason "the provider has closed the account"',
  'npx entrepot audit --service orders --action redrive',
  'npx entrepot keys status',
  'npx entrepot keys status --no-count --json',
  'npx entrepot keys rewrap --dry-run',
  'npx entrepot keys rewrap --reason "the yearly change of the master key"',
  'npx entrepot trigger --list',
  'npx entrepot trigger PaymentCaptured --example --print',
  'npx entrepot trigger PaymentCaptured --example --set orderId=ord_1 --set amount=4990',
  'npx entrepot trigger PlaceOrder --file order.json --merchant acme',
];

/** Puts them at the end of the help of all commands below this one. */
export function giveExamples(command: Command, called = `npx ${command.name()}`): void {
  for (const inner of command.commands) {
    const name = `${called} ${inner.name()}`;
    const own = EXAMPLES.filter((example) => `${example} `.startsWith(`${name} `));
    if (own.length > 0) inner.addHelpText('after', `\nExamples:\n${own.map((line) => `  ${line}`).join('\n')}`);
    giveExamples(inner, name);
  }
}
