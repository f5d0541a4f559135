import { type Person, signUpAdmin, signUpAll } from '../../factories/person.js';
import { createSession } from '../../factories/session.js';
import { isRunning, treeOf } from '../../../src/sandbox/process-table.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { RoomClient } from '../../support/room-client.js';
import { startSystem, type System } from '../../support/system.mjs';

const PATIENCE_MS = 60_000;
const AT_ONCE = 3;

let system: System;
let admin: Person;
let ada: Person;
let charles: Person;
let grace: Person;

beforeAll(async () => {
  system = await startSystem({
    executor: true,
    env: {
      EXECUTIONS_AT_ONCE_PERSON: String(AT_ONCE),
      QUEUE_STALLED_AFTER_MS: '2000',
      EXECUTOR_RESTARTS: '0',
    },
  });
  const api = new ApiClient(system.api.url);
  [ada, charles, grace] = await signUpAll(api, 'Ada', 'Charles', 'Grace');
  admin = await signUpAdmin(api, system.db);
  await eventually(
    async () => (await ada.api.get('/execute/languages')).body.languages,
    (languages) => languages.length > 0,
  );
});

afterAll(() => system.stop());

type Body = ApiResponse['body'];

async function run(person: Person, program: object, path = '/execute'): Promise<Body> {
  const { status, headers, body } = await person.api.post(path, { language: 'python', ...program });
  if (status !== 202) throw new Error(`The run was answered with ${status} ${JSON.stringify(body)}`);
  expect(headers.get('location')).toBe(`/api/v1/execute/status/${body.id}`);
  return body;
}

const read = async (person: Person, id: string): Promise<Body> => (await person.api.get(`/execute/status/${id}`)).body;

const until = (person: Person, id: string, isRight: (execution: Body) => boolean): Promise<Body> =>
  eventually(() => read(person, id), isRight, PATIENCE_MS);

const ended = (person: Person, id: string) =>
  until(person, id, ({ status }) => status !== 'queued' && status !== 'running');

