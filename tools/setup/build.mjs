// Compiles the tree to dist/ with swc, only what changed. Types are checked elsewhere (npm run typecheck).
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { root } from './paths.mjs';

const require = createRequire(import.meta.url);
const SOURCES = ['apps', 'libs', 'tools', 'bench', 'e2e'];
const SKIPPED = /(^|\/)(node_modules|dist|apps\/[^/]+\/(test|conformance))$/;
const settings = ['tools/swc-options.js', 'tools/setup/build.mjs', 'tsconfig.base.json'];

const isSource = (name) => /\.(ts|json)$/.test(name) && !/\.(spec|d)\.ts$/.test(name) && name !== 'project.json';
const outputOf = (source) => join(root, 'dist', relative(root, source).replace(/\.ts$/, '.js'));
const changedAt = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

function filesBelow(folder, wanted, found = []) {
  if (!existsSync(folder)) return found;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.test(path)) filesBelow(path, wanted, found);
    } else if (wanted(entry.name)) found.push(path);
  }
  return found;
}

/** Removes what was compiled from files that are gone: a renamed module must not live on in dist. */
function removeLeftovers(outputs) {
  const known = new Set(outputs);
  for (const area of SOURCES) {
    const compiled = filesBelow(join(root, 'dist', area), (name) => /\.(js|json)$/.test(name));
    for (const file of compiled) if (!known.has(file)) rmSync(file, { force: true });
  }
}

/** Written beside and moved into place: a process that starts meanwhile sees the old file or the new one, never half. */
export function writeWhole(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, content);
  renameSync(draft, file);
}

function swcOptions() {
  const options = require('../swc-options.js');
  const { paths } = JSON.parse(readFileSync(join(root, 'tsconfig.base.json'), 'utf8')).compilerOptions;
  const jsc = { ...options.jsc, baseUrl: root, paths };
  return { ...options, sourceMaps: 'inline', swcrc: false, module: { ...options.module, resolveFully: true }, jsc };
}

async function compileAll(sources) {
  const { transformFile } = require('@swc/core');
  const options = swcOptions();
  const compile = async (source) => {
    if (source.endsWith('.json')) return writeWhole(outputOf(source), readFileSync(source));
    const { code } = await transformFile(source, { ...options, filename: source });
    writeWhole(outputOf(source), code);
  };
  const results = await Promise.allSettled(sources.map(compile));
  const failed = results.filter((result) => result.status === 'rejected');
  if (failed.length > 0)
    throw new Error(failed.map((result) => String(result.reason.message ?? result.reason)).join('\n'));
}

/** Brings dist/ up to date with the sources; says so when it takes long enough to notice. */
export async function buildTree() {
  const sources = SOURCES.flatMap((area) => filesBelow(join(root, area), isSource));
  const settingsChanged = Math.max(...settings.map((file) => changedAt(join(root, file))));
  const stale = sources.filter((source) => {
    const built = changedAt(outputOf(source));
    return built < changedAt(source) || built < settingsChanged;
  });
  removeLeftovers(sources.map(outputOf));
  if (stale.length === 0) return;
  const started = Date.now();
  const notice = setTimeout(() => console.error(`Compiling ${stale.length} files ...`), 1000);
  await compileAll(stale).finally(() => clearTimeout(notice));
  const seconds = (Date.now() - started) / 1000;
  if (seconds > 2) console.error(`Compiled ${stale.length} files in ${seconds.toFixed(1)} s.`);
}
