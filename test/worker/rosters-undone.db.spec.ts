import { Transactions } from '../../src/infra/database/transactions.js';
import { Outbox } from '../../src/infra/outbox/outbox.js';
import { Logger } from '../../src/infra/telemetry/logger.js';
import { newId } from '../../src/kernel/ids.js';
import { CoursesRosterApi } from '../../src/modules/learning/courses/courses.api.js';
import { RosterArrivalsConsumer } from '../../src/modules/learning/rosters/apply/roster-arrivals.consumer.js';
import { RosterSourcesRepository } from '../../src/modules/learning/rosters/apply/roster-sources.repository.js';
import { RosterApplications } from '../../src/modules/learning/rosters/apply/roster-applications.js';
import { RosterJobsConsumer } from '../../src/modules/learning/rosters/apply/roster-jobs.consumer.js';
import { RosterChecks } from '../../src/modules/learning/rosters/diff/roster-checks.js';
import { RosterImportsRepository } from '../../src/modules/learning/rosters/imports/roster-imports.repository.js';
import { RosterImportsService } from '../../src/modules/learning/rosters/imports/roster-imports.service.js';
import { UNDO_ROSTER } from '../../src/modules/learning/rosters/rosters.events.js';
import { RostersUserData } from '../../src/modules/learning/rosters/rosters.user-data.js';
import { OrganizationsApi } from '../../src/modules/people/organizations/organizations.api.js';
import { UsersApi } from '../../src/modules/people/users/users.api.js';
import { eventually } from '../support/eventually.js';
import {
  type Checked,
  made,
  owner,
  database,
  organizationId,
  get,
  email,
  check,
  apply,
  imported,
  undo,
  rowsOf,
  students,
  active,
  STUDENT_HEADER,
  ENROLMENT_HEADER,
  makeOfferings,
  refusal,
} from './roster-imports.js';

describe('an undo', () => {
  it('takes back what nothing is in the way of, and says of the rest what is', async () => {
    await makeOfferings('2');
    await imported('enrolments', [ENROLMENT_HEADER, 'E1,O1,S1,', 'E2,O1,S2,', 'E3,O2,S3,']);
    const whole = await imported('enrolments', [ENROLMENT_HEADER, 'E2,O1,S2,'], { mode: 'full' });
    expect(await active()).toEqual(['O1:S2']);
    await rowsOf(`WITH o AS (
                    UPDATE course_offerings SET enrolled_count = enrolled_count + 1
                    WHERE organization_id = $1 AND external_id = 'O1' RETURNING id)
                  INSERT INTO course_enrolments (offering_id, student_id, status, start_date)
                  SELECT o.id, s.id, 'active', '2027-01-11' FROM o, course_students s
                  WHERE s.organization_id = $1 AND s.external_id = 'S3'`);
    await undo(whole);
    const { id } = whole.roster;
    expect(await get(RosterImportsService).findOne(owner, id)).toMatchObject({ state: 'undone', fault: null });
    expect(await active()).toEqual(['O1:S2', 'O1:S3', 'O2:S3']);
    const { data: rows } = await get(RosterImportsService).listRows(owner, id, { limit: 100 });
    expect(rows.map(({ reason }) => reason)).toEqual([null, 'offering_full', null]);
  });

  it('that fails leaves the import applied with the reason, and can be asked for again', async () => {
    const one = await imported('students', [STUDENT_HEADER, `S1,${email(1)},N1`]);
    const { id: importId } = one.roster;
    const imports = get(RosterImportsRepository);
    const consumer = new RosterJobsConsumer(get(RosterChecks), get(RosterApplications), imports, get(Logger));
    const undoneBy = (actorId: string) =>
      consumer.handle({
        ...{ id: newId(), name: UNDO_ROSTER.name, payload: { importId, actorId } },
        ...{ requestId: null, lane: 'system', createdAt: new Date() },
      });
    await get(RosterImportsService).undo(owner, importId);
    await undoneBy(newId());
    const fault = { reason: 'not_found', line: null, column: null };
    expect(await get(RosterImportsService).findOne(owner, importId)).toMatchObject({ state: 'applied', fault });
    await get(RosterImportsService).undo(owner, importId);
    await undoneBy(owner.userId);
    await imports.fail(importId, { from: ['checking', 'applying'], to: 'failed' }, 'internal');
    expect(await get(RosterImportsService).findOne(owner, importId)).toMatchObject({ state: 'undone', fault: null });
    expect(await students()).toEqual([{ number: 'N1', key: 'S1', active: false }]);
  });
});

