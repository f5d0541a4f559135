import { readFile, rm } from 'node:fs/promises';
import { repositoryFile, runTool, writeProject } from './tool-run.js';

// The documents are wrong on purpose, so they are built as plain JSON.
type Json = any; // eslint-disable-line @typescript-eslint/no-explicit-any -- any OpenAPI document, also an invalid one

const reference = (schema: string): Json => ({ $ref: `#/components/schemas/${schema}` });

const problem = (schema: Json): Json => ({
  description: 'What went wrong.',
  content: { 'application/problem+json': { schema } },
});

const problemOf = (code: string, status: number): Json => ({
  type: 'object',
  allOf: [reference('Problem')],
  required: ['code', 'status'],
  properties: { code: { type: 'string', const: code }, status: { type: 'integer', const: status } },
});

const limit = {
  name: 'limit',
  in: 'query',
  description: 'Items per page.',
  schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
};

const answer = (schema: string): Json => ({
  description: 'What was asked for.',
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
});

/** A document that keeps every rule. */
function document(): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sample',
      version: '1.0.0',
      description: 'A sample.',
      license: { name: 'MIT', url: 'https://spdx.org/licenses/MIT.html' },
    },
    servers: [{ url: '/' }],
    tags: [{ name: 'bookings', description: 'Time that is taken.' }],
    paths: {
      '/api/v1/bookings': {
        get: {
          operationId: 'bookings.list',
          summary: 'My bookings',
          description: 'For a calendar.',
          tags: ['bookings'],
          security: [{ bearer: [] }],
          parameters: [limit],
          responses: { '200': answer('BookingPage'), '400': problem(reference('ValidationFailedProblem')) },
        },
        post: {
          operationId: 'bookings.create',
          summary: 'Book a time',
          description: 'For a form.',
          tags: ['bookings'],
          security: [{ bearer: [] }],
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Booking' } } },
          },
          responses: {
            default: problem(reference('RateLimitedProblem')),
            '201': {
              ...answer('Booking'),
              headers: { Location: { description: 'Where it is.', schema: { type: 'string' } } },
            },
            '409': problem({ oneOf: [reference('SlotTakenProblem'), reference('KeyInUseProblem')] }),
          },
        },
      },
      '/health': {
        get: {
          operationId: 'health.get',
          summary: 'What works',
          description: 'For monitoring.',
          tags: ['bookings'],
          security: [],
          responses: {
            '200': answer('Booking'),
            '429': problem(reference('RateLimitedProblem')),
            '503': answer('Booking'),
          },
        },
      },
    },
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Booking: {
          type: 'object',
          required: ['title'],
          properties: {
            title: { type: 'string', example: 'Maths' },
            startsAt: { type: 'string', format: 'date-time' },
          },
        },
        BookingPage: {
          type: 'object',
          required: ['data', 'meta'],
          properties: {
            data: { type: 'array', items: { $ref: '#/components/schemas/Booking' } },
            meta: { type: 'object' },
          },
        },
        Problem: {
          type: 'object',
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            code: { type: 'string' },
            requestId: { type: 'string' },
          },
        },
        ValidationFailedProblem: problemOf('validation_failed', 400),
        SlotTakenProblem: problemOf('slot_taken', 409),
        KeyInUseProblem: problemOf('key_in_use', 409),
        RateLimitedProblem: problemOf('rate_limited', 429),
      },
    },
  };
}

interface Breach {
  readonly what: string;
  readonly breach: (operation: Json, document: Json) => void;
  readonly redocly: readonly string[];
  readonly spectral: readonly string[];
}

