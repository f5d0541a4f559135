import fc from 'fast-check';
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
import { Transactions } from '../../src/infra/database/transactions.js';
import { newId } from '../../src/kernel/ids.js';
import { ExpectationPlans } from '../../src/modules/learning/courses/expectations/expectation-plans.js';
import { RosterImportsService } from '../../src/modules/learning/rosters/imports/roster-imports.service.js';
import { RostersUserData } from '../../src/modules/learning/rosters/rosters.user-data.js';
import { eventually } from '../support/eventually.js';

describe('rows that give one enrolment', () => {
  it('keep it right after the first file, and end it once when they leave it together', async () => {
    await makeOfferings();
    await imported('enrolments', [ENROLMENT_HEADER, 'E1,O1,S1,', 'E1b,O1,S1,']);
    const delta = await imported('enrolments', [ENROLMENT_HEADER, 'E1,O1,S1,withdrawn']);
    expect([delta.outcomes, await active()]).toEqual([['unchanged still_named'], ['O1:S1']]);
    const moved = await imported('enrolments', [ENROLMENT_HEADER, 'E1,O2,S1,', 'E1b,O1,S2,'], { mode: 'full' });
    expect([moved.outcomes, await active()]).toEqual([
      ['moved', 'moved'],
      ['O1:S2', 'O2:S1'],
    ]);
    await undo(moved);
    expect(await active()).toEqual(['O1:S1']);
  });

  it('keep it as long as one of them is there, in whatever order they come and go', async () => {
    await makeOfferings();
    const key = fc.constantFrom('E1', 'E2', 'E3');
    const some = (statuses: readonly string[]) =>
      fc.uniqueArray(fc.tuple(key, fc.constantFrom(...statuses)), { selector: ([one]) => one });
    const file = fc.oneof(
      fc.record({ mode: fc.constant('full' as const), rows: some(['', 'active']) }),
      fc.record({ mode: fc.constant('delta' as const), rows: some(['', 'withdrawn']) }),
    );
    const row = (one: 'E1' | 'E2', status: string): ['E1' | 'E2', string] => [one, status];
    const both = { mode: 'full' as const, rows: [row('E1', ''), row('E2', '')] };
    const withdrawn = { mode: 'delta' as const, rows: [row('E1', 'withdrawn')] };
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 2, maxLength: 5 }), async (files) => {
        const giving = new Set<string>();
        for (const { mode, rows } of [{ mode: 'full', rows: [] } as const, ...files]) {
          const lines = rows.map(([one, status]) => `${one},O1,S1,${status}`);
          await imported('enrolments', [ENROLMENT_HEADER, ...lines], { mode });
          if (mode === 'full') giving.clear();
          for (const [one, status] of rows)
            if (status === 'withdrawn') giving.delete(one);
            else giving.add(one);
          seen.add(giving.size);
          const isEnrolled = giving.size > 0;
          const kept = (await enrolled()).filter(({ status }) => status !== 'withdrawn');
          expect([lines, kept]).toEqual([lines, isEnrolled ? [{ who: 'O1:S1', status: 'active', counted: 1 }] : []]);
        }
      }),
      { numRuns: 4, examples: [[[both, withdrawn, both]]] },
    );
    expect([...seen]).toEqual(expect.arrayContaining([0, 1, 2]));
  });

  it('may have the id of one that was withdrawn', async () => {
    await makeOfferings();
    await imported('enrolments', [ENROLMENT_HEADER, 'E1,O1,S1,']);
    await imported('enrolments', [ENROLMENT_HEADER, 'E1,O1,S1,withdrawn']);
    await imported('enrolments', [ENROLMENT_HEADER, 'E1,O1,S2,']);
    expect(await active()).toEqual(['O1:S2']);
    const taken = await check('enrolments', [ENROLMENT_HEADER, 'E2,O1,S1,', 'E1,O1,S3,']);
    expect(taken.outcomes).toEqual(['changed', 'moved']);
  });
});