describe('an undo, and the next file', () => {
  const again = async (lines: string[], mode: 'full' | 'delta' = 'delta') =>
    (await imported('enrolments', [ENROLMENT_HEADER, ...lines], { mode })).outcomes;

  it('know what the row was before: a move, a withdrawal and an alias', async () => {
    await makeOfferings();
    await again(['E1,O1,S1,']);
    for (let time = 1; time <= 2; time += 1) {
      const moved = await imported('enrolments', [ENROLMENT_HEADER, 'E1,O2,S1,']);
      expect([time, moved.outcomes, await active()]).toEqual([time, ['moved'], ['O2:S1']]);
      await undo(moved);
      expect(await active()).toEqual(['O1:S1']);
    }
    const aliased = await imported('enrolments', [ENROLMENT_HEADER, 'E1b,O1,S1,']);
    const ended = await imported('enrolments', [ENROLMENT_HEADER, 'E1,O1,S1,withdrawn', 'E1b,O1,S1,withdrawn']);
    expect([ended.outcomes, await active()]).toEqual([['changed', 'unchanged alias'], []]);
    await undo(ended);
    expect([await again(['E1b,O1,S1,withdrawn']), await active()]).toEqual([['unchanged still_named'], ['O1:S1']]);
    await undo(aliased);
    expect([await again([], 'full'), await active()]).toEqual([['removed', 'unchanged still_named'], []]);
  });

  it('leave what a later file names, what is used by now, and what somebody enrolled anew', async () => {
    await makeOfferings();
    const reasons = async ({ roster }: { roster: { id: string } }) => {
      await undo({ roster } as never);
      const { data } = await get(RosterImportsService).listRows(owner, roster.id, { limit: 100 });
      return data.map(({ reason }) => reason);
    };
    const first = await imported('enrolments', [ENROLMENT_HEADER, 'E1,O1,S1,', 'E2,O2,S2,']);
    const moved = await imported('enrolments', [ENROLMENT_HEADER, 'E2,O1,S2,']);
    await rowsOf(`UPDATE course_enrolments e SET status = 'active', end_date = NULL, version = e.version + 1
                  FROM course_offerings o WHERE o.id = e.offering_id AND o.organization_id = $1 AND o.external_id = 'O2'`);
    expect([await reasons(moved), await active()]).toEqual([['changed_since'], ['O1:S1', 'O1:S2', 'O2:S2']]);
    await again(['E1b,O1,S1,']);
    expect([await reasons(first), await active()]).toEqual([
      ['named_since', 'changed_since'],
      ['O1:S1', 'O1:S2', 'O2:S2'],
    ]);
    await imported('facilitators', ['external_id,email,employee_id', `F1,${email(8)},FAC1`]);
    await rowsOf(`INSERT INTO course_assignments (offering_id, facilitator_id, is_substitute, start_date, end_date)
                  SELECT o.id, f.id, true, o.end_date - 7, o.end_date
                  FROM course_offerings o JOIN course_facilitators f USING (organization_id)
                  WHERE o.organization_id = $1 AND o.external_id = 'O1'`);
    const added = await rowsOf(`SELECT id FROM roster_imports WHERE organization_id = $1
                                AND kind IN ('students', 'facilitators', 'offerings', 'classes') ORDER BY kind`);
    for (const { id } of added) expect((await reasons({ roster: { id: String(id) } }))[0]).toBe('is_used');
    expect((await students()).map(({ active: isActive }) => isActive)).toEqual([true, true, false]);
  });
});