/** `operation` is the POST operation of the sound document. */
const breaches: Breach[] = [
  {
    what: 'an operation without a summary',
    breach: (operation) => delete operation.summary,
    redocly: ['operation-summary'],
    spectral: ['lyceum-operation-has-summary'],
  },
  {
    what: 'an operation without a description',
    breach: (operation) => delete operation.description,
    redocly: ['operation-description'],
    spectral: ['operation-description'],
  },
  {
    what: 'an operation without a tag',
    breach: (operation) => delete operation.tags,
    redocly: ['operation-tag-defined'],
    spectral: ['lyceum-operation-has-tag', 'operation-tags'],
  },
  {
    what: 'a tag that nothing describes',
    breach: (operation) => (operation.tags = ['loose']),
    redocly: ['operation-tag-defined'],
    spectral: ['operation-tag-defined'],
  },
  {
    what: 'an operation without an id',
    breach: (operation) => delete operation.operationId,
    redocly: ['operation-operationId', 'rule/operation-id-is-resource-and-verb'],
    spectral: ['lyceum-operation-has-id', 'operation-operationId'],
  },
  {
    what: 'an operationId that is no resource and verb',
    breach: (operation) => (operation.operationId = 'createBooking'),
    redocly: ['rule/operation-id-is-resource-and-verb'],
    spectral: ['lyceum-operation-has-id'],
  },
  {
    what: 'two operations with one id',
    breach: (operation) => (operation.operationId = 'bookings.list'),
    redocly: ['operation-operationId-unique'],
    spectral: ['operation-operationId-unique'],
  },
  {
    what: 'an operation that is silent about sign-in',
    breach: (operation) => delete operation.security,
    redocly: ['security-defined'],
    spectral: ['lyceum-operation-states-security'],
  },
  {
    what: 'a security scheme that does not exist',
    breach: (operation) => (operation.security = [{ cookie: [] }]),
    redocly: ['security-defined'],
    spectral: ['oas3-operation-security-defined'],
  },
  {
    what: 'an operation that never fails',
    breach: (operation) => delete operation.responses['409'],
    redocly: ['no-unused-components', 'operation-4xx-response'],
    spectral: ['oas3-unused-component'],
  },
  {
    what: 'an operation that never succeeds',
    breach: (operation) => delete operation.responses['201'],
    redocly: [],
    spectral: ['operation-success-response'],
  },
  {
    what: 'an error in plain JSON',
    breach: (operation) => (operation.responses['409'] = answer('Problem')),
    redocly: ['no-unused-components', 'operation-4xx-problem-details-rfc7807'],
    spectral: ['lyceum-error-is-a-problem', 'oas3-unused-component'],
  },
  {
    what: 'an error without a body',
    breach: (operation) => (operation.responses['500'] = { description: 'Sorry.' }),
    redocly: [],
    spectral: ['lyceum-error-is-a-problem'],
  },
  {
    what: 'an error of any status without a body',
    breach: (operation) => (operation.responses.default = { description: 'Sorry.' }),
    redocly: [],
    spectral: ['lyceum-error-is-a-problem'],
  },
  {
    what: 'a problem without a code',
    breach: (_operation, { components }) => delete components.schemas.RateLimitedProblem.properties.code,
    redocly: [],
    spectral: ['lyceum-problem-has-a-code'],
  },
  {
    what: 'one of several problems without a code',
    breach: (_operation, { components }) => delete components.schemas.KeyInUseProblem.properties.code,
    redocly: [],
    spectral: ['lyceum-problem-has-a-code'],
  },
  {
    what: 'a problem without an id of its request',
    breach: (_operation, { components }) => delete components.schemas.Problem.properties.requestId,
    redocly: [],
    spectral: ['lyceum-problem-has-a-code'],
  },
  {
    what: 'a created resource without a location',
    breach: (operation) => delete operation.responses['201'].headers,
    redocly: [],
    spectral: ['lyceum-created-has-location'],
  },
  {
    what: 'a property in snake case',
    breach: (_operation, { components }) => (components.schemas.Booking.properties.starts_at = { type: 'string' }),
    redocly: [],
    spectral: ['lyceum-property-is-camel-case'],
  },
  {
    what: 'a parameter in snake case',
    breach: (operation) => (operation.parameters = [{ ...limit, name: 'page_size' }]),
    redocly: [],
    spectral: ['lyceum-parameter-is-camel-case'],
  },
  {
    what: 'a parameter without a description',
    breach: (operation) => (operation.parameters = [{ ...limit, description: undefined }]),
    redocly: ['parameter-description'],
    spectral: ['oas3-parameter-description'],
  },
  {
    what: 'a schema in snake case',
    breach: (operation, { components }) => {
      components.schemas.other_booking = components.schemas.Booking;
      operation.responses['201'].content = answer('other_booking').content;
    },
    redocly: ['rule/schemas-are-named-in-pascal-case'],
    spectral: [],
  },
  {
    what: 'a path in camel case',
    breach: (operation, { paths }) =>
      (paths['/api/v1/bookingHolds'] = { post: { ...operation, operationId: 'holds.create' } }),
    redocly: [],
    spectral: ['lyceum-path-is-kebab-case'],
  },
  {
    what: 'paths that can mean the same request',
    breach: (operation, { paths }) => {
      const copied = { ...operation, parameters: [{ ...limit, name: 'id', in: 'path', required: true }] };
      paths['/api/v1/bookings/by-title/{id}'] = { post: { ...copied, operationId: 'bookings.a' } };
      paths['/api/v1/bookings/{id}/copies'] = { post: { ...copied, operationId: 'bookings.b' } };
    },
    redocly: ['no-ambiguous-paths'],
    spectral: [],
  },
  {
    what: 'a list without a limit',
    breach: (_operation, { paths }) => delete paths['/api/v1/bookings'].get.parameters,
    redocly: [],
    spectral: ['lyceum-list-is-bounded'],
  },
  {
    what: 'a list of up to a thousand items',
    breach: (_operation, { paths }) =>
      (paths['/api/v1/bookings'].get.parameters = [{ ...limit, schema: { ...limit.schema, maximum: 1000 } }]),
    redocly: [],
    spectral: ['lyceum-list-is-bounded'],
  },
  {
    what: 'a reference to nothing',
    breach: (operation) => (operation.responses['200'] = answer('Bookings')),
    redocly: ['no-unresolved-refs'],
    spectral: ['invalid-ref'],
  },
  {
    what: 'an answer that is a bare array',
    breach: (operation) => {
      operation.responses['200'] = answer('Booking');
      operation.responses['200'].content['application/json'].schema = { type: 'array', items: { type: 'string' } };
    },
    redocly: [],
    spectral: ['lyceum-answer-is-not-a-bare-array'],
  },
  {
    what: 'a request in a form',
    breach: ({ requestBody: { content } }) => {
      content['application/x-www-form-urlencoded'] = content['application/json'];
    },
    redocly: ['request-mime-type'],
    spectral: [],
  },
  {
    what: 'a component that nothing uses',
    breach: (_operation, { components }) => (components.schemas.Forgotten = { type: 'object' }),
    redocly: ['no-unused-components'],
    spectral: ['oas3-unused-component'],
  },
  {
    what: 'an example that its schema refuses',
    breach: (_operation, { components }) => (components.schemas.Booking.properties.title.example = 5),
    redocly: ['no-invalid-schema-examples'],
    spectral: ['oas3-valid-schema-example'],
  },
  {
    what: 'a body whose example its schema refuses',
    breach: ({ requestBody }) => (requestBody.content['application/json'].example = { startsAt: 'soon' }),
    redocly: ['no-invalid-media-type-examples'],
    spectral: ['oas3-valid-media-example'],
  },
  {
    what: 'a reference to another file',
    breach: (operation) => (operation.responses['409'] = { $ref: './sound.json#/paths/~1health/get/responses/429' }),
    redocly: ['no-unused-components'],
    spectral: ['lyceum-references-are-local', 'oas3-unused-component'],
  },
  {
    what: 'a document that is no OpenAPI document',
    breach: (operation) => (operation.responses = []),
    redocly: ['no-unused-components', 'struct'],
    spectral: ['oas3-schema', 'oas3-unused-component'],
  },
];

