import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { eventually } from '../support/eventually.js';
import { holdTable } from '../support/table-lock.js';
import {
  made,
  database,
  owner,
  organizationId,
  get,
  email,
  check,
  apply,
  imported,
  undo,
  rowsOf,
  students,
  enrolled,
  active,
  STUDENT_HEADER,
  ENROLMENT_HEADER,
  makeOfferings,
  refusal,
} from './roster-imports.js';
import { CronConfig, QueueConfig } from '../../src/infra/config/config.js';
import { RedisClient } from '../../src/infra/realtime/redis.client.js';
import { Logger } from '../../src/infra/telemetry/logger.js';
import { Metrics } from '../../src/infra/telemetry/metrics.js';
import { DAY } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { RosterChecks } from '../../src/modules/learning/rosters/diff/roster-checks.js';
import { RosterApplications } from '../../src/modules/learning/rosters/apply/roster-applications.js';
import { ROSTER_KINDS } from '../../src/modules/learning/rosters/roster-kinds.js';
import { RosterImportsService } from '../../src/modules/learning/rosters/imports/roster-imports.service.js';
import { RosterProgress } from '../../src/modules/learning/rosters/imports/roster-progress.js';
import { RosterRetention } from '../../src/modules/learning/rosters/imports/roster-retention.repository.js';
import { RosterStorage } from '../../src/modules/learning/rosters/imports/roster-storage.js';
import { RostersCleanUp } from '../../src/modules/learning/rosters/imports/rosters-clean-up.task.js';
import { RostersConfig } from '../../src/modules/learning/rosters/rosters.config.js';
import { RostersUserData } from '../../src/modules/learning/rosters/rosters.user-data.js';