describe('an undo, and whoever has left or is archived', () => {
  it('gives them back neither a profile nor an enrolment', async () => {
    const reasons = async (of: Checked) => {
      await undo(of);
      const { data } = await get(RosterImportsService).listRows(owner, of.roster.id, {
        limit: 100,
        outcome: 'removed',
      });
      return data.map(({ reason }) => reason);
    };
    await makeOfferings();
    await imported('enrolments', [ENROLMENT_HEADER, 'E1,O1,S1,', 'E2,O1,S2,', 'E3,O2,S2,']);
    const none = await imported('enrolments', [ENROLMENT_HEADER], { mode: 'full' });
    await rowsOf(`UPDATE course_students SET is_active = false WHERE organization_id = $1 AND external_id = 'S1'`);
    await rowsOf(`UPDATE course_offerings SET is_active = false WHERE organization_id = $1 AND external_id = 'O2'`);
    expect([await reasons(none), await active()]).toEqual([['is_archived', null, 'is_archived'], ['O1:S2']]);
    const whole = await imported('students', [STUDENT_HEADER, `S1,${email(1)},N1`], { mode: 'full' });
    await rowsOf(`DELETE FROM organization_members m USING users u
                  WHERE m.organization_id = $1 AND u.id = m.user_id AND u.email = '${email(3)}'`);
    expect([await reasons(whole), (await students()).map(({ active: isActive }) => isActive)]).toEqual([
      [null, 'no_member'],
      [false, true, false],
    ]);
  });
});

describe('an import that is applied', () => {
  it.each(['students', 'enrolments'] as const)(
    'waits for what somebody changes meanwhile, and is stale then: %s',
    async (kind) => {
      await makeOfferings();
      const ready = await (kind === 'students'
        ? check(kind, [STUDENT_HEADER, `S1,${email(1)},N2b`])
        : check(kind, [ENROLMENT_HEADER, 'E1,O1,S1,']));
      const other = await database.pool.connect();
      let applying: Promise<{ readonly state: string }> | undefined;
      try {
        await other.query('BEGIN');
        await other.query(
          `UPDATE course_students SET student_number = 'N0', is_active = false, version = version + 1
         WHERE organization_id = $1 AND external_id = 'S1'`,
          [organizationId],
        );
        applying = apply(ready);
        await eventually(
          () => database.pool.query(`SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'`),
          ({ rowCount }) => rowCount === 1,
        );
      } finally {
        await other.query('COMMIT');
        other.release();
      }
      expect([(await applying).state, (await students())[0]!['number']]).toEqual(['stale', 'N0']);
    },
  );

  it('gives no profile to whoever has left, before the dry run or after it', async () => {
    await imported('students', [STUDENT_HEADER, `S1,${email(1)},N1`]);
    const ready = await check('students', [STUDENT_HEADER, `S2,${email(2)},N2`]);
    for (const n of [1, 2])
      await rowsOf(`DELETE FROM organization_members m USING users u
                    WHERE m.organization_id = $1 AND u.id = m.user_id AND u.email = '${email(n)}'`);
    await rowsOf(`UPDATE course_students SET is_active = false WHERE organization_id = $1`);
    expect((await apply(ready)).state).toBe('stale');
    const named = await check('students', [`${STUDENT_HEADER},status`, `S1,${email(1)},N1,active`]);
    expect(named.outcomes).toEqual(['rejected email no_member']);
  });

  it('gives what it waits for to whoever became a member since its dry run', async () => {
    await makeOfferings();
    const [late, latest] = [`late-${made}@example.test`, `latest-${made}@example.test`];
    const people = await check('students', [STUDENT_HEADER, `S6,${late},N6`, `S7,${latest},N7`]);
    const join = (address: string) =>
      rowsOf(`WITH u AS (INSERT INTO users (email, name, email_verified_at) VALUES ('${address}', 'Late', now()) RETURNING id)
              INSERT INTO organization_members (organization_id, user_id, role) SELECT $1, id, 'member' FROM u`);
    await join(late);
    expect((await apply(people)).state).toBe('applied');
    const received = async () => {
      const consumer = new RosterArrivalsConsumer(
        get(RosterSourcesRepository),
        get(CoursesRosterApi),
        get(OrganizationsApi),
        get(UsersApi),
        get(Outbox),
        get(Transactions),
      );
      for (const name of ['rosters.receive', 'rosters.receive-member']) {
        const asked = await rowsOf(`DELETE FROM outbox_messages WHERE name = '${name}'
                                    AND payload->>'organizationId' = $1::text RETURNING payload`);
        const of = { requestId: null, lane: 'system', createdAt: new Date() } as const;
        for (const { payload } of asked)
          await get(Transactions).run(() => consumer.handle({ ...of, id: newId(), name, payload: payload as object }));
      }
    };
    await received();
    expect((await students()).filter(({ key }) => key === 'S6')).toHaveLength(1);
    const enrolling = await check('enrolments', [ENROLMENT_HEADER, 'E6,O1,S6,', `E7,O1,${latest},`]);
    expect(enrolling.rows.map(({ isWaiting }) => isWaiting)).toEqual([false, true]);
    await join(latest);
    await apply(enrolling);
    expect(await active()).toEqual(['O1:S6']);
    await received();
    expect(await active()).toEqual(['O1:S6', 'O1:S7']);
  });

  it('is one of twenty at most that are not', async () => {
    const create = () =>
      get(RosterImportsService).create(owner, { organizationId, kind: 'students', mode: 'delta' } as never);
    await Promise.all(Array.from({ length: 19 }, create));
    const both = await Promise.all([refusal(create()), refusal(create())]);
    expect(both.sort()).toEqual(['done', 'roster_limit']);
  });
});