describe('what happens beside an import', () => {
  it('a log that is submitted waits for it before it holds the plans', async () => {
    await makeOfferings();
    const [{ id } = {}] = await rowsOf('SELECT id FROM course_offerings WHERE organization_id = $1 LIMIT 1');
    const importing = await database.pool.connect();
    let submitting = Promise.resolve();
    try {
      await importing.query('BEGIN');
      await importing.query('SELECT FROM course_offerings WHERE id = $1 FOR NO KEY UPDATE', [id]);
      const week = { organizationId, allocationId: String(id), weekNumber: 1 };
      submitting = get(Transactions).run(() => get(ExpectationPlans).fulfil(week, new Date()));
      await eventually(
        () => database.pool.query(`SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'`),
        ({ rowCount }) => rowCount === 1,
      );
      const { rows } = await importing.query(
        `SELECT pg_try_advisory_xact_lock(hashtextextended('log-expectations:' || $1, 0)) AS "isFree"`,
        [organizationId],
      );
      expect(rows).toEqual([{ isFree: true }]);
    } finally {
      await importing.query('ROLLBACK');
      importing.release();
      await submitting;
    }
  });

  it('somebody who leaves takes nothing else with them, and no file brings them back', async () => {
    const gone = `late-${made}@example.test`;
    await makeOfferings();
    await imported('students', [STUDENT_HEADER, `S6,${gone},N6`]);
    await imported('enrolments', [ENROLMENT_HEADER, `E1,O1,${email(1)},`]);
    const whole = await imported('students', [STUDENT_HEADER, `S2,${email(2)},N2`], { mode: 'full' });
    const ready = await check('students', [STUDENT_HEADER, `S5,${email(5)},N5`, `S6,${gone},N6`]);
    const [{ user } = {}] = await rowsOf(
      `SELECT user_id AS user FROM course_students WHERE organization_id = $1 AND student_number = 'N1'`,
    );
    const leaver = { name: 'Gone', since: new Date(), isOverdue: false };
    const erased = (id: string, provedEmail: string) =>
      get(RostersUserData).eraseUser({ ...leaver, id, email: provedEmail, provedEmail });
    await erased(newId(), gone);
    await erased(String(user), email(1));
    const left = await rowsOf(
      `SELECT string_agg(s::text, ' ') AS text FROM roster_sources s WHERE organization_id = $1`,
    );
    expect(left[0]!['text']).not.toContain(email(1));
    expect((await apply(ready)).state).toBe('applied');
    await undo(whole);
    expect((await students()).map(({ number, active: isActive }) => [number, isActive])).toEqual([
      ...[
        ['N1', false],
        ['N2', true],
        ['N3', true],
        ['N5', true],
      ],
    ]);
    const again = check('students', [STUDENT_HEADER, `S6,${gone},N6`]);
    expect((await again).roster.state).toBe('ready');
    const { id } = (await again).roster;
    await erased(newId(), gone);
    expect(await refusal(get(RosterImportsService).check(owner, id))).toBe('roster_state_conflict');
  });
});

describe('a roster that archives people', () => {
  it('ends what they learn and teach, as archiving does, and tells of it', async () => {
    await makeOfferings('2');
    await imported('facilitators', ['external_id,email,employee_id', `F1,${email(8)},FAC1`]);
    await rowsOf(`UPDATE course_offerings SET start_date = '2020-01-06', end_date = '2099-12-31'
                  WHERE organization_id = $1`);
    await imported('enrolments', [ENROLMENT_HEADER, 'E1,O1,S1,', 'E2,O1,S2,', 'E3,O2,S1,completed']);
    await rowsOf(`INSERT INTO course_assignments (offering_id, facilitator_id)
                  SELECT o.id, f.id FROM course_offerings o JOIN course_facilitators f USING (organization_id)
                  WHERE o.organization_id = $1 AND o.external_id = 'O1'`);
    const part = [2, 3].map((n) => `S${n},${email(n)},N${n}`);
    const whole = await imported('students', [STUDENT_HEADER, ...part], { mode: 'full' });
    expect(await enrolled()).toEqual([
      { who: 'O1:S1', status: 'withdrawn', counted: 1 },
      { who: 'O1:S2', status: 'active', counted: 1 },
      { who: 'O2:S1', status: 'completed', counted: 1 },
    ]);
    await imported('facilitators', ['external_id,email,status', `F1,${email(8)},archived`]);
    const teaching = await rowsOf(`SELECT a.end_date FROM course_assignments a JOIN course_offerings o
      ON o.id = a.offering_id WHERE o.organization_id = $1 AND (a.end_date IS NULL OR a.end_date >= now()::date)`);
    expect(teaching).toEqual([]);
    const told = await rowsOf(`SELECT name, payload->>'status' AS status FROM outbox_messages
      WHERE payload->>'organizationId' = $1::text AND name IN ('course.enrolment_changed', 'course.offering_changed')
      ORDER BY id DESC LIMIT 2`);
    expect(told).toEqual([
      { name: 'course.offering_changed', status: null },
      { name: 'course.enrolment_changed', status: 'withdrawn' },
    ]);
    await undo(whole);
    expect((await students()).map(({ active: isActive }) => isActive)).toEqual([true, true, true]);
    expect(await active()).toEqual(['O1:S2', 'O2:S1']);
  });
});

