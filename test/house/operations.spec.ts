import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * Clients are generated from the ids of operations, and people read their descriptions: both keep one convention.
 */

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly security: ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly 'x-required-scope'?: string;
  readonly responses: Readonly<Record<string, object>>;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Method = (typeof METHODS)[number];

const { info, components, paths, tags } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'openapi', 'openapi.json'), 'utf8'),
) as {
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<Method, Operation>>>>>;
  readonly info: { readonly description: string };
  readonly components: {
    readonly parameters: Readonly<Record<string, { readonly schema: object }>>;
    readonly schemas: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
  };
  readonly tags: ReadonlyArray<{ readonly name: string; readonly description: string }>;
};

const operations = Object.entries(paths).flatMap(([path, methods]) =>
  METHODS.flatMap((method) => {
    const operation = methods[method];
    return operation ? [{ path, method, ...operation }] : [];
  }),
);

/** What stands alone, or before a noun: `get`, `getStatistics`, `getByToken`. One verb has one meaning. */
const COMMON_VERBS: Readonly<Record<Method, readonly string[]>> = {
  get: ['list', 'get'],
  post: ['create'],
  put: ['replace'],
  patch: ['update'],
  delete: ['delete'],
};

/** Actions beside them, in the words of the field. */
const ACTIONS: Readonly<Record<Method, readonly string[]>> = {
  get: ['explain', 'stream', 'verify'],
  post: [
    ...['accept', 'decline', 'confirm', 'respond', 'reassign', 'reschedule', 'cancel', 'restore', 'add', 'extend'],
    ...['login', 'logout', 'register', 'refresh', 'request', 'reset', 'revert', 'transfer'],
    ...['offer', 'record', 'redeliver', 'retry', 'rotate', 'sync', 'test', 'query'],
    ...['lock', 'unlock', 'pause', 'complete', 'archive', 'reopen', 'join', 'leave', 'return', 'unpublish'],
    ...['check', 'apply'],
  ],
  put: [],
  patch: ['mark'],
  // The other side of `add`: what is taken out of something and does not end by it.
  delete: ['remove'],
};

const verbOf = (id: string) => /\.([a-z]+)/.exec(id)?.[1] ?? '';