describe('somebody who leaves the organization', () => {
  it('holds no profile until their offerings are held', async () => {
    await imported('students', [STUDENT_HEADER, `S1,${email(1)},N1`]);
    const leaving = await database.pool.connect();
    try {
      await leaving.query('BEGIN');
      await leaving.query(
        `DELETE FROM organization_members m USING users u
        WHERE m.organization_id = $1 AND u.id = m.user_id AND u.email = $2`,
        [organizationId, email(1)],
      );
      const free = await rowsOf(`SELECT FROM course_students WHERE organization_id = $1 FOR UPDATE SKIP LOCKED`);
      expect(free).toHaveLength(1);
    } finally {
      await leaving.query('ROLLBACK');
      leaving.release();
    }
  });
});

describe('somebody who is waited for', () => {
  const waiting = async () =>
    (await rowsOf(`SELECT values FROM roster_sources WHERE organization_id = $1`)).map(
      ({ values }) => (values as Record<string, string>)['student_number'],
    );
  const row = (number: string, status = '') => [
    `${STUDENT_HEADER},status`,
    `S6,late-${made}@example.test,${number},${status}`,
  ];

  it('is so as the last file says, until one says otherwise; an undo gives back what an earlier one said', async () => {
    const first = await imported('students', row('N6'));
    const corrected = await imported('students', row('N7'));
    expect([first.outcomes, corrected.outcomes, await waiting()]).toEqual([['added'], ['changed'], ['N7']]);
    await undo(corrected);
    expect(await waiting()).toEqual(['N6']);
    const gone = await imported('students', row('N6', 'archived'));
    expect([gone.outcomes, await waiting()]).toEqual([['changed'], []]);
    expect((await check('students', row('N6', 'archived'))).outcomes).toEqual(['unchanged not_there']);
    await undo(gone);
    expect(await waiting()).toEqual(['N6']);
    const again = await imported('students', row('N8'));
    const whole = await imported('students', [STUDENT_HEADER], { mode: 'full' });
    await undo(again);
    expect(await waiting()).toEqual([]);
    await undo(whole);
    expect(await waiting()).toEqual(['N6']);
  });

  it('stays what a file brought once they came, also when that is undone', async () => {
    const first = await imported('students', row('N6'));
    await rowsOf(`UPDATE roster_sources SET target_id = uuidv7(), email = NULL WHERE organization_id = $1`);
    await undo(first);
    expect(await waiting()).toEqual(['N6']);
  });
});

