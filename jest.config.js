const swcOptions = require('./tools/swc-options.js');

// Nest 12 and a few packages below it are ES modules only; jest runs CommonJS, so they are compiled like our own code.
// The MongoDB driver and OpenTelemetry's exporter call import(), which jest's sandbox has not: without it no connection ever opens.
const ESM_PACKAGES =
  '@nestjs|file-type|load-esm|strtok3|token-types|uint8array-extras|@borewit|@tokenizer|jose|mongodb|@opentelemetry';

const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: {
    // Maps of packages would double what is read for every test file, and nobody steps through those.
    '/node_modules/.+\\.[cm]?js$': ['@swc/jest', { ...swcOptions, sourceMaps: false, swcrc: false }],
    '^.+\\.[cm]?[jt]s$': ['@swc/jest', { ...swcOptions, sourceMaps: 'inline', swcrc: false }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${ESM_PACKAGES})/)`],
  moduleNameMapper: {
    '^@entrepot/([a-z]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^@entrepot/contracts/([a-z]+)$': '<rootDir>/libs/contracts/src/$1/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.entrepot/', '<rootDir>/.cache/', '<rootDir>/.nx/'],
  setupFiles: ['reflect-metadata'],
};

/** Tests without a backend that look at much at once: kept apart so that the unit tests stay a matter of seconds. */
const WIDE = ['prop', 'contract', 'sim'].map((kind) => `**/*.${kind}.spec.ts`).concat('**/architecture.spec.ts');
/** Tests that need a real Kafka and a real mongod: the suffix of the file says so. */
const INTEGRATION = ['**/*.int.spec.ts', '**/*.component.spec.ts'];
const E2E = ['<rootDir>/e2e/**/*.e2e.spec.ts'];
const backend = {
  globalSetup: '<rootDir>/tools/jest/backend-setup.ts',
  globalTeardown: '<rootDir>/tools/jest/backend-teardown.ts',
};
const system = {
  globalSetup: '<rootDir>/tools/jest/system-setup.ts',
  globalTeardown: '<rootDir>/tools/jest/system-teardown.ts',
};

module.exports = {
  testSequencer: '<rootDir>/tools/jest/long-first.js',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '[./](int|component|e2e|prop|contract|sim|architecture)\\.spec\\.ts$'],
    },
    { ...shared, displayName: 'wide', testMatch: WIDE },
    { ...shared, displayName: 'integration', testMatch: INTEGRATION, ...backend },
    { ...shared, displayName: 'e2e', testMatch: E2E, ...system },
  ],
};
