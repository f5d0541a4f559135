/**
 * Relative imports end in `.js`, as Node wants them, and the sources in `.ts`. The extension `js` stands first, so that
 * a package gets the very file that it names.
 */
const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: '<rootDir>/test/setup/shared-modules-environment.mjs',
  runtime: '<rootDir>/test/setup/shared-modules-runtime.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'json', 'node'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  setupFiles: ['reflect-metadata'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2022',
        },
        module: { type: 'es6' },
      },
    ],
  },
};

export default {
  coverageProvider: 'v8',
  // Most tests wait for the processes that they test, so three at a time use two cores better than Jest's one.
  maxWorkers: 3,
  // Real processes and browsers start in some tests, on machines that do other things too, or are slow.
  testTimeout: 180_000,
  testSequencer: '<rootDir>/test/setup/mixing-sequencer.mjs',
  reporters: ['default', '<rootDir>/test/setup/sum-line-reporter.mjs'],
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{src,bench,sdk/src,admin/room,admin/src}/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.(db|property|zones)\\.spec\\.ts$'],
    },
    // As pure, and longer: random cases against a plain model, and every zone over years.
    { ...shared, displayName: 'thorough', testMatch: ['<rootDir>/{src,test}/**/*.{property,zones}.spec.ts'] },
    // The rules of the code. They start the tools that check it.
    { ...shared, displayName: 'house', testMatch: ['<rootDir>/test/house/**/*.spec.ts'] },
    { ...shared, displayName: 'db', testMatch: ['<rootDir>/src/**/*.db.spec.ts', '<rootDir>/test/**/*.db.spec.ts'] },
    // They start built processes of their own, without the system that the others share.
    {
      ...shared,
      displayName: 'process',
      testMatch: ['<rootDir>/test/{local,support}/**/*.spec.ts', '<rootDir>/{test,sdk/test}/**/*.process.spec.ts'],
      testPathIgnorePatterns: ['\\.(db|e2e)\\.spec\\.ts$'],
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/{test,sdk/test}/**/*.e2e.spec.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/setup/notice-closed-connections.ts'],
      globalSetup: '<rootDir>/test/setup/start-shared-system.mjs',
      globalTeardown: '<rootDir>/test/setup/stop-shared-system.mjs',
    },
  ],
};
