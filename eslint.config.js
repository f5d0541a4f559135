import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';
import { decoratedTypesExistAtRunTime } from './eslint-rules/decorated-types-exist-at-run-time.js';
import { explainedDisables } from './eslint-rules/explained-disables.js';
import { statementsInTurn } from './eslint-rules/statements-in-turn.js';

const nodeGlobals = Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly']));

const browserGlobals = [
  'document',
  'history',
  'HTMLElement',
  'localStorage',
  'location',
  'navigator',
  'ResizeObserver',
  'sessionStorage',
  'window',
];

const noBarrels = { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that declares it.' };

const soon = 'A page may still be loading: `await expectSoon(() => …)`.';
const momentary = '/^(count|inputValue|isChecked|innerText|textContent|getAttribute|allTextContents|boundingBox)$/';

const everyTestRuns = 'Every test runs, every time.';
const testBlocks = '/^(it|test|describe)$/';
const switches = '/^(skip|only|todo|failing)$/';

export default defineConfig(
  { ignores: ['**/dist/', 'coverage/', '.lyceum/', 'sdk/src/generated/'] },
  {
    name: 'lyceum/everywhere',
    linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' },
    extends: [eslint.configs.recommended],
    plugins: {
      lyceum: {
        rules: {
          'decorated-types-exist-at-run-time': decoratedTypesExistAtRunTime,
          'explained-disables': explainedDisables,
          'statements-in-turn': statementsInTurn,
        },
      },
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'lyceum/explained-disables': 'error',
      'max-lines': ['error', 450],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      'no-restricted-exports': [
        'error',
        {
          restrictDefaultExports: {
            direct: true,
            named: true,
            defaultFrom: true,
            namedFrom: true,
            namespaceFrom: true,
          },
        },
      ],
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    name: 'lyceum/patterns',
    // Whoever chooses the text chooses how long such a pattern takes (ReDoS); of tests that is nobody else.
    files: ['src/**', 'sdk/src/**', 'admin/**'],
    plugins: { regexp },
    rules: { 'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }] },
  },
  {
    name: 'lyceum/plain-javascript',
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: nodeGlobals },
  },
  {
    name: 'lyceum/browser',
    files: ['src/modules/*/*/browser/*.js'],
    languageOptions: { globals: Object.fromEntries(browserGlobals.map((name) => [name, 'readonly'])) },
  },
  {
    name: 'lyceum/commonjs',
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { ...nodeGlobals, module: 'writable', require: 'readonly' } },
  },
  {
    name: 'lyceum/tool-configuration',
    // Tools load these by their default export.
    files: ['**/*.config.{js,mjs,ts}', 'test/setup/*.mjs'],
    rules: { 'no-restricted-exports': 'off' },
  },
  {
    name: 'lyceum/typescript',
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'lyceum/decorated-types-exist-at-run-time': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      // Nest modules are classes with nothing but a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A DTO is spread for its fields.
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // The caller of a query states the type of its rows.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // A TypeORM driver is typed by its interface and used by its class.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Nest injects what a decorated class itself declares, so a constructor that only calls super is needed.
      '@typescript-eslint/no-useless-constructor': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/prefer-readonly': 'error',
      // An async method that implements an interface rejects instead of throwing, also when it has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@nestjs/common',
              importNames: ['forwardRef'],
              message: 'Two modules that need each other are one module, or one of them publishes an event.',
            },
            {
              name: 'class-validator',
              importNames: ['Matches'],
              message: 'Give the text field a `pattern`, which is not tried on what is too long.',
            },
            { name: 'node:process', importNames: ['env'], message: 'Read the configuration from infra/config.' },
          ],
        },
      ],
      'no-restricted-syntax': ['error', noBarrels],
    },
  },
  {
    name: 'lyceum/package',
    // What a package offers is said in one place.
    files: ['sdk/src/index.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    name: 'lyceum/production-code',
    files: ['src/**/*.ts'],
    ignores: ['**/*.spec.ts', 'src/cli/**'],
    rules: { 'lyceum/statements-in-turn': 'error', 'no-console': 'error' },
  },
  {
    name: 'lyceum/environment',
    files: ['src/**/*.ts'],
    ignores: ['**/*.spec.ts', 'src/infra/config/**', 'src/cli/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Inject the typed configuration of infra/config.' },
      ],
    },
  },
  {
    name: 'lyceum/file-names',
    files: ['{src,test,migrations}/**/{index,util,utils,helper,helpers,common,misc}.ts'],
    rules: {
      'no-restricted-syntax': ['error', { selector: 'Program', message: 'Name the file after the one concept in it.' }],
    },
  },
  {
    name: 'lyceum/tests',
    files: ['test/**/*.ts', 'sdk/test/**/*.ts', '**/*.spec.ts'],
    rules: {
      // A test may assert what the compiler cannot know, and reads answers whose shape it is about to check.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'no-restricted-syntax': [
        'error',
        noBarrels,
        {
          selector: `MemberExpression[object.name=${testBlocks}][property.name=${switches}]`,
          message: everyTestRuns,
        },
        {
          selector: `MemberExpression[object.object.name=${testBlocks}][property.name=${switches}]`,
          message: everyTestRuns,
        },
        { selector: 'CallExpression[callee.name=/^[fx](it|test|describe)$/]', message: everyTestRuns },
        {
          // That something is absent is expected of the moment: to wait for it would hide that it was there.
          selector: `CallExpression:not([callee.property.name='toBe'][arguments.0.value=0]) > MemberExpression > CallExpression[callee.name='expect'] > AwaitExpression > CallExpression[callee.property.name=${momentary}]`,
          message: soon,
        },
      ],
    },
  },
);