describe('the days of enrolments', () => {
  const days = async () =>
    (
      await rowsOf(`SELECT e.status || ' ' || e.start_date || ' ' || coalesce(e.end_date::text, '') AS days
        FROM course_enrolments e JOIN course_offerings o ON o.id = e.offering_id WHERE o.organization_id = $1`)
    ).map((row) => row['days']);
  const header = `${ENROLMENT_HEADER},start_date`;

  it('go on after another first day, also when that is undone', async () => {
    await makeOfferings();
    await imported('enrolments', [header, 'E1,O1,S1,,2027-01-11']);
    const later = await imported('enrolments', [header, 'E1,O1,S1,,2027-02-01']);
    expect([later.outcomes, await days()]).toEqual([['changed'], ['active 2027-02-01 ']]);
    await undo(later);
    expect(await days()).toEqual(['active 2027-01-11 ']);
    await imported('enrolments', [header, 'E1,O1,S1,withdrawn,2027-01-11']);
    await imported('enrolments', [header, 'E1,O1,S1,withdrawn,2027-02-01']);
    expect(await days()).toEqual(['withdrawn 2027-02-01 2027-02-01']);
    const ended = rowsOf(`UPDATE course_enrolments e SET status = 'active' FROM course_offerings o
                          WHERE o.id = e.offering_id AND o.organization_id = $1`);
    expect(await refusal(ended)).toContain('course_enrolments_end_check');
  });

  it.each(['Pacific/Kiritimati', 'Etc/GMT+12'])('are those of the institution, in %s', async (zone) => {
    await makeOfferings();
    await database.pool.query('INSERT INTO course_settings (organization_id, time_zone) VALUES ($1, $2)', [
      ...[organizationId, zone],
    ]);
    await rowsOf(`UPDATE course_offerings SET start_date = '2020-01-06' WHERE organization_id = $1`);
    const [{ today } = {}] = await rowsOf(
      `SELECT (now() AT TIME ZONE time_zone)::date::text AS today FROM course_settings WHERE organization_id = $1`,
    );
    await imported('enrolments', [header, 'E1,O1,S1,,']);
    expect(await days()).toEqual([`active ${String(today)} `]);
    await imported('enrolments', [header, 'E1,O1,S1,withdrawn,2020-01-06']);
    expect(await days()).toEqual([`withdrawn 2020-01-06 ${String(today)}`]);
  });
});