describe('operations', () => {
  it('are called resource.verb, each differently', () => {
    const ids = operations.map(({ operationId }) => operationId);

    expect(operations.length).toBeGreaterThan(150);
    expect(ids.filter((id) => !/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/.test(id))).toEqual([]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('have a verb of the list, which belongs to their method', () => {
    const others = operations
      .filter(({ method, operationId }) => ![...COMMON_VERBS[method], ...ACTIONS[method]].includes(verbOf(operationId)))
      .map(({ method, operationId }) => `${method} ${operationId}`);

    expect(others).toEqual([]);
  });

  it('use each verb of the list', () => {
    const used = new Set(operations.map(({ method, operationId }) => `${method} ${verbOf(operationId)}`));
    const known = METHODS.flatMap((method) =>
      [...COMMON_VERBS[method], ...ACTIONS[method]].map((verb) => `${method} ${verb}`),
    );

    expect(known.filter((verb) => !used.has(verb))).toEqual([]);
  });

  it('say when they are used, who may, and which limit they count in', () => {
    const silent = operations
      .filter(({ summary, description }) => {
        const [text = '', ...rest] = description.split('\n\n');
        const says = rest.some((part) => /^\*\*Access:\*\* .+\. \*\*Limit:\*\* `[a-z-]+`/.test(part));
        return !says || text.length < 30 || text === summary;
      })
      .map(({ operationId }) => operationId);

    expect(silent).toEqual([]);
  });
});

describe('errors', () => {
  interface Part {
    readonly $ref?: string;
    readonly oneOf?: readonly Part[];
    readonly content?: Readonly<Record<string, { readonly schema: Part }>>;
    readonly properties?: Readonly<Record<string, { readonly const?: unknown }>>;
  }

  const resolve = (part: Part): Part => {
    const [, , kind = '', name = ''] = part.$ref?.split('/') ?? [];
    return part.$ref === undefined
      ? part
      : (components as unknown as Record<string, Record<string, Part>>)[kind]![name]!;
  };
  const problemsOf = (response: Part): Part[] => {
    const schema = resolve(response).content?.['application/problem+json']?.schema;
    return schema ? (schema.oneOf ?? [schema]).map(resolve) : [];
  };

  it('of an operation are each of one code, under the status that it has', () => {
    const wrong = operations.flatMap(({ operationId, responses }) =>
      Object.entries(responses).flatMap(([status, response]) =>
        problemsOf(response as Part)
          .filter(({ properties: { code, status: own } = {} }) => {
            const isUnder = status === 'default' || status === String(own?.const);
            return typeof code?.const !== 'string' || typeof own?.const !== 'number' || !isUnder;
          })
          .map(() => `${operationId} ${status}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('that any request can have are among those of each operation', () => {
    const lacking = operations
      .filter(({ path }) => path.startsWith('/api/'))
      .filter(({ responses }) => {
        const problems = Object.values(responses).flatMap((response) => problemsOf(response as Part));
        const codes = problems.map(({ properties }) => properties?.['code']?.const);
        return ['rate_limited', 'internal_error', 'service_unavailable'].some((code) => !codes.includes(code));
      });
    expect(lacking.map(({ operationId }) => operationId)).toEqual([]);
  });
});

describe('API keys', () => {
  const signedIn = operations.filter(({ security }) => security.some((requirement) => 'bearer' in requirement));
  const closed = signedIn.filter((operation) => operation['x-required-scope'] === undefined);

  it('have a scope of the resource and the method for each operation, or are told that they may not call it', () => {
    const wrong = signedIn.filter((operation) => {
      const { method, tags, security, description } = operation;
      const scope = operation['x-required-scope'];
      const takesKeys = security.some((requirement) => 'apiKey' in requirement);
      if (scope === undefined) return takesKeys || !description.includes('; no API keys. ');
      const usual = `${tags[0]!.toLowerCase().replaceAll(' ', '-')}:${method === 'get' ? 'read' : 'write'}`;
      const isExpected = scope === usual || operation.operationId === 'freeBusy.query';
      return !takesKeys || !isExpected || !description.includes(`; API keys with \`${scope}\`. `);
    });
    expect(wrong.map(({ operationId }) => operationId)).toEqual([]);
  });

  it('have every scope for something', () => {
    const used = new Set(operations.map((operation) => operation['x-required-scope']));
    const { enum: scopes } = components.schemas['ApiKeyScope']!;
    expect(scopes?.filter((scope) => scope.endsWith(':read') && !used.has(scope))).toEqual([]);
    expect(scopes?.filter((scope) => scope.endsWith(':write') && !used.has(scope))).toEqual([]);
    expect([...used].filter((scope) => scope !== undefined && !scopes?.includes(scope))).toEqual([]);
  });

  it('reach nothing that decides who gets into an account, owns an organization or runs the installation', () => {
    const byRule = /^\/api\/v1\/(admin|auth|api-keys)(\/|$)/;
    const others = closed.filter(({ path }) => !byRule.test(path)).map(({ operationId }) => operationId);
    expect(signedIn.filter(({ path }) => byRule.test(path)).every((operation) => closed.includes(operation))).toBe(
      true,
    );
    expect(others.sort()).toEqual([
      'analytics.listEvents',
      'invitations.accept',
      'invitations.acceptByToken',
      'joinRequests.create',
      'oneRosterClients.create',
      'oneRosterClients.delete',
      'oneRosterClients.get',
      'oneRosterClients.list',
      'oneRosterClients.rotate',
      'organizations.create',
      'organizations.delete',
      'organizations.transfer',
      'serviceAccounts.create',
      'serviceAccounts.delete',
      'serviceAccounts.get',
      'serviceAccounts.list',
      'serviceAccounts.update',
      'sessionCollaborators.transfer',
      'sessionInvitationLinks.accept',
      'userSessions.delete',
      'userSessions.deleteAll',
      'userSessions.list',
      'users.confirmEmailChange',
      'users.create',
      'users.createMany',
      'users.delete',
      'users.deleteMe',
      'users.get',
      'users.getCsv',
      'users.getStatistics',
      'users.getStats',
      'users.list',
      'users.replace',
      'users.requestEmailChange',
      'users.update',
      'users.updateMyPassword',
    ]);
  });
});

it('tags say what they are about', () => {
  expect(tags.length).toBeGreaterThan(10);
  expect(tags.filter(({ name, description }) => description.length < 20 || description === name)).toEqual([]);
});

it('an introduction says what to know before the first call', () => {
  const headings = [...info.description.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(
    expect.arrayContaining(['Get a token', 'Lists', 'Safe repetition', 'Errors', 'Limits', 'Versions']),
  );
});

it('no Idempotency-Key is filled in, which would make the second call repeat the first', () => {
  expect(components.parameters['IdempotencyKeyHeader']?.schema).toEqual({
    type: 'string',
    minLength: 1,
    maxLength: 255,
  });
});