describe('a roster of students', () => {
  it('says of each row what it would do, does that, and nothing the second time', async () => {
    const lines = [
      STUDENT_HEADER,
      `S1,${email(1)},N1`,
      `S2,${email(2).toUpperCase()},N2`,
      `S2,${email(3)},N3`,
      `S4,${email(4)},n1`,
      'S5,nobody,N5',
      `S6,late-${made}@example.test,N6`,
    ];
    const first = await check('students', lines, { mode: 'full' });
    const expected = [
      ...['added', 'added', 'rejected external_id duplicate_in_file', 'rejected student_number duplicate_in_file'],
      ...['rejected email is_email', 'added'],
    ];
    expect(first.outcomes).toEqual(expected);
    expect(await students()).toEqual([]);
    expect((await apply(first)).counts).toMatchObject({ added: 3, rejected: 3, waiting: 1 });
    expect(await students()).toEqual([
      { number: 'N1', key: 'S1', active: true },
      { number: 'N2', key: 'S2', active: true },
    ]);
    const again = await check('students', lines, { mode: 'full' });
    expect(again.outcomes.map((outcome) => outcome.replace('added', 'unchanged'))).toEqual(
      expected.map((outcome) => outcome.replace('added', 'unchanged')),
    );
    expect(again.roster.counts).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 3, rejected: 3 });
    // Each file once, however often it is looked at.
    const { rows } = await database.pool.query(
      `SELECT user_id AS by, metadata FROM audit_entries WHERE action = 'file_upload' AND organization_id = $1
       ORDER BY created_at, id`,
      [organizationId],
    );
    const upload = (importId: string) => ({
      by: owner.userId,
      metadata: { file: 'roster', kind: 'students', bytes: expect.any(Number), importId },
    });
    expect(rows).toEqual([first, again].map(({ roster }) => upload(roster.id)));
  });

  it('knows people by their id whatever their address, and takes nobody for another', async () => {
    await imported('students', [STUDENT_HEADER, `S1,${email(1)},N1`, `S2,${email(2)},N2`]);
    const renamed = await check('students', [
      STUDENT_HEADER,
      `S1,new-${made}@example.test,N1`,
      `S2,${email(1)},N2`,
      `S3,${email(2)},N3`,
    ]);
    expect(renamed.outcomes).toEqual([
      ...['unchanged', 'rejected email of_another_person', 'rejected external_id has_another_id'],
    ]);
    const byAddress = await check('students', [STUDENT_HEADER, `S9,${email(1)},N1`], { matchBy: 'email' });
    expect(byAddress.rows[0]).toMatchObject({ outcome: 'changed', after: { external_id: 'S9' } });
  });

  it('ends what it brought and a whole file does not name, and nobody else; too much of it is blocked', async () => {
    await rowsOf(`INSERT INTO course_students (organization_id, user_id, student_number)
                  SELECT $1, user_id, 'own' FROM organization_members WHERE organization_id = $1 AND role = 'owner'`);
    await imported('students', [STUDENT_HEADER, ...[1, 2, 3, 4].map((n) => `S${n},${email(n)},N${n}`)]);
    const part = [STUDENT_HEADER, ...[1, 2, 3].map((n) => `S${n},${email(n)},N${n}`)];
    expect((await check('students', part)).roster.counts).toMatchObject({ removed: 0, unchanged: 3 });
    const blocked = [{ maxDeletePercent: 24 }, { maxDelete: 0 }, { maxDeletePercent: 25 }];
    const states = [];
    for (const bounds of blocked)
      states.push((await check('students', part, { mode: 'full', ...bounds })).roster.state);
    expect(states).toEqual(['blocked', 'blocked', 'ready']);
    const whole = await imported('students', part, { mode: 'full' });
    expect(whole.outcomes).toEqual(['unchanged', 'unchanged', 'unchanged', 'removed']);
    expect((await students()).map(({ active: isActive }) => isActive)).toEqual([true, true, true, false, true]);
    await undo(whole);
    expect((await students()).map(({ active: isActive }) => isActive)).toEqual([true, true, true, true, true]);
    expect((await check('students', part, { mode: 'full' })).outcomes.at(-1)).toBe('removed');
  });

  it('is refused when the courses changed since, and while another one runs', async () => {
    const service = get(RosterImportsService);
    const [one, other] = [
      await check('students', [STUDENT_HEADER, `S1,${email(1)},N1`]),
      await check('students', [STUDENT_HEADER, `S2,${email(2)},N2`]),
    ];
    await service.apply(owner, one.roster.id);
    expect(await refusal(service.apply(owner, other.roster.id))).toBe('roster_running');
    await get(RosterApplications).apply(one.roster.id, owner.userId);
    expect(await refusal(service.apply(owner, other.roster.id))).toBe('roster_stale');
    expect(await refusal(service.apply(owner, one.roster.id))).toBe('roster_state_conflict');
    expect(await students()).toHaveLength(1);
  });

  it('says how far it is, and is looked at one at a time', async () => {
    const service = get(RosterImportsService);
    const [first, second] = [
      await check('students', [STUDENT_HEADER, `S1,${email(1)},N1`]),
      await check('students', [STUDENT_HEADER, `S2,${email(2)},N2`]),
    ];
    expect([first.roster.state, first.roster.progress]).toEqual(['ready', null]);
    const { id } = first.roster;
    const progress = async () => (await service.findOne(owner, id)).progress;
    expect(await service.check(owner, id)).toMatchObject({ state: 'checking', progress: 0 });
    expect(await refusal(service.check(owner, second.roster.id))).toBe('roster_running');
    expect(await progress()).toBe(0);
    /** While the work waits in its middle for what earlier imports brought. */
    const during = async (work: () => Promise<void>, least: number) => {
      const held = await holdTable(database.pool, 'roster_sources');
      const working = work();
      try {
        await eventually(progress, (percent) => percent !== null && percent >= least);
      } finally {
        await held.release();
        await working;
      }
    };
    await during(() => get(RosterChecks).check(id), 50);
    expect(await progress()).toBeNull();
    await service.check(owner, second.roster.id);
    await get(RosterChecks).check(second.roster.id);
    await service.apply(owner, id);
    expect(await progress()).toBe(0);
    await during(() => get(RosterApplications).apply(id, owner.userId), 80);
    expect(await service.findOne(owner, id)).toMatchObject({ state: 'applied', progress: null });
  });

  it('is looked at one at a time beside one that is applied, by a constraint that processes of the version before know', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1)
      ids.push((await get(RosterImportsService).create(owner, { organizationId, kind: 'students' })).id);
    const become = async (place: number, state: string) =>
      database.pool.query('UPDATE roster_imports SET state = $2 WHERE id = $1', [ids[place], state]).then(
        () => 'done',
        (error: unknown) => (error as { readonly constraint?: string }).constraint,
      );
    expect([await become(0, 'checking'), await become(1, 'applying')]).toEqual(['done', 'done']);
    for (const state of ['checking', 'applying', 'undoing'])
      expect([state, await become(2, state)]).toEqual([state, 'roster_imports_running']);
  });

  it('goes on without Redis, of which the metrics tell', async () => {
    const metrics = new Metrics();
    const away = new RedisClient({ ...get(QueueConfig), redisUrl: 'redis://127.0.0.1:1' }, get(Logger));
    const progress = new RosterProgress(away, get(QueueConfig), metrics);
    progress.note('one', 50);
    expect(await progress.of(['one'])).toEqual(new Map());
    const lost = await metrics.registry.getSingleMetricAsString('roster_progress_lost_total');
    for (const operation of ['note', 'read']) expect(lost).toContain(`{operation="${operation}"} 1`);
    away.onApplicationShutdown();
  });

  it('keeps others from being looked at no longer than somebody works on it', async () => {
    const service = get(RosterImportsService);
    const [{ roster: first }, { roster: second }] = [
      await check('students', [STUDENT_HEADER, `S1,${email(1)},N1`]),
      await check('students', [STUDENT_HEADER, `S2,${email(2)},N2`]),
    ];
    await service.check(owner, first.id);
    await database.pool.query(`UPDATE roster_imports SET updated_at = now() - interval '2 hours' WHERE id = $1`, [
      first.id,
    ]);
    const worker = await database.pool.connect();
    try {
      await worker.query('BEGIN');
      await worker.query('SELECT FROM roster_imports WHERE id = $1 FOR NO KEY UPDATE', [first.id]);
      expect(await refusal(service.check(owner, second.id))).toBe('roster_running');
      await worker.query('ROLLBACK');
    } finally {
      worker.release();
    }
    expect(await service.check(owner, second.id)).toMatchObject({ state: 'checking' });
    expect(await service.findOne(owner, first.id)).toMatchObject({ state: 'failed', fault: { reason: 'internal' } });
  });

  it('is refused as a file with its reason, and keeps no row', async () => {
    const { roster, rows } = await check('students', ['external_id,name', 'S1,Ada']);
    expect([roster.state, roster.fault, rows]).toEqual([
      'refused',
      { reason: 'missing_column', line: null, column: 'email' },
      [],
    ]);
  });

  it('forgets whoever leaves, in rows and in what is waited for', async () => {
    const gone = `late-${made}@example.test`;
    const { roster } = await imported('students', [STUDENT_HEADER, `S1,${email(1)},N1`, `S6,${gone},N6`]);
    const leaver = { id: newId(), name: 'Late', email: gone, provedEmail: gone, since: new Date(), isOverdue: false };
    await get(RostersUserData).eraseUser(leaver);
    const left = await database.pool.query<{ text: string }>(
      `SELECT (SELECT string_agg(r::text, ' ') FROM roster_rows r WHERE import_id = $1)
           || (SELECT string_agg(s::text, ' ') FROM roster_sources s WHERE organization_id = $2) AS text`,
      [roster.id, organizationId],
    );
    expect(left.rows[0]!.text).toContain(email(1));
    expect(left.rows[0]!.text).not.toContain(gone);
  });
});

