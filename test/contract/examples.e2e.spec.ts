import { EXAMPLE_IDS } from '../../src/infra/http/example-ids.js';
import { EXAMPLE_SECRET } from '../../src/infra/http/examples.js';
import {
  isOpen,
  nameOf,
  neededHeaders,
  type Operation,
  operations,
  type Parameter,
  parametersIn,
} from '../security/operations.js';
import type { ApiResponse } from '../support/http.js';
import { startDemo, type Demo } from './demo.js';
import { promisedBy } from './promised-states.js';

/*
 * Every named example of the document is sent to the demo as it stands, to the path that Swagger UI fills in, by the person
 * whom the README names, and works. The answer to the first example of an operation has the state that the document shows.
 * What is read is asked with all that is filled in.
 */

/** What others need comes first, then what ends nothing, what ends something, and at the end what makes another account of it. */
const ORDER = [
  ['POST /auth/register', 'POST /auth/email-verification/confirm'],
  [],
  [
    'POST /bookings/{id}/cancel',
    'POST /course-meetings/{id}/cancel',
    'POST /manage/{token}/cancel',
    'POST /hosted/{token}/cancel',
    'POST /organizations/{id}/transfer',
    'POST /sessions/{id}/transfer',
  ],
  [
    'POST /users/me/email',
    'POST /users/me/email/confirm',
    'POST /users/me/email/revert',
    'PATCH /users/me/password',
    'POST /auth/password/forgot',
    'POST /auth/password/reset',
    'DELETE /users/me',
  ],
];
const ANY = 1;

function place(operation: Operation): readonly [group: number, index: number] {
  const group = ORDER.findIndex((names) => names.includes(nameOf(operation)));
  return group < 0 ? [ANY, 0] : [group, ORDER[group]?.indexOf(nameOf(operation)) ?? 0];
}

function inOrder(one: Operation, other: Operation): number {
  const [[group, index], [otherGroup, otherIndex]] = [place(one), place(other)];
  return group - otherGroup || index - otherIndex;
}

interface Case {
  readonly operation: Operation;
  readonly isFirst: boolean;
  readonly value: Readonly<Record<string, unknown>>;
}

const withBody = operations.filter(({ requestBody }) => requestBody);
const examplesOf = ({ requestBody }: Operation) =>
  Object.entries(requestBody?.content?.['application/json']?.examples ?? {});
const cases: [string, Case][] = withBody
  .toSorted(inOrder)
  .flatMap((operation) =>
    examplesOf(operation).map(([name, { value }], index): [string, Case] => [
      `${nameOf(operation)}: ${name}`,
      { operation, value, isFirst: index === 0 },
    ]),
  );

/** What a reader of Swagger UI finds in the field of this parameter. */
const filledIn = ({ schema }: Parameter): unknown => schema.example;
const reads = operations.filter(
  (operation) =>
    operation.method === 'GET' &&
    nameOf(operation) !== 'GET /notifications/stream' &&
    parametersIn(operation, 'path').every((parameter) => filledIn(parameter) !== undefined),
);

/**
 * The only things that are put in: what is in a mail, or in the answer that somebody got once. Nobody may know them
 * beforehand, because whoever has one may do what it is for.
 */
const SECRETS: Readonly<Record<string, (demo: Demo) => Promise<string>>> = {
  'POST /auth/email-verification/confirm': (demo) => demo.mailed('charles@example.org', 'Confirm your e-mail address'),
  'POST /auth/password/reset': (demo) => demo.mailed('ada@example.org', 'Reset your password'),
  'POST /auth/refresh': (demo) => demo.refreshToken(),
  'POST /hosted/{token}/cancel': (demo) => demo.hostLink(),
  'POST /hosted/{token}/decline': (demo) => demo.hostLink(),
  'POST /invitations/accept': async (demo) => {
    await demo.invite('charles@example.org');
    return demo.mailed('charles@example.org', 'Invitation');
  },
  'POST /manage/{token}/cancel': (demo) => demo.guestLink(),
  'POST /manage/{token}/reschedule': (demo) => demo.guestLink(),
  'POST /session-invitations/accept': async (demo) => {
    const path = `/sessions/${EXAMPLE_IDS.session}/invitations`;
    return (await (await demo.ada()).post(path, { role: 'editor' })).body.secret;
  },
  'POST /sessions/{id}/guests': async (demo) => {
    const path = `/sessions/${EXAMPLE_IDS.session}/guest-links`;
    return (await (await demo.ada()).post(path, { role: 'editor' })).body.secret;
  },
  'POST /users/me/email/confirm': (demo) => demo.mailed('ada@example.net', 'Confirm your new e-mail address'),
  'POST /users/me/email/revert': (demo) =>
    demo.mailed('ada@example.org', 'The e-mail address of your account was changed'),
};

