// How eslint-plugin-boundaries finds out which file an import means: the path aliases of tsconfig.base.json and the
// extensionless relative imports of TypeScript. Everything else is a package or a module of Node.
const { existsSync, statSync } = require('node:fs');
const { builtinModules } = require('node:module');
const { dirname, join, resolve } = require('node:path');

const root = resolve(__dirname, '../..');
const isFile = (path) => existsSync(path) && statSync(path).isFile();

function localFile(source, importer) {
  const alias = /^@entrepot\/([a-z]+)(?:\/([a-z]+))?$/.exec(source);
  if (alias) return join(root, 'libs', alias[1], 'src', alias[2] ?? '', 'index.ts');
  const base = resolve(dirname(importer), source);
  return [base, `${base}.ts`, `${base}.d.ts`, join(base, 'index.ts')].find(isFile);
}

exports.interfaceVersion = 2;

exports.resolve = (source, importer) => {
  if (builtinModules.includes(source.replace(/^node:/, ''))) return { found: true, path: null };
  if (!source.startsWith('.') && !source.startsWith('@entrepot/')) return { found: false };
  const path = localFile(source, importer);
  return path ? { found: true, path } : { found: false };
};
