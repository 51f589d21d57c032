#!/usr/bin/env node
// `npx entrepot` in a checkout: the operator's command line, run like every other tool.
process.argv.splice(2, 0, 'entrepot');
await import('./run.mjs');