/** The ids of what does not last, which a demo cannot have. */
const PASSING: Readonly<Record<string, (demo: Demo) => Promise<string>>> = {
  'POST /execute/status/{jobId}/input': (demo) => (talkedTo ??= startTalk(demo)),
};

/** One for all examples: nobody has many at once. */
let talkedTo: Promise<string> | undefined;

async function startTalk(demo: Demo): Promise<string> {
  const program = { language: 'python', code: 'print(input())', interactive: true };
  return (await (await demo.ada()).post('/execute', program)).body.id;
}

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

afterAll(() => demo.stop());

function pathOf(operation: Operation, secret = ''): string {
  const parameters = parametersIn(operation, 'path');
  return parameters.reduce((path, parameter) => {
    const value = (filledIn(parameter) ?? secret) as string;
    return path.replace(`{${parameter.name}}`, value);
  }, operation.path);
}

function queryOf(operation: Operation): string {
  const filled = parametersIn(operation, 'query').filter((parameter) => filledIn(parameter) !== undefined);
  return new URLSearchParams(
    Object.fromEntries(filled.map((parameter) => [parameter.name, String(filledIn(parameter))])),
  ).toString();
}

/** Ada; but for what only administrators do, what the owner of a mailed link does, and what comes before anybody is there. */
function sender(operation: Operation) {
  if (
    /^\/(admin|analytics\/[de]|users(\/bulk|\/export|\/statistics|\/stats|\/\{id\}(\/sessions)?)?$)/.test(
      operation.path,
    )
  )
    return demo.admin;
  if (
    [
      'POST /auth/email-verification/confirm',
      'POST /invitations/accept',
      'POST /join-requests',
      'POST /session-invitations/accept',
    ].includes(nameOf(operation))
  )
    return demo.charles();
  return isOpen(operation) && operation.path.startsWith('/auth/') ? demo.nobody : demo.ada();
}

/** What is wrong with an answer; modules have a `code` as well. */
function refusalIn(status: number, body: ApiResponse['body']): unknown[] {
  return Math.floor(status / 100) === 2 ? [] : ['refused', body?.code, body?.errors];
}

it('is there for every operation that takes a body', () => {
  expect(withBody.filter((operation) => examplesOf(operation).length === 0).map(nameOf)).toEqual([]);
  expect(withBody.length).toBeGreaterThan(50);
});

it('is of a time that is not near', () => {
  const [first = ''] = [...JSON.stringify(cases).matchAll(/"(20[3-9]\d-[^"]+)"/g)].map(([, time]) => time).sort();
  expect(new Date(first).getTime()).toBeGreaterThan(Date.now() + 2 * 365 * 86_400_000);
});

it('is nowhere in a header, where it would be sent by whoever overlooks it', () => {
  const filled = operations.filter((operation) =>
    parametersIn(operation, 'header').some((parameter) => filledIn(parameter) !== undefined),
  );
  expect(filled.map(nameOf)).toEqual([]);
});

it('has a secret put in only where there is one', () => {
  const secret = cases.filter(([, { operation, value }]) => {
    return operation.path.includes('{token}') || JSON.stringify(value).includes(EXAMPLE_SECRET);
  });
  expect([...new Set(secret.map(([, { operation }]) => nameOf(operation)))].sort()).toEqual(
    Object.keys(SECRETS).sort(),
  );
});

it.each(reads.map((operation) => [nameOf(operation), operation] as const))('works: %s', async (_name, operation) => {
  const by = await sender(operation);
  const { status, body } = await by.send(operation.method, `${pathOf(operation)}?${queryOf(operation)}`);
  expect([status, ...refusalIn(status, body)]).toEqual([status]);
});

it.each(cases)('works: %s', async (_name, { operation, value, isFirst }) => {
  const secret = await (SECRETS[nameOf(operation)] ?? PASSING[nameOf(operation)])?.(demo);
  const sent = Object.entries(value).map(([name, part]) => [name, part === EXAMPLE_SECRET ? secret : part]);
  const by = await sender(operation);
  const { status, body } = await by.send(operation.method, pathOf(operation, secret), Object.fromEntries(sent), {
    headers: neededHeaders(operation),
  });
  expect([status, ...refusalIn(status, body)]).toEqual([status]);
  const promised = isFirst ? promisedBy(operation.operationId, status) : undefined;
  if (promised) expect(body).toEqual(expect.objectContaining(promised));
});