describe('a row without a status', () => {
  const byHand = (status: string) =>
    rowsOf(`UPDATE course_enrolments e SET status = '${status}', version = e.version + 1, end_date = '2099-01-01'
            FROM course_offerings o WHERE o.id = e.offering_id AND o.organization_id = $1`);
  const again = async (lines: string[]) => (await imported('enrolments', lines)).outcomes;

  it('leaves what was ended by hand, and takes into use what a file ended or names for the first time', async () => {
    await makeOfferings();
    const without = ['external_id,offering,student', 'E1,O1,S1'];
    const empty = [ENROLMENT_HEADER, 'E1,O1,S1,'];
    await imported('enrolments', without);
    await byHand('completed');
    expect([await again(without), await again(empty), await active()]).toEqual([
      ['unchanged'],
      ['unchanged'],
      ['O1:S1'],
    ]);
    await byHand('withdrawn');
    const left = ['unchanged is_withdrawn'];
    expect([await again(without), await again(empty), await active()]).toEqual([left, left, []]);
    expect([await again([ENROLMENT_HEADER, 'E1,O1,S1,active']), await active()]).toEqual([['changed'], ['O1:S1']]);
    await again([ENROLMENT_HEADER, 'E1,O1,S1,withdrawn']);
    expect([await again(empty), await active()]).toEqual([['changed'], ['O1:S1']]);
    await again([ENROLMENT_HEADER, 'E1,O1,S1,withdrawn']);
    expect([await again(without), await active()]).toEqual([left, []]);
    await again([ENROLMENT_HEADER, 'E1,O1,S1,active']);
    await imported('enrolments', [ENROLMENT_HEADER], { mode: 'full' });
    expect([await again(without), await active()]).toEqual([['changed'], ['O1:S1']]);
  });

  it.each(['full', 'delta'] as const)(
    'brings back who was left out of one night, in files that are %s',
    async (mode) => {
      await makeOfferings();
      const night = (kind: 'students' | 'enrolments', lines: string[]) => imported(kind, lines, { mode });
      const without = ['external_id,offering,student', 'E1,O1,S1', 'E2,O1,S2'];
      const people = (...those: number[]) => [STUDENT_HEADER, ...those.map((n) => `S${n},${email(n)},N${n}`)];
      await night('enrolments', without);
      const gap = await imported('students', people(2, 3), { mode: 'full' });
      const during = await night('enrolments', without);
      expect([during.outcomes, await active()]).toEqual([['unchanged is_withdrawn', 'unchanged'], ['O1:S2']]);
      if (mode === 'full') await night('students', people(1, 2, 3));
      else await undo(gap);
      const after = await night('enrolments', without);
      expect([after.outcomes, await active()]).toEqual([
        ['changed', 'unchanged'],
        ['O1:S1', 'O1:S2'],
      ]);
      // What somebody ends by hand, and what a file ended itself, stays that.
      await byHand('withdrawn');
      await imported('students', people(2, 3), { mode: 'full' });
      await night('students', people(1, 2, 3));
      expect((await night('enrolments', without)).outcomes).toEqual(Array(2).fill('unchanged is_withdrawn'));
    },
  );

  it('leaves people, classes and offerings as they are', async () => {
    await makeOfferings();
    const archive = (table: string) =>
      rowsOf(`UPDATE course_${table} SET is_active = false, version = version + 1 WHERE organization_id = $1`);
    await archive('offerings');
    const offered = await again2('offerings', [
      'external_id,module_code,year,trimester,class,intake,cohort,mode,start_date,end_date',
      'O1,CS101,2027,1,A1,January,Day,online,2027-01-11,2027-04-23',
    ]);
    await archive('students');
    await archive('classes');
    const outcomes = [
      offered,
      await again2('students', [STUDENT_HEADER, `S1,${email(1)},N1`]),
      await again2('classes', ['external_id,name,year,trimester,status', 'C1,A1,2027,1,']),
      await again2('students', [STUDENT_HEADER, `S1,${email(1)},N9`]),
      await again2('students', [`${STUDENT_HEADER},status`, `S1,${email(1)},N9,active`]),
    ];
    expect(outcomes.flat()).toEqual([...Array<string>(3).fill('unchanged is_archived'), 'changed', 'changed']);
    expect((await students()).filter(({ active: isActive }) => isActive)).toEqual([
      { number: 'N9', key: 'S1', active: true },
    ]);
  });
  const again2 = async (kind: 'students' | 'classes' | 'offerings', lines: string[]) =>
    (await imported(kind, lines)).outcomes;
});

describe('a whole file', () => {
  it('leaves what is completed or over, also when it is undone and named again', async () => {
    await makeOfferings();
    await imported('enrolments', [ENROLMENT_HEADER, 'E1,O1,S1,', 'E2,O1,S2,', 'E3,O2,S3,']);
    await rowsOf(`UPDATE course_enrolments e SET status = 'completed', end_date = '2099-01-01' FROM course_offerings o
                  WHERE o.id = e.offering_id AND o.organization_id = $1 AND e.external_id = 'E1'`);
    await rowsOf(`UPDATE course_offerings SET start_date = '2020-01-06', end_date = '2020-04-24'
                  WHERE organization_id = $1 AND external_id = 'O2'`);
    const whole = await imported('enrolments', [ENROLMENT_HEADER], { mode: 'full' });
    expect(whole.outcomes).toEqual(['unchanged is_over', 'removed', 'unchanged is_over']);
    expect(await active()).toEqual(['O1:S1', 'O2:S3']);
    expect((await check('enrolments', [ENROLMENT_HEADER, 'E1,O1,S1,'])).outcomes).toEqual(['unchanged']);
    await undo(whole);
    expect(await active()).toEqual(['O1:S1', 'O1:S2', 'O2:S3']);
  });
});