describe('a roster of enrolments', () => {
  it('enrols, moves, withdraws and counts places, and is undone where nobody changed it since', async () => {
    await makeOfferings();
    const first = ['E1,O1,S1,', 'E2,O1,N2,', `E3,O2,${email(3)},`, 'E4,O9,S1,', 'E5,O1,S9,'];
    const one = await imported('enrolments', [ENROLMENT_HEADER, ...first], { mode: 'full' });
    expect(one.outcomes).toEqual([
      ...['added', 'added', 'added', 'rejected offering unknown', 'rejected student unknown'],
    ]);
    expect(await active()).toEqual(['O1:S1', 'O1:S2', 'O2:S3']);
    const again = await check('enrolments', [ENROLMENT_HEADER, ...first], { mode: 'full' });
    expect(again.roster.counts).toMatchObject({ added: 0, changed: 0, moved: 0, removed: 0, unchanged: 3 });
    const second = await imported('enrolments', [ENROLMENT_HEADER, 'E1,O2,S1,', 'E3,O2,S3,completed'], {
      mode: 'full',
    });
    expect(second.outcomes).toEqual(['moved', 'changed', 'removed']);
    expect(await enrolled()).toEqual([
      { who: 'O1:S1', status: 'withdrawn', counted: 0 },
      { who: 'O1:S2', status: 'withdrawn', counted: 0 },
      { who: 'O2:S1', status: 'active', counted: 2 },
      { who: 'O2:S3', status: 'completed', counted: 2 },
    ]);
    await rowsOf(`UPDATE course_enrolments e SET version = e.version + 1 FROM course_offerings o
                  WHERE o.id = e.offering_id AND o.organization_id = $1 AND e.status = 'completed'`);
    await undo(second);
    expect(await active()).toEqual(['O1:S1', 'O1:S2', 'O2:S3']);
    const counted = (await enrolled()).map(({ counted: places }) => places);
    expect(counted).toEqual([2, 2, 1, 1]);
  });

  it('never has more than the places, in the order of the file, and places that it frees count', async () => {
    await makeOfferings('2');
    const three = await imported('enrolments', [ENROLMENT_HEADER, 'E1,O1,S1,', 'E2,O1,S2,', 'E3,O1,S3,']);
    expect(three.outcomes).toEqual(['added', 'added', 'rejected offering offering_full']);
    const swapped = await imported('enrolments', [ENROLMENT_HEADER, 'E3,O1,S3,', 'E1,O1,S1,withdrawn']);
    expect(swapped.outcomes).toEqual(['added', 'changed']);
    expect(await active()).toEqual(['O1:S2', 'O1:S3']);
  });

  it('keeps an enrolment as long as one of the rows that give it is there, whatever the order', async () => {
    await makeOfferings();
    const rows = ['E1,O1,S1,', 'E1b,O1,S1,', 'E2,O1,S2,'];
    const aliases = await imported('enrolments', [ENROLMENT_HEADER, ...rows], { mode: 'full' });
    expect(aliases.outcomes).toEqual(['added', 'unchanged alias', 'added']);
    for (const gone of ['E1', 'E1b']) {
      const kept = rows.filter((row) => !row.startsWith(`${gone},`)).reverse();
      const { roster } = await imported('enrolments', [ENROLMENT_HEADER, ...kept], { mode: 'full' });
      expect([roster.counts.removed, await active()]).toEqual([0, ['O1:S1', 'O1:S2']]);
      await imported('enrolments', [ENROLMENT_HEADER, ...rows], { mode: 'full' });
      const delta = await imported('enrolments', [ENROLMENT_HEADER, `${gone},O1,S1,withdrawn`]);
      expect([delta.outcomes, await active()]).toEqual([['unchanged still_named'], ['O1:S1', 'O1:S2']]);
      await imported('enrolments', [ENROLMENT_HEADER, ...rows], { mode: 'full' });
    }
    const neither = await imported('enrolments', [ENROLMENT_HEADER, 'E2,O1,S2,'], { mode: 'full' });
    expect([neither.outcomes, await active()]).toEqual([['unchanged', 'removed', 'unchanged still_named'], ['O1:S2']]);
  });
});

