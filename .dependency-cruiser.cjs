/** The import rules of docs/ARCHITECTURE.md, "Who may import whom". There is no list of exceptions. */

const PAGE_SCRIPTS = '^src/modules/[^/]+/[^/]+/browser/[^/]+\\.js$';
const ENTRY_POINTS = [
  '^src/(main|worker|executor)\\.ts$',
  '^src/cli/[^/]+\\.ts$',
  // What the wasm driver starts, and the types that it is written with.
  '^src/sandbox/wasm/(quickjs|python)-guest\\.mjs$',
  '^src/sandbox/wasm/webassembly\\.d\\.ts$',
  // What the documents of pages name.
  '^src/modules/scheduling/booking-page/browser/(book|embed|manage)\\.js$',
  '^src/modules/learning/reflections/browser/reflect\\.js$',
];
const COMPOSITION = ['^src/(main|worker|executor)\\.ts$', '^src/(apps|cli)/'];
const NEST_OR_TYPEORM = ['(^|/)node_modules/(@nestjs|@nestjs-cls|nestjs-cls|typeorm)/'];
const CLIENTS = ['(^|/)node_modules/(pg|ioredis|bullmq)/'];
const PERSISTENCE = ['\\.repository\\.ts$', '\\.entity\\.ts$', '/entities/', '(^|/)node_modules/(@nestjs/)?typeorm/'];

/** What speaks HTTP: everything else can be used from a job or a command as well. */
const AT_THE_EDGE = [
  '\\.(controller|gateway|dto|table|decorator|guard|pipe)\\.ts$',
  '\\.http\\.module\\.ts$',
  '\\.spec\\.ts$',
];

/** What a feature shows to the others, in its own folder `<area>/<feature>/`: `x.module.ts`, `x.api.ts`, `x.events.ts`. */
const FEATURE_FACE = '^src/modules/[^/]+/[^/]+/[^/.]+\\.(module|api|events)\\.ts$';

const DESCRIPTOR = '^src/modules/[^/]+/[^/]+/[^/]+\\.feature\\.ts$';

/** What takes messages or ticks, and belongs to the worker alone. */
const CONSUMING = ['\\.(consumer|task|processor)\\.ts$'];

/**
 * What the HTTP edges of other features may show of it in their own requests and answers: `x.dto.ts` in the same place.
 */