describe('running programs', () => {
  it('says what runs, and by what', async () => {
    const { body } = await charles.api.get('/execute/languages');
    expect(body).toMatchObject({
      languages: expect.arrayContaining([
        {
          language: 'javascript',
          version: expect.any(String),
          driver: expect.stringMatching(/^(docker|bwrap|wasm)$/),
          enforcement: expect.objectContaining({ memoryBytes: expect.stringMatching(/^(enforced|polled)$/) }),
        },
      ]),
      limits: { wallMs: 5_000, outputBytes: 65_536 },
    });
    const refused = await ada.api.post('/execute', { language: 'cobol', code: 'DISPLAY 1' });
    expect([refused.status, refused.body.code]).toEqual([422, 'unsupported_language']);
  });

  it('answers with every byte of the output, also those that a text of the database refuses', async () => {
    const queued = await run(ada, {
      code: `import sys\nsys.stdout.buffer.write(b'a\\x00b\\xff')\nprint(input(), sys.argv[1:])\nsys.exit(3)`,
      stdin: 'olleh',
      args: ['--one', 'two words'],
    });
    expect(queued).toMatchObject({ kind: 'run', status: 'queued', version: null, run: null, sessionId: null });
    const execution = await ended(ada, queued.id);
    expect(execution).toMatchObject({
      id: queued.id,
      status: 'runtime_error',
      language: 'python',
      version: expect.any(String),
      driver: expect.stringMatching(/^(docker|bwrap|wasm)$/),
      compile: null,
      run: {
        stdout: `a\0b\ufffdolleh ['--one', 'two words']\n`,
        stderr: '',
        truncated: false,
        exitCode: 3,
        signal: null,
        wallMs: expect.any(Number),
      },
      limits: { wallMs: 5_000, memoryBytes: 134_217_728 },
      executedBy: { id: ada.id, name: 'Ada' },
      startedAt: expect.any(String),
      finishedAt: expect.any(String),
    });
    expect((await charles.api.get(`/execute/status/${queued.id}`)).status).toBe(404);
    expect((await charles.api.post(`/execute/status/${queued.id}/cancel`)).status).toBe(404);
  });

  it('says which limit ended a program, and lets no more run at once than a person may', async () => {
    const programs = [
      ['time_limit', { code: 'while True: pass', limits: { wallMs: 400 } }],
      ['output_limit', { code: 'while True: print("x" * 1000)' }],
      ['ok', { code: 'print(1)', limits: { outputBytes: 2 } }],
    ] as const;
    const started = await Promise.all(programs.map(([, program]) => run(ada, program)));
    const fourth = await ada.api.post('/execute', { language: 'python', code: 'print(4)' });
    if (fourth.status !== 202) expect([fourth.status, fourth.body.code]).toEqual([429, 'too_many_executions']);
    for (const [index, [status]] of programs.entries())
      expect((await ended(ada, started[index].id)).status).toBe(status);
    const flood = await read(ada, started[1].id);
    expect(flood.run).toMatchObject({ truncated: true, exitCode: null });
    expect(flood.run.stdout.length).toBe(65_536);
    expect(flood.output).toBe(flood.run.stdout.slice(0, 1_000));
  });

  it('ends what is cancelled with all that it has begun, and keeps what it had printed', async () => {
    const { id } = await run(ada, { code: `print('before', flush=True)\nwhile True: pass` });
    await until(ada, id, ({ status, liveOutput }) => status === 'running' && liveOutput.run.stdout === 'before\n');
    const children = treeOf(system.executor.child.pid).slice(1);
    expect(children).not.toEqual([]);
    const { status, body } = await ada.api.post(`/execute/status/${id}/cancel`);
    expect([status, body.status, body.liveOutput]).toEqual([200, 'cancelled', null]);
    await eventually(
      () => Promise.resolve(children.filter(isRunning)),
      (left) => left.length === 0,
    );
    await until(ada, id, ({ run: stage }) => stage !== null);
    expect((await ada.api.post(`/execute/status/${id}/cancel`)).body.status).toBe('cancelled');
  });

  it('tells which tests pass', async () => {
    const { id } = await run(
      ada,
      {
        code: 'print(1 / float(input()))',
        compare: 'numeric',
        tests: [
          { name: 'half', stdin: '2', expectedOutput: '0.5000001' },
          { stdin: '4', expectedOutput: '0.2' },
          { stdin: '0', expectedOutput: '0' },
        ],
      },
      '/execute/tests',
    );
    const execution = await ended(ada, id);
    expect(execution).toMatchObject({ kind: 'tests', status: 'ok', passedTests: 1, run: null });
    expect(execution.tests).toMatchObject({
      passed: 1,
      total: 3,
      cases: [
        { name: 'half', passed: true, status: 'ok', stdout: '0.5\n' },
        { name: null, passed: false, status: 'ok', stdout: '0.25\n' },
        { passed: false, status: 'runtime_error', stderr: expect.stringContaining('ZeroDivisionError') },
      ],
    });
  });

  it('belongs to a room: who writes in it runs, its people see it, and it counts', async () => {
    const { id: sessionId } = await createSession(ada, { isPublic: true });
    await charles.api.post(`/sessions/${sessionId}/join`);
    await ada.api.patch(`/sessions/${sessionId}`, { isPublic: false });
    const program = { sessionId, language: 'javascript', code: 'console.log(6 * 7)' };
    const looking = await new RoomClient(sessionId).connect(system.api.url, charles.accessToken);

    const key = { headers: { 'Idempotency-Key': 'once' } };
    const answers = [await ada.api.post('/execute', program, key), await ada.api.post('/execute', program, key)];
    const [id, again] = answers.map(({ body }) => body.id);
    expect(again).toBe(id);
    await ended(ada, id);
    const heard = await eventually(
      () => Promise.resolve(looking.messages.filter(({ type }) => type === 'run' || type === 'run-output')),
      (messages) => messages.at(-1)?.run?.status === 'ok',
    );
    await looking.close();
    const statuses = heard.filter(({ type }) => type === 'run').map(({ run: { status } }) => status);
    expect([statuses[0], statuses.at(-1)]).toEqual(['queued', 'ok']);
    expect(heard.filter(({ type }) => type === 'run-output')).toEqual([
      { type: 'run-output', id, stage: 'run', stream: 'stdout', offset: 0, text: '42\n' },
    ]);
    expect(heard[0].run).toMatchObject({ id, kind: 'run', runBy: { id: ada.id, name: 'Ada' }, finishedAt: null });
    expect((await charles.api.post('/execute', program)).status).toBe(403);
    expect((await grace.api.post('/execute', program)).status).toBe(404);

    const history = `/execute/history/${sessionId}`;
    const { body } = await charles.api.get(history);
    expect(body.data).toMatchObject([{ id, status: 'ok', output: '42\n', executedBy: { name: 'Ada' } }]);
    expect((await charles.api.get(`/execute/status/${id}`)).body.run.stdout).toBe('42\n');
    expect((await charles.api.post(`/execute/status/${id}/cancel`)).status).toBe(403);
    expect((await grace.api.get(history)).status).toBe(404);
    expect((await grace.api.get(`/execute/status/${id}`)).status).toBe(404);

    const { metadata } = (await ada.api.get(`/sessions/${sessionId}`)).body;
    expect(metadata).toMatchObject({ totalExecutions: 1, averageExecutionTime: body.data[0].executionTime });
    await ada.api.post(`/sessions/${sessionId}/pause`);
    const paused = await ada.api.post('/execute', program);
    expect([paused.status, paused.body.code]).toEqual([409, 'session_status_conflict']);
    const metrics = await (await fetch(`${system.worker.metricsUrl}/metrics`)).text();
    expect(metrics).toMatch(/^code_executions_total\{language="javascript"\} 1$/m);
    const { rows } = await system.db.query(
      `SELECT e.action, e.user_id AS by, e.url, e.metadata, d.details::jsonb ? 'ip' AS "hasAddress"
       FROM audit_entries e LEFT JOIN audit_details d ON d.entry_id = e.id
       WHERE e.action IN ('code_execute', 'execution_finished') AND e.session_id = $1 ORDER BY e.created_at, e.id`,
      [sessionId],
    );
    const facts = { executionId: id, sessionId, actorId: ada.id, language: 'javascript' };
    expect(rows).toEqual([
      { action: 'code_execute', by: ada.id, url: '/api/v1/execute', metadata: facts, hasAddress: true },
      {
        ...{ action: 'execution_finished', by: ada.id, url: null, hasAddress: null },
        metadata: { ...facts, status: 'ok' },
      },
    ]);
  });

  it('is talked to by whoever began it, in a room and over HTTP, and by nobody else', async () => {
    const { id: sessionId } = await createSession(ada, { isPublic: true });
    await charles.api.post(`/sessions/${sessionId}/join`);
    const [hers, his] = [ada, charles].map(() => new RoomClient(sessionId));
    await hers!.connect(system.api.url, ada.accessToken);
    await his!.connect(system.api.url, charles.accessToken);
    const code = `print('Hello', input('Name? '))\nimport sys\nprint(sys.stdin.read())\ninput()`;
    const { id } = await run(ada, { sessionId, code, interactive: true });
    const printed = (client: RoomClient | undefined) =>
      client!
        .of('run-output')
        .filter(({ stream }) => stream === 'stdout')
        .map(({ text }) => text)
        .join('');
    const hear = (text: string) =>
      eventually(
        () => Promise.resolve(printed(his)),
        (found) => found === text,
        PATIENCE_MS,
      );
    await hear('Name? ');
    await eventually(
      () => Promise.resolve(his!.of('run').map(({ run: { status, isInteractive } }) => [status, isInteractive])),
      (states) => JSON.stringify(states.at(-1)) === '["running",true]',
    );

    his!.send(JSON.stringify({ type: 'run-input', id, text: 'Mallory\n' }));
    const { id: elsewhere } = await createSession(charles);
    const outside = await new RoomClient(elsewhere).connect(system.api.url, charles.accessToken);
    outside.send(JSON.stringify({ type: 'run-input', id, text: 'Mallory\n' }));
    for (const [client, fault] of [
      [his!, 'forbidden'],
      [outside, 'not_found'],
    ] as const)
      await eventually(
        () => Promise.resolve(client.of('run-input-refused').map(({ code: found }) => found)),
        (found) => found[0] === fault,
      );
    await outside.close();
    const input = `/execute/status/${id}/input`;
    expect((await charles.api.post(input, { text: 'Mallory\n' })).status).toBe(403);
    expect((await grace.api.post(input, { text: 'Mallory\n' })).status).toBe(404);

    hers!.send(JSON.stringify({ type: 'run-input', id, text: 'Ada\n' }));
    await hear('Name? Hello Ada\n');
    await ada.api.post(`/sessions/${sessionId}/pause`);
    expect((await ada.api.post(input, { text: 'paused' })).status).toBe(409);
    await ada.api.post(`/sessions/${sessionId}/reopen`);
    for (let sent = 0; sent < 31; sent += 1)
      expect((await ada.api.post(input, { text: 'x'.repeat(8_192) })).status).toBe(204);
    const full = await ada.api.post(input, { text: 'x'.repeat(8_192) });
    expect([full.status, full.body.code]).toEqual([409, 'execution_input_full']);
    hers!.send(JSON.stringify({ type: 'run-input', id, end: true }));
    const execution = await ended(ada, id);
    expect(execution).toMatchObject({ status: 'output_limit', isInteractive: true, limits: { wallMs: 120_000 } });
    const late = await ada.api.post(input, { end: true });
    expect([late.status, late.body.code]).toEqual([409, 'execution_takes_no_input']);

    // Those that wait for people have few places.
    const talks = await Promise.all([1, 2].map(() => run(ada, { code: 'input()', interactive: true })));
    const third = await ada.api.post('/execute', { language: 'python', code: 'input()', interactive: true });
    expect([third.status, third.body.code]).toEqual([429, 'too_many_executions']);
    for (const talk of talks) await ada.api.post(`/execute/status/${talk.id}/cancel`);
    await Promise.all([hers!, his!].map((client) => client.close()));
  });

  it('leaves nothing when its executor is killed, and an administrator may have it run again', async () => {
    const { id } = await run(ada, { code: `import time\ntime.sleep(2)\nprint('after all')  # secret-of-ada` });
    await until(ada, id, ({ status }) => status === 'running');
    const children = await eventually(
      () => Promise.resolve(treeOf(system.executor.child.pid).slice(1)),
      (found) => found.length > 0,
    );
    await system.executor.kill('SIGKILL');
    await eventually(
      () => Promise.resolve(children.filter(isRunning)),
      (left) => left.length === 0,
    );
    await system.executor.restart();
    expect((await ended(ada, id)).status).toBe('internal_error');

    const letters = (await admin.api.get('/admin/dead-letters')).body;
    expect(letters.data).toMatchObject([{ consumer: 'executions.dispatch', error: expect.stringContaining('died') }]);
    const jobs = ['runs', 'run-reports'].flatMap((queue) =>
      ['failed', 'waiting', 'completed'].map((state) => admin.api.get(`/admin/queues/${queue}/jobs?state=${state}`)),
    );
    expect(JSON.stringify([letters, ...(await Promise.all(jobs)).map(({ text }) => text)])).not.toContain(
      'secret-of-ada',
    );

    expect((await admin.api.post(`/admin/dead-letters/${letters.data[0].id}/retry`)).status).toBe(202);
    const execution = await until(ada, id, ({ status }) => status === 'ok');
    expect(execution.run.stdout).toBe('after all\n');
    expect((await admin.api.get('/admin/dead-letters')).body.data).toEqual([]);
  });
});
