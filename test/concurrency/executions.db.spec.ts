import * as Y from 'yjs';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import type { RequestWithActor } from '../../src/infra/access/access.decorator.js';
import type { Actor } from '../../src/infra/access/actor.js';
import { QueueConfig } from '../../src/infra/config/config.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { CodedError } from '../../src/kernel/coded-error.js';
import { newId } from '../../src/kernel/ids.js';
import { EXECUTED_IN_ORGANIZATION } from '../../src/modules/learning/executions/executions.limits.js';
import { ExecutionsModule } from '../../src/modules/learning/executions/executions.module.js';
import { ExecutionCharges } from '../../src/modules/learning/executions/run/execution-charges.js';
import { shared } from '../../src/modules/learning/executions/run/executor-offers.js';
import { ExecutionsService } from '../../src/modules/learning/executions/run/executions.service.js';
import { DocumentsRepository } from '../../src/modules/learning/sessions/live/documents.repository.js';
import { RoomDocument } from '../../src/modules/learning/sessions/live/room-document.js';
import { RoomReader } from '../../src/modules/learning/sessions/live/room-reader.js';
import { SessionsService } from '../../src/modules/learning/sessions/room/sessions.service.js';
import { OrganizationsService } from '../../src/modules/people/organizations/organization/organizations.service.js';
import { UsersApi } from '../../src/modules/people/users/users.api.js';
import { offerLanguages } from '../support/executor-offer.mjs';
import { eventually } from '../support/eventually.js';
import { readServices } from '../support/services.mjs';

const [OWN, ALL, CROWD] = [3, 5, 20];

let composed: ComposedApp;

beforeAll(async () => {
  composed = await composeApp(ExecutionsModule, {
    settings: { EXECUTIONS_AT_ONCE_PERSON: String(OWN), EXECUTIONS_AT_ONCE_ORGANIZATION: String(ALL) },
  });
});

afterAll(() => composed.close());

const get = <T>(token: abstract new (...parameters: never[]) => T): T => composed.app.get<T>(token, { strict: false });

async function person(name: string): Promise<Actor> {
  const { id } = await get(Transactions).run(() =>
    get(UsersApi).create({ name, email: `${name.toLowerCase()}@example.test` }),
  );
  return { userId: id, role: 'user', sessionId: newId() };
}

const run = (actor: Actor, more: object = {}) =>
  get(ExecutionsService).create(actor, { language: 'python', code: 'print(42)', ...more });

/** @returns codes of refusals, and null for successes */
async function outcomes(works: ReadonlyArray<Promise<unknown>>): Promise<(string | null)[]> {
  return (await Promise.allSettled(works)).map((one) => {
    if (one.status === 'fulfilled') return null;
    if (one.reason instanceof CodedError) return one.reason.code;
    throw one.reason;
  });
}

const taken = (codes: readonly (string | null)[]) => codes.filter((code) => code === null).length;