describe('the erasure of a person', () => {
  const erased = async (address: string) => {
    const [person] = await get(UsersApi)
      .findVerifiedByEmails([address])
      .then((people) => [...people.values()]);
    const id = person?.id ?? newId();
    const leaver = { id, name: 'Gone', email: address, provedEmail: address, since: new Date(), isOverdue: false };
    await get(Transactions).run(() => get(RostersUserData).eraseUser(leaver));
  };
  const left = async () => {
    const [row] = await rowsOf(
      `SELECT concat((SELECT string_agg(r::text, ' ') FROM roster_rows r JOIN roster_imports i ON i.id = r.import_id
                      WHERE i.organization_id = $1),
                     (SELECT string_agg(s::text, ' ') FROM roster_sources s WHERE organization_id = $1)) AS text`,
    );
    return String(row!['text']);
  };

  it('leaves an import that names them to be applied and undone', async () => {
    await makeOfferings();
    await imported('enrolments', [ENROLMENT_HEADER, 'E1,O1,S1,', 'E2,O1,S2,']);
    const late = `late-${made}@example.test`;
    const ready = await check('students', [STUDENT_HEADER, `S6,${late},N6`, `S4,${email(4)},N4`]);
    await erased(late);
    expect((await apply(ready)).counts).toMatchObject({ added: 1, rejected: 1, waiting: 0 });
    const whole = await imported('enrolments', [ENROLMENT_HEADER], { mode: 'full' });
    expect(await active()).toEqual([]);
    await erased(email(1));
    await undo(whole);
    expect(await active()).toEqual(['O1:S2']);
  });

  it('covers what names them by a number, also where it was refused, and files that were not applied', async () => {
    await rowsOf(`WITH people AS (
                    SELECT $1::uuid AS organization_id, m.user_id, u.email FROM organization_members m
                    JOIN users u ON u.id = m.user_id WHERE m.organization_id = $1 AND u.email LIKE 'student-5-%'),
                  student AS (INSERT INTO course_students (organization_id, user_id, student_number)
                              SELECT organization_id, user_id, 'PUPIL-5' FROM people)
                  INSERT INTO course_facilitators (organization_id, user_id, employee_id, external_id)
                  SELECT organization_id, user_id, 'TUTOR-5', 'STAFF-5' FROM people`);
    await makeOfferings('1');
    const header = 'external_id,module_code,year,trimester,class,intake,cohort,mode,start_date,end_date,facilitator';
    await imported('offerings', [header, `O1,CS101,2027,1,A1,January,Day,online,2027-01-11,2027-04-23,STAFF-5`]);
    await imported('enrolments', [ENROLMENT_HEADER, 'E5,O1,pupil-5,', 'E1,O2,S1,']);
    const open = await check('enrolments', [ENROLMENT_HEADER, 'E6,O2,PUPIL-5,', 'E2,O1,S2,']);
    expect(open.outcomes).toContain('rejected offering offering_full');
    await imported('enrolments', [ENROLMENT_HEADER, `,O1,${email(5)},`]);
    // Files that name somebody else now, and keep what they said before.
    await imported('enrolments', [ENROLMENT_HEADER, 'E9,O1,PUPIL-5,']);
    await imported('enrolments', [ENROLMENT_HEADER, 'E9,O2,S1,']);
    await imported('offerings', [header, `O1,CS101,2027,1,A1,January,Day,online,2027-01-11,2027-04-23,`]);
    await erased(email(5));
    expect(await left()).toContain('S1');
    expect(await left()).not.toMatch(/pupil-5|tutor-5|staff-5|student-5-|id:E5/i);
    expect(await refusal(get(RosterImportsService).check(owner, open.roster.id))).toBe('roster_state_conflict');
  });
});
