// Lets a plain node run our TypeScript, with the compiler settings of the build: `node -r compile.js main.ts`.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');
const options = require('../../../../tools/swc-options.js');

const root = join(__dirname, '../../../..');
const resolve = Module._resolveFilename;

Module._resolveFilename = function (request, ...rest) {
  const [, lib, owner = ''] = /^@entrepot\/([a-z]+)(?:\/([a-z]+))?$/.exec(request) ?? [];
  return resolve.call(this, lib === undefined ? request : join(root, 'libs', lib, 'src', owner, 'index.ts'), ...rest);
};

require.extensions['.ts'] = function (module, filename) {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    ...options,
    sourceMaps: false,
    swcrc: false,
    filename,
  });
  module._compile(code, filename);
};