describe('a roster of offerings', () => {
  it('is of classes and people by name, changes what differs, and is unchanged the second time', async () => {
    await imported('facilitators', ['external_id,email,employee_id', `F1,${email(8)},FAC1`]);
    await makeOfferings('30');
    const header = 'external_id,module_code,year,trimester,class,intake,cohort,mode,start_date,end_date,facilitator';
    const rest = 'January,Day,online,2027-01-11,2027-04-30';
    const lines = [
      header,
      `O1,CS101,2027,1,A1,${rest},FAC1`,
      `O3,CS999,2027,1,A1,${rest},`,
      `O4,CS101,2027,1,B1,${rest},X`,
    ];
    const changed = await imported('offerings', lines);
    expect(changed.outcomes).toEqual(['changed', 'rejected module_code unknown', 'rejected facilitator unknown']);
    expect((await check('offerings', lines)).outcomes[0]).toBe('unchanged');
    const [offering] =
      await rowsOf(`SELECT o.end_date::text AS until, o.max_students AS places, f.employee_id AS teacher
      FROM course_offerings o JOIN course_assignments a ON a.offering_id = o.id
      JOIN course_facilitators f ON f.id = a.facilitator_id WHERE o.organization_id = $1`);
    expect(offering).toEqual({ until: '2027-04-30', places: 30, teacher: 'FAC1' });
  });
});

