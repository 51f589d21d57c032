import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the workspace, wherever it was cloned to and wherever the command was started. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