describe('running programs', () => {
  it('is refused while no executor is there', async () => {
    const ada = await person('Ada');
    expect(await outcomes([run(ada), run(ada, { language: 'cobol' })])).toEqual([
      'execution_unavailable',
      'unsupported_language',
    ]);
    await offerLanguages(readServices().redisUrl, get(QueueConfig).prefix);
    await eventually(
      () => get(ExecutionsService).listLanguages(),
      ({ languages }) => languages.length > 0,
    );
    expect(await outcomes([run(ada), run(ada, { language: 'rust' })])).toEqual([null, 'unsupported_language']);
  });

  it('takes exactly as many at once as a person may, and another when one has ended', async () => {
    const grace = await person('Grace');
    const codes = await outcomes(Array.from({ length: CROWD }, () => run(grace)));
    expect([taken(codes), new Set(codes)]).toEqual([OWN, new Set([null, 'too_many_executions'])]);
    const { rows } = await composed.database.pool.query<{ id: string }>(
      `SELECT id FROM executions WHERE user_id = $1 LIMIT 1`,
      [grace.userId],
    );
    await get(ExecutionsService).cancel(grace, rows[0]!.id);
    expect(taken(await outcomes([run(grace), run(grace)]))).toBe(1);
  });

  it('takes exactly as many at once as the rooms of an organization may, of all people together', async () => {
    const owner = await person('Alan');
    const organization = await get(OrganizationsService).create(owner, { name: 'Academy' });
    const others = await Promise.all(['Mary', 'Emmy', 'Hypatia'].map(person));
    const { id: sessionId } = await get(SessionsService).create(owner, {
      title: 'Recursion',
      organizationId: organization.id,
    });
    for (const { userId } of others) {
      await composed.database.pool.query(
        `INSERT INTO session_collaborators (session_id, user_id, role) VALUES ($1, $2, 'editor')`,
        [sessionId, userId],
      );
      await composed.database.pool.query(
        `INSERT INTO organization_members (organization_id, user_id, role) VALUES ($1, $2, 'member')`,
        [organization.id, userId],
      );
    }
    const everybody = [owner, ...others];
    const codes = await outcomes(everybody.flatMap((actor) => [1, 2, 3].map(() => run(actor, { sessionId }))));
    expect([taken(codes), new Set(codes)]).toEqual([ALL, new Set([null, 'too_many_executions'])]);
    // Each counts for the organization over time, too.
    const charged = async (body: object) =>
      (await get(ExecutionCharges).of({ body, user: owner } as RequestWithActor))
        .shares!.filter(({ quota }) => quota === EXECUTED_IN_ORGANIZATION)
        .map(({ of }) => of);
    expect([await charged({ sessionId }), await charged({ sessionId: newId() }), await charged({})]).toEqual([
      [organization.id],
      [],
      [],
    ]);
  });

  it('takes what is written in a room, from the file that is said, and nothing that no run takes', async () => {
    const [owner, stranger] = [await person('Barbara'), await person('Niklaus')];
    const { id: sessionId } = await get(SessionsService).create(owner, {
      ...{ title: 'Abstraction', language: 'python', content: 'import stack' },
    });
    const doc = new Y.Doc();
    for (const [id, path, content] of [
      ['0197f0a0-0000-7000-8000-000000000001', 'stack.py', 'print(1)'],
      ['0197f0a0-0000-7000-8000-000000000002', '.env', 'SECRET=1'],
    ] as const) {
      doc.getMap('files').set(id, { path });
      doc.getText(`text:${id}`).insert(0, content);
    }
    await get(DocumentsRepository).append({
      ...{ sessionId, content: Y.encodeStateAsUpdate(doc), source: newId(), position: 1, shares: [] },
    });
    const create = (actor: Actor, more: object) => get(ExecutionsService).create(actor, { sessionId, ...more });
    const [main, stack] = [
      { path: 'main.py', content: 'import stack' },
      { path: 'stack.py', content: 'print(1)' },
    ];
    expect(await create(owner, {})).toMatchObject({ language: 'python', files: [main, stack] });
    expect((await create(owner, { entry: 'stack.py' })).files).toEqual([stack, main]);
    const unsaved = new Y.Doc();
    unsaved.getText('text:main').insert(0, '# typed\n');
    const { updates } = (await get(DocumentsRepository).load(sessionId))!;
    const open = new RoomDocument([...updates, Y.encodeStateAsUpdate(unsaved)]);
    get(RoomReader).readOpenBy(() => Promise.resolve(open));
    expect((await create(owner, {})).files[0]!.content).toContain('# typed\n');
    const asked = [{ entry: 'queue.py' }, { entry: 'stack.py', code: '', language: 'python' }, { code: 'print(1)' }];
    expect(await outcomes([...asked.map((more) => create(owner, more)), create(stranger, {})])).toEqual([
      ...asked.map(() => 'validation_failed'),
      'not_found',
    ]);
  });

  it('offers what all executors know', () => {
    const enforcement = {
      cpuMs: 'none',
      memoryBytes: 'none',
      cpus: 'none',
      processes: 'none',
      diskBytes: 'none',
    } as const;
    const offer = (...languages: ('python' | 'go' | 'rust')[]) => ({
      languages: languages.map((language) => ({ language, version: '1', driver: 'wasm' as const, enforcement })),
      limits: { wallMs: 1, cpuMs: 1, memoryBytes: 1, cpus: 1, processes: 1, outputBytes: 1, diskBytes: 1 },
    });
    expect(shared([offer('python', 'go'), offer('go', 'rust')]).languages.map(({ language }) => language)).toEqual([
      'go',
    ]);
    expect(shared([])).toEqual({ languages: [], limits: null });
  });
});