const FEATURE_DTO = '^src/modules/[^/]+/[^/]+/[^/.]+\\.dto\\.ts$';
const SHOWS_DTO = '\\.(controller|dto)\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'kernel-imports-nothing-above-it',
      severity: 'error',
      comment: 'The kernel is what everything else is made of.',
      from: { path: '^src/kernel/' },
      // What tests are measured with.
      to: { path: '^(src|test|migrations)/', pathNot: '^(src/kernel|test/support)/' },
    },
    {
      name: 'kernel-is-plain-typescript',
      severity: 'error',
      comment: 'The kernel runs without a framework and without a database.',
      from: { path: '^src/kernel/' },
      to: { path: NEST_OR_TYPEORM },
    },
    {
      name: 'infra-knows-no-feature',
      severity: 'error',
      comment: 'A feature registers itself with infra, never the other way round.',
      from: { path: '^src/infra/' },
      to: { path: '^src/modules/' },
    },
    {
      name: 'the-sandbox-knows-nothing',
      severity: 'error',
      comment:
        'Programs of strangers run next to it: no configuration, database, queue or framework is in its process.',
      from: { path: '^src/sandbox/' },
      to: { path: ['^(src|test|migrations)/', ...NEST_OR_TYPEORM, ...CLIENTS], pathNot: '^src/(sandbox|kernel)/' },
    },
    {
      name: 'only-the-executor-runs-programs',
      severity: 'error',
      comment: 'What has credentials, the API and the worker, starts no program of a stranger.',
      from: { path: '^src/', pathNot: ['^src/(sandbox|cli|executor)/', '^src/executor\\.ts$', '\\.spec\\.ts$'] },
      to: { path: '^src/sandbox/' },
    },
    {
      name: 'the-executor-holds-no-credentials',
      severity: 'error',
      comment: 'Programs of strangers run beside it: it knows no database, no feature and no framework.',
      from: { path: '^src/executor\\.ts$' },
      to: {
        path: ['^src/(modules|infra/(database|sealing|access))/', '(^|/)node_modules/(pg|typeorm)/'],
        reachable: true,
      },
    },
    {
      name: 'features-meet-at-their-face',
      severity: 'error',
      comment: 'A feature reaches another only through its module, api or events file.',
      from: { path: '^src/modules/([^/]+/[^/]+)/', pathNot: SHOWS_DTO },
      to: { path: '^src/modules/', pathNot: ['^src/modules/$1/', FEATURE_FACE] },
    },
    {
      name: 'edges-meet-at-face',
      severity: 'error',
      comment: 'Controllers and DTOs may also show what another feature lets them show, in its dto file.',
      from: { path: '^src/modules/([^/]+/[^/]+)/.*\\.(controller|dto)\\.ts$' },
      to: { path: '^src/modules/', pathNot: ['^src/modules/$1/', FEATURE_FACE, FEATURE_DTO] },
    },
    {
      name: 'what-features-tell-each-other-is-no-dto',
      severity: 'error',
      comment: 'A changed answer of the API must not change what webhooks, mails and other features are told.',
      from: { path: '^src/modules/.*\\.(api|events)\\.ts$' },
      to: { path: ['\\.dto\\.ts$', '/dto/'] },
    },
    {
      name: 'only-composition-imports-composition',
      severity: 'error',
      comment: 'What an application is composed of does not know the application.',
      from: { path: '^src/', pathNot: COMPOSITION },
      to: { path: COMPOSITION },
    },
    {
      name: 'only-apps-compose-features',
      severity: 'error',
      comment: 'A descriptor says what the house has to know of a feature; only apps/ is the house.',
      from: { path: '^src/', pathNot: [...COMPOSITION, '\\.spec\\.ts$'] },
      to: { path: DESCRIPTOR },
    },
    {
      name: 'only-descriptors-load-http-and-worker-modules',
      severity: 'error',
      comment:
        'Controllers belong to the API and processors to the worker; each loads its half through the descriptor.',
      from: { path: '^src/', pathNot: [...COMPOSITION, DESCRIPTOR, '\\.spec\\.ts$'] },
      to: { path: '^src/.*\\.(http|worker)\\.module\\.ts$' },
    },
    {
      name: 'processes-load-features-on-demand',
      severity: 'error',
      comment:
        'What is imported at once is in every process: import(), so that the API has no consumer, the worker no controller.',
      from: { path: [...COMPOSITION, DESCRIPTOR] },
      to: { path: '^src/modules/.*\\.(http|worker)\\.module\\.ts$', dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'the-api-consumes-no-job',
      severity: 'error',
      comment: 'A consumer, task or processor that more than a worker module imports could get into the API.',
      from: { path: '^src/', pathNot: ['(\\.|-)worker\\.module\\.ts$', ...CONSUMING, '\\.spec\\.ts$'] },
      to: { path: CONSUMING },
    },
    {
      name: 'the-api-starts-no-queue-worker',
      severity: 'error',
      comment: 'The consuming side of the queues is for the worker.',
      from: { path: '^src/(main|apps/api\\.module)\\.ts$' },
      to: { path: '^src/infra/.*-worker\\.module\\.ts$', reachable: true },
    },
    {
      name: 'the-worker-serves-no-feature',
      severity: 'error',
      comment: 'A controller that more than an HTTP module imports could get into the worker.',
      from: { path: '^src/', pathNot: ['\\.http\\.module\\.ts$', '\\.spec\\.ts$'] },
      to: { path: '^src/modules/.*\\.controller\\.ts$' },
    },
    {
      name: 'controllers-do-not-persist',
      severity: 'error',
      comment: 'A handler calls one service method; queries belong to the repository, entities to the service.',
      from: { path: '\\.controller\\.ts$' },
      to: { path: PERSISTENCE },
    },
    {
      name: 'the-domain-does-not-know-http',
      severity: 'error',
      comment: 'Rules, policies, services and repositories throw coded errors of the kernel and take plain types.',
      from: { path: '^src/(modules|infra)/', pathNot: [...AT_THE_EDGE, '^src/infra/http/'] },
      to: { path: '^src/infra/http/' },
    },
    {
      name: 'pages-load-their-own-scripts',
      severity: 'error',
      comment: 'A browser is served this folder and nothing else.',
      from: { path: '^src/modules/([^/]+/[^/]+)/browser/[^/]+\\.js$' },
      to: { path: '.', pathNot: '^src/modules/$1/browser/[^/]+\\.js$' },
    },
    {
      name: 'the-server-runs-no-page-script',
      severity: 'error',
      comment: 'They are written for browsers, and copied instead of compiled.',
      from: { path: '^src/.*\\.ts$', pathNot: '\\.spec\\.ts$' },
      to: { path: PAGE_SCRIPTS },
    },
    {
      name: 'the-dashboard-stands-on-the-sdk',
      severity: 'error',
      comment: 'What the dashboard can do, every app can: it knows the API by the package that all of them have.',
      from: { path: '^admin/' },
      to: { path: '^(src|migrations|test|local|tools|openapi|sdk/(?!dist/))' },
    },
    {
      name: 'nothing-imports-the-dashboard',
      severity: 'error',
      comment: 'Browsers run it; the server knows the files that it is built into.',
      from: { path: '^(src|migrations)/' },
      to: { path: '^admin/' },
    },
    {
      name: 'migrations-stand-alone',
      severity: 'error',
      comment: 'A migration must mean the same for ever, so it may not depend on code that changes.',
      from: { path: '^migrations/' },
      to: { path: '^(src|test)/' },
    },
    {
      name: 'no-test-code-in-production',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '\\.spec\\.ts$' },
      to: { path: ['^test/', '\\.spec\\.ts$'] },
    },
    {
      name: 'no-cycle',
      severity: 'error',
      comment: 'Modules that need each other are one module, or one publishes an event.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unreachable-file',
      severity: 'error',
      comment: 'Neither an entry point nor imported from one: delete it, or move it to test/.',
      from: { path: ENTRY_POINTS },
      to: { path: '^src/', pathNot: ['\\.spec\\.ts$', ...ENTRY_POINTS], reachable: false },
    },
    {
      name: 'no-unresolvable-import',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-package',
      severity: 'error',
      comment: 'Installed only because another package needs it; it can vanish with any update.',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-package-in-production',
      severity: 'error',
      comment: 'The image is built without devDependencies.',
      from: { path: '^(src|migrations)/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    skipAnalysisNotInRules: true,
  },
};
