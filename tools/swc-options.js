// One set of compiler settings for the build (run.mjs) and for jest, so that tests run what production runs.
// Legacy decorators with metadata: Nest and class-validator read constructor and field types at run time.
// useDefineForClassFields is off: a declared field must not overwrite what a decorator or a base class put there.
module.exports = {
  sourceMaps: true,
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
};