describe('an archive of OneRoster', () => {
  it('is imported kind by kind, and changes nothing the second time', async () => {
    await makeOfferings();
    const files = {
      'manifest.csv': 'propertyName,value\nfile.users,bulk\n',
      'academicSessions.csv':
        'sourcedId,title,type,startDate,endDate,parentSourcedId\ny,2027,schoolYear,,,\n' +
        't,First,term,2027-01-11,2027-04-24,y\n',
      'courses.csv': 'sourcedId,title,courseCode\nc,Programming,CS101\n',
      'classes.csv': 'sourcedId,title,classCode,courseSourcedId,termSourcedIds\nk,Programming C,C1,c,t\n',
      'users.csv': `sourcedId,enabledUser,email\nu4,true,${email(4)}\nu8,true,${email(8)}\nu1,true,${email(1)}\n`,
      'roles.csv': 'sourcedId,userSourcedId,role\nr4,u4,student\nr8,u8,teacher\nr1,u1,guardian\n',
      'enrollments.csv':
        'sourcedId,classSourcedId,userSourcedId,role,primary\ne4,k,u4,student,\ne8,k,u8,teacher,true\n',
    };
    const zip = new yazl.ZipFile();
    for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
    zip.end();
    const archive = await buffer(zip.outputStream);
    const of = { defaultIntake: 'January', defaultCohort: 'Day', defaultMode: 'online' };
    const outcomes = async () => {
      const all: string[] = [];
      for (const kind of ROSTER_KINDS)
        all.push(...(await imported(kind, archive, { format: 'oneroster', ...of })).outcomes);
      return all;
    };
    expect(await outcomes()).toEqual(['added', 'rejected role no_place', 'added', 'added', 'added', 'added']);
    expect(await outcomes()).toEqual([
      ...['unchanged', 'rejected role no_place', 'unchanged', 'unchanged', 'unchanged', 'unchanged'],
    ]);
    expect(await active()).toEqual(['k:u4']);
    const refused = await check('students', [STUDENT_HEADER], { format: 'oneroster' });
    expect(refused.roster).toMatchObject({ state: 'refused', fault: { reason: 'is_no_archive' } });
  });
});

