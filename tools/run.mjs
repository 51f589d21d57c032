// The one entry of every npm script: `node tools/run.mjs <tool> [arguments]`.
// It installs what is missing, compiles what changed and runs the tool on the Node 24 that the workspace brings along.
// Plain JavaScript on Node's own modules, because it runs before anything is installed, on any Node from 20.19.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildTree } from './setup/build.mjs';
import { bundle } from './setup/bundle.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { OLDEST_NODE, nodeBinary, tooOld } from './setup/node.mjs';
import { compiled, root } from './setup/paths.mjs';

const packed = join(root, 'dist/services');

function compiledTool(name) {
  const places = [`dist/services/${name}.js`, `dist/tools/${name}.js`, `dist/tools/${name}/main.js`, `dist/${name}.js`];
  return places.map((place) => join(root, place)).find((file) => existsSync(file));
}

/** Runs the tool in the foreground; Ctrl-C reaches it directly (same terminal), a SIGTERM is handed on. */
function runTool(file, args) {
  const flags = ['--disable-warning=TimeoutNegativeWarning'];
  const isPacked = file.startsWith(packed);
  if (!isPacked) flags.push('--enable-source-maps');
  const env = isPacked ? { NODE_COMPILE_CACHE: compiled, ...process.env } : process.env;
  const child = spawn(nodeBinary(), [...flags, file, ...args], { stdio: 'inherit', env });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

async function main([name, ...args]) {
  if (tooOld()) throw new Error(`Node ${process.versions.node} is too old: install Node ${OLDEST_NODE} or newer.`);
  if (!name) throw new Error('Say which tool to run: node tools/run.mjs <tool> [arguments].');
  await ensureInstalled();
  await buildTree();
  await bundle();
  if (name === 'build') return;
  const file = compiledTool(name);
  if (!file) throw new Error(`There is no tool called "${name}" in tools/ or bench/.`);
  runTool(file, args);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
