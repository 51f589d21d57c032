/*
 * Loaded before a service (node --require) whose clock is to jump: it is wrong by the milliseconds that the file named by
 * the service's port in the folder $DRILL_CLOCKS holds, and right without one. Each jump is answered with a file beside it that holds what
 * the clock says now. Plain JavaScript, so that it is the same file for the compiled tree and for tests.
 */
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { wrongClock } = require('../../../../dist/libs/testing/src/component/wrong-clock.js');

const LOOK_EVERY_MS = 100;

const file = join(process.env.DRILL_CLOCKS, process.env.PORT);
let offMs = 0;
wrongClock(() => offMs);

setInterval(() => {
  const wanted = existsSync(file) ? Number(readFileSync(file, 'utf8')) || 0 : 0;
  if (wanted === offMs) return;
  offMs = wanted;
  writeFileSync(`${file}.says`, String(Date.now()));
}, LOOK_EVERY_MS).unref();