describe('imports that were applied', () => {
  const three = () => [1, 2, 3].map((n) => `S${n},${email(n)},N${n}`);
  const listed = async () => (await get(RosterImportsService).list(owner, organizationId, {})).data.map(({ id }) => id);
  const cleanUp = (due = new Date(), keptRows?: number) => {
    const config = { ...get(RostersConfig), ...(keptRows !== undefined && { keptRows }) };
    return new RostersCleanUp(get(CronConfig), config, get(RosterRetention)).run(due);
  };

  it('are counted in what the organization has stored: with the file before, with the rows all the time', async () => {
    const stored = () => get(RosterStorage).storedFor(organizationId);
    expect(await stored()).toEqual({ kind: 'rosters', count: 0, bytes: 0 });
    const lines = [STUDENT_HEADER, `S1,${email(1)},N1`];
    const checked = await check('students', lines);
    const rowBytes = async () =>
      Number(
        (
          await rowsOf(`SELECT sum(pg_column_size(r.*)) AS bytes FROM roster_rows r
        JOIN roster_imports i ON i.id = r.import_id WHERE i.organization_id = $1`)
        )[0]!['bytes'],
      );
    expect(await rowBytes()).toBeGreaterThan(100);
    expect(await stored()).toEqual({
      ...{ kind: 'rosters', count: 1 },
      bytes: (await rowBytes()) + lines.join('\r\n').length,
    });
    await apply(checked);
    expect(await stored()).toEqual({ kind: 'rosters', count: 1, bytes: await rowBytes() });
  });

  it('are undone until their time is over; then they go with their rows, and what they brought stays and is known', async () => {
    const first = await imported('students', [STUDENT_HEADER, ...three().slice(0, 2)]);
    const second = await imported('students', [STUDENT_HEADER, ...three()]);
    const [one, two] = [first.roster.id, second.roster.id];
    const { appliedAt, keptUntil } = await get(RosterImportsService).findOne(owner, one);
    expect(keptUntil.getTime() - appliedAt!.getTime()).toBe(30 * DAY);
    await cleanUp(keptUntil);
    expect(await listed()).toEqual([two, one]);

    await rowsOf(`UPDATE roster_imports SET applied_at = applied_at - interval '31 days'
                  WHERE organization_id = $1 AND id = '${one}'`);
    // Whoever is at work on it goes first.
    const client = await database.pool.connect();
    await client.query('BEGIN');
    await client.query('SELECT FROM roster_imports WHERE id = $1 FOR NO KEY UPDATE', [one]);
    await cleanUp();
    expect(await listed()).toEqual([two, one]);
    await client.query('ROLLBACK');
    client.release();

    // A worker that is killed in between leaves it to the next run, and nobody undoes half of it.
    const { retentionMs, keptRows } = get(RostersConfig);
    await get(RosterRetention).expire({ before: new Date(Date.now() - retentionMs), keptRows });
    expect(await listed()).toEqual([two]);
    expect(await refusal(get(RosterImportsService).undo(owner, one))).toBe('not_found');
    await cleanUp();
    const left = await database.pool.query(
      `SELECT (SELECT count(*)::int FROM roster_imports WHERE id = $1) AS imports,
              (SELECT count(*)::int FROM roster_rows WHERE import_id = $1) AS rows,
              (SELECT count(*)::int FROM roster_sources WHERE organization_id = $2) AS sources`,
      [one, organizationId],
    );
    expect(left.rows).toEqual([{ imports: 0, rows: 0, sources: 3 }]);
    expect((await students()).map(({ active: isActive }) => isActive)).toEqual([true, true, true]);
    const again = await check('students', [STUDENT_HEADER, ...three().slice(1)], { mode: 'full' });
    expect(again.outcomes).toEqual(['unchanged', 'unchanged', 'removed']);
    await undo(second);
    expect((await students()).map(({ active: isActive }) => isActive)).toEqual([true, true, false]);
  });

  it('go from the oldest on when they fill what is kept, in statements of bounded size, and the youngest stays', async () => {
    await imported('students', [STUDENT_HEADER, three()[0]!]);
    const second = await imported('students', [STUDENT_HEADER, three()[1]!]);
    const third = await imported('students', [STUDENT_HEADER, ...three()]);
    await cleanUp(new Date(), 4);
    expect(await listed()).toEqual([third.roster.id, second.roster.id]);
    await database.pool.query(
      `INSERT INTO roster_rows (import_id, number, values) SELECT $1, n, '{}' FROM generate_series(10, 11009) n`,
      [second.roster.id],
    );
    await database.pool.query(`
      CREATE TABLE deleted_rows (count int);
      CREATE FUNCTION count_deleted() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO deleted_rows SELECT count(*) FROM gone; RETURN NULL; END $$;
      CREATE TRIGGER count_deleted AFTER DELETE ON roster_rows REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION count_deleted()`);
    await cleanUp(new Date(), 1);
    expect(await listed()).toEqual([third.roster.id]);
    const { rows } = await database.pool.query(
      'SELECT sum(count)::int AS all, max(count) AS most FROM deleted_rows WHERE count > 0',
    );
    expect(rows).toEqual([{ all: 11_001, most: 5_000 }]);
    await database.pool.query(
      'DROP TRIGGER count_deleted ON roster_rows; DROP FUNCTION count_deleted; DROP TABLE deleted_rows',
    );
  });
});
