// Packs what a service imports into two files: dist/services/<service>.js has its own modules and those of libs/,
// dist/services/packages.js the packages of all services. So it does for the tool behind `npm start`. A process that looks up,
// reads and compiles two thousand modules needs twice the time to start that one with bundles does. Packages change seldom;
// packing our own modules takes a moment.
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';
import { writeWhole } from './build.mjs';
import { root } from './paths.mjs';

const require = createRequire(import.meta.url);
const OUT = 'dist/services';
const PACKAGES = 'packages.js';
const RECORD = join(root, OUT, 'packed.json');
const settings = ['tools/setup/bundle.mjs', 'package-lock.json'];
/** They find files of their own at run time, or we replace modules of theirs. */
const UNPACKED = ['kafkajs', 'swagger-ui-dist', 'pino'];
/** What packages would use if it were installed. */
const ABSENT = [
  ...['@nestjs/websockets', '@fastify/static', '@grpc/*', '@nats-io/*', 'nats', 'ioredis', 'mqtt'],
  ...['amqplib', 'amqp-connection-manager', '@nestjs/sequelize', '@nestjs/typeorm', '@nestjs/mongoose'],
];
/**
 * esbuild defines the name of every function anew, wherever one is made; here only of those that it had to rename. An arrow
 * stays without one: they are made by the thousand, and each would be copied into an object with a property of its own.
 */
const NAMING = /var __name ?= ?\(target, ?value\) ?=> ?/g;
const ONLY_RENAMED = "target.name === value || (target.name === '' && !('prototype' in target)) ? target : ";

const SETTINGS = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  keepNames: true,
  write: false,
  logLevel: 'error',
};

const pathOf = (name) => join(root, OUT, name);
const changedAt = (file) => (existsSync(file) ? statSync(file).mtimeMs : Infinity);
const isNewer = (files, output) => {
  const built = existsSync(output) ? statSync(output).mtimeMs : -Infinity;
  return files.some((file) => changedAt(join(root, file)) > built);
};

function write({ path, text }) {
  const found = text.match(NAMING) ?? [];
  if (path.endsWith('.js') && found.length !== 1) throw new Error(`${path}: esbuild keeps names in another way now`);
  writeWhole(path, text.replace(NAMING, `$&${ONLY_RENAMED}`));
}

/** Our own modules, with packages taken from their bundle; adds what they import of those to `wanted`. */
function fromPackages(wanted) {
  return {
    name: 'from-packages',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
        if (kind === 'entry-point') return undefined;
        if (isBuiltin(path) || UNPACKED.some((name) => path === name || path.startsWith(`${name}/`)))
          return { path, external: true };
        wanted.add(path);
        return { path, namespace: 'packages' };
      });
      build.onResolve({ filter: /packages\.js$/, namespace: 'packages' }, ({ path }) => ({ path, external: true }));
      build.onLoad({ filter: /.*/, namespace: 'packages' }, ({ path }) => ({
        contents: `module.exports = require('./${PACKAGES}')[${JSON.stringify(path)}]();`,
      }));
    },
  };
}

/** What is packed and is there: in an image the tool is not. */
function entriesThere() {
  const apps = readdirSync(join(root, 'apps')).map((service) => [service, `dist/apps/${service}/src/main.js`]);
  const entries = [...apps, ['start', 'dist/tools/start/main.js']];
  return Object.fromEntries(entries.filter(([, entry]) => existsSync(join(root, entry))));
}

async function packModules(entries) {
  const wanted = new Set();
  const { outputFiles, metafile } = await require('esbuild').build({
    ...SETTINGS,
    entryPoints: entries,
    outdir: OUT,
    metafile: true,
    sourcemap: true,
    sourcesContent: false,
    plugins: [fromPackages(wanted)],
  });
  const inputsOf = (name) => Object.keys(metafile.outputs[`${OUT}/${name}.js`].inputs);
  const inputs = Object.keys(entries).map((name) => [name, inputsOf(name).filter((file) => file.startsWith('dist/'))]);
  return { outputFiles, packed: { inputs: Object.fromEntries(inputs), packages: [...wanted].sort() } };
}

async function packPackages(packages) {
  const entries = packages.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(name)}),`);
  const { outputFiles } = await require('esbuild').build({
    ...SETTINGS,
    stdin: { contents: `module.exports = {\n${entries.join('\n')}\n};`, resolveDir: root },
    outfile: `${OUT}/${PACKAGES}`,
    // Every process keeps the text of what it runs in memory.
    minifyWhitespace: true,
    lineLimit: 160,
    external: [...UNPACKED, ...ABSENT],
    banner: { js: 'const __metaUrl=require("node:url").pathToFileURL(__filename).href;' },
    define: { 'import.meta.url': '__metaUrl' },
  });
  outputFiles.forEach(write);
}

/** What else lies there: bundles of services that are no more, and what Node has compiled of those before. */
function removeOthers(names) {
  const wanted = new Set(['packed.json', PACKAGES, ...names.flatMap((name) => [`${name}.js`, `${name}.js.map`])]);
  for (const name of readdirSync(join(root, OUT)))
    if (!wanted.has(name)) rmSync(pathOf(name), { recursive: true, force: true });
}

/** Brings dist/services up to date with dist/apps, dist/libs and the installed packages. */
export async function bundle() {
  const entries = entriesThere();
  const known = existsSync(RECORD) ? JSON.parse(readFileSync(RECORD, 'utf8')) : { inputs: {}, packages: [] };
  const isStale = (name) => isNewer([...settings, ...(known.inputs[name] ?? [])], pathOf(`${name}.js`));
  if (!Object.keys(entries).some(isStale)) return;
  const { outputFiles, packed } = await packModules(entries);
  const isMore = packed.packages.join() !== known.packages.join();
  if (isMore || isNewer(settings, pathOf(PACKAGES))) await packPackages(packed.packages);
  // After the packages: what is up to date by its time never lacks one.
  outputFiles.forEach(write);
  removeOthers(Object.keys(entries));
  writeWhole(RECORD, JSON.stringify(packed));
}