describe('the rules of the OpenAPI document', () => {
  let directory: string;
  const redocly = new Map<string, Set<string>>();
  const spectral = new Map<string, Set<string>>();
  const exitCodes: number[] = [];

  function note(found: Map<string, Set<string>>, path: string, rule: string): void {
    const file = path.slice(path.lastIndexOf('/') + 1);
    found.set(file, (found.get(file) ?? new Set()).add(rule));
  }

  beforeAll(async () => {
    const broken = breaches.map(({ breach }, index) => {
      const sample = document();
      breach(sample.paths['/api/v1/bookings'].post, sample);
      return [`broken-${index}.json`, JSON.stringify(sample)];
    });
    directory = await writeProject({ 'sound.json': JSON.stringify(document()), ...Object.fromEntries(broken) });
    const files = ['sound.json', ...broken.map(([file]) => file!)];

    const redoclyRun = await runTool(
      'redocly',
      ['lint', '--config', repositoryFile('redocly.yaml'), '--format', 'json', '--max-problems', '1000', ...files],
      directory,
    );
    const reports = redoclyRun.stdout.split(/(?<=^\})(?=\{)/m).map((text) => JSON.parse(text));
    for (const { ruleId, location } of reports.flatMap(({ problems }) => problems)) {
      note(redocly, location[0].source.ref, ruleId);
    }

    const spectralRun = await runTool(
      'spectral',
      ['lint', '--ruleset', repositoryFile('.spectral.yaml'), '--format', 'json', '--fail-severity', 'warn', ...files],
      directory,
    );
    for (const { code, source } of JSON.parse(spectralRun.stdout)) note(spectral, source, code);
    exitCodes.push(redoclyRun.exitCode, spectralRun.exitCode);
  }, 120_000);

  afterAll(() => rm(directory, { recursive: true }));

  it('fail the lint when one is broken', () => {
    expect(exitCodes).toEqual([1, 1]);
  });

  it('accept a sound document', async () => {
    const redoclyConfig = ['--config', repositoryFile('redocly.yaml')];
    const spectralConfig = ['--ruleset', repositoryFile('.spectral.yaml'), '--fail-severity', 'warn'];

    expect(redocly.get('sound.json')).toBeUndefined();
    expect(spectral.get('sound.json')).toBeUndefined();
    expect(await runTool('redocly', ['lint', ...redoclyConfig, 'sound.json'], directory)).toMatchObject({
      exitCode: 0,
    });
    expect(await runTool('spectral', ['lint', ...spectralConfig, 'sound.json'], directory)).toMatchObject({
      exitCode: 0,
    });
  });

  it('are all shown to refuse something, as far as they are our own', async () => {
    const shown = new Set(breaches.flatMap(({ redocly, spectral }) => [...redocly, ...spectral]));
    const rulesets = [
      await readFile(repositoryFile('redocly.yaml'), 'utf8'),
      await readFile(repositoryFile('.spectral.yaml'), 'utf8'),
    ];
    const own = rulesets.flatMap((ruleset) =>
      [...ruleset.matchAll(/^ {2}((?:lyceum-|rule\/)[a-z-]+):/gm)].map(([, name]) => name!),
    );

    expect(own.length).toBeGreaterThan(10);
    expect(own.filter((rule) => !shown.has(rule))).toEqual([]);
  });

  it.each(breaches.map((breach, index) => [breach.what, `broken-${index}.json`, breach] as const))(
    'refuse %s',
    (_what, file, breach) => {
      const rules = {
        redocly: [...(redocly.get(file) ?? [])].sort(),
        spectral: [...(spectral.get(file) ?? [])].sort(),
      };
      expect(rules).toEqual({ redocly: breach.redocly, spectral: breach.spectral });
    },
  );
});
