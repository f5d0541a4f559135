import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { Transactions } from '../../src/infra/database/transactions.js';
import { ExpectationPlans } from '../../src/modules/learning/courses/expectations/expectation-plans.js';
import type { ComposedApp } from '../support/composed-app.js';

const ZONES = ['Africa/Kigali', 'Europe/Paris', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Chatham', 'UTC'];
/** A term lies around the changes of clocks of both hemispheres. */
const FIRST_DAY = '2027-01-04';

interface Days {
  readonly start: string;
  readonly end: string | null;
}
interface Rule {
  readonly weekday: number;
  readonly weeksAfter: number;
  readonly time: string;
  readonly timeZone: string;
  readonly graceHours: number;
}
interface Assigned extends Days {
  readonly teacher: number;
  readonly isSubstitute: boolean;
}
interface Expected {
  readonly due: string;
  readonly late: string;
  readonly teacher: number | null;
  readonly isWaived: boolean;
}

/** What an institution says, and what follows, without any statement: day by day. */
export class Calendar {
  offering = { start: '2027-02-01', end: '2027-04-30', isActive: true };
  rule: Rule | null = null;
  holidays: Days[] = [];
  enrolments: Days[] = [];
  assignments: Assigned[] = [];
  expected = new Map<number, Expected>();

  plan(now: string): void {
    const wanted = new Map<number, Expected>();
    for (const [week, days] of this.weeks()) {
      const before = this.expected.get(week);
      if (!this.rule || (before && before.due <= now) || !this.asksFor(days)) continue;
      const asked = this.deadlineOf(days[0]!, this.rule);
      const due = asked > now ? asked : before?.due;
      if (due === undefined) continue;
      const late = Temporal.Instant.from(due).add({ hours: this.rule.graceHours }).toString({ smallestUnit: 'second' });
      wanted.set(week, { due, late, teacher: this.owingAt(due, this.rule), isWaived: before?.isWaived ?? false });
    }
    for (const [week, { due, isWaived }] of this.expected)
      if (due > now && !isWaived && !wanted.has(week)) this.expected.delete(week);
    for (const [week, one] of wanted) this.expected.set(week, one);
  }

  private weeks(): Map<number, Temporal.PlainDate[]> {
    const weeks = new Map<number, Temporal.PlainDate[]>();
    const last = Temporal.PlainDate.from(this.offering.end);
    let week = 1;
    for (
      let day = Temporal.PlainDate.from(this.offering.start);
      this.offering.isActive && Temporal.PlainDate.compare(day, last) <= 0;
      day = day.add({ days: 1 })
    ) {
      if (day.dayOfWeek === 1 && weeks.has(week)) week += 1;
      weeks.set(week, [...(weeks.get(week) ?? []), day]);
    }
    return weeks;
  }

  private asksFor(days: readonly Temporal.PlainDate[]): boolean {
    const isIn = (day: Temporal.PlainDate) => (range: Days) =>
      day.toString() >= range.start && (range.end === null || day.toString() <= range.end);
    const lessons = days.filter(({ dayOfWeek }) => dayOfWeek <= 5);
    const counted = lessons.length > 0 ? lessons : days;
    const isTaught = counted.some((day) => !this.holidays.some(isIn(day)));
    return isTaught && days.some((day) => this.enrolments.some(isIn(day)));
  }

  private deadlineOf(day: Temporal.PlainDate, { weekday, weeksAfter, time, timeZone }: Rule): string {
    let monday = day;
    while (monday.dayOfWeek !== 1) monday = monday.subtract({ days: 1 });
    let due = monday.add({ weeks: weeksAfter });
    while (due.dayOfWeek !== weekday) due = due.add({ days: 1 });
    // A time that a change of clocks skips is as much later, and of one that comes twice it is the second.
    return due
      .toPlainDateTime(Temporal.PlainTime.from(time))
      .toZonedDateTime(timeZone, { disambiguation: 'later' })
      .toInstant()
      .toString({ smallestUnit: 'second' });
  }

  private owingAt(due: string, { timeZone }: Rule): number | null {
    const { start, end } = this.offering;
    const date = Temporal.Instant.from(due).toZonedDateTimeISO(timeZone).toPlainDate().toString();
    const day = date < start ? start : date > end ? end : date;
    const on = this.assignments.filter((one) => one.start <= day && (one.end === null || one.end >= day));
    return (on.find(({ isSubstitute }) => isSubstitute) ?? on[0])?.teacher ?? null;
  }
}

const day = fc.integer({ min: 0, max: 150 }).map((days) => Temporal.PlainDate.from(FIRST_DAY).add({ days }).toString());
const days = fc.tuple(day, day).map((ends) => {
  const [start, end] = [...ends].sort();
  return { start: start!, end: end! };
});
const openDays = fc.oneof(
  days,
  day.map((start) => ({ start, end: null })),
);
const minutes = fc.constantFrom('00', '30', '59');
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), minutes)
  .map(([hour, rest]) => `${`${hour}`.padStart(2, '0')}:${rest}`);

const step = fc.oneof(
  fc.record({
    kind: fc.constant('rule' as const),
    weekday: fc.integer({ min: 1, max: 7 }),
    weeksAfter: fc.integer({ min: 0, max: 1 }),
    time,
    timeZone: fc.constantFrom(...ZONES),
    graceHours: fc.constantFrom(0, 1, 5, 48),
  }),
  fc.record({ kind: fc.constant('no rule' as const) }),
  fc.record({ kind: fc.constant('holiday' as const), days }),
  fc.record({ kind: fc.constant('no holidays' as const) }),
  fc.record({ kind: fc.constant('enrol' as const), days: openDays }),
  fc.record({ kind: fc.constant('nobody enrolled' as const) }),
  fc.record({
    kind: fc.constant('assign' as const),
    days: openDays,
    teacher: fc.integer({ min: 0, max: 2 }),
    isSubstitute: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('dates' as const), days, isActive: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ kind: fc.constant('waive' as const), nth: fc.nat(10) }),
);
export const story = fc.record({
  first: fc.record({ days: openDays, rule: step }),
  steps: fc.array(fc.tuple(step, fc.integer({ min: 0, max: 20 * 24 })), { minLength: 4, maxLength: 10 }),
});

export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The same in the database. */
export class World {
  private constructor(
    private readonly composed: ComposedApp,
    readonly organizationId: string,
    readonly offeringId: string,
    private readonly teachers: readonly string[],
    private readonly students: string[],
    readonly ownerId: string,
    readonly teacherId: string,
  ) {}

  static async make(composed: ComposedApp, students: number): Promise<World> {
    const { rows } = await composed.database.pool.query<
      Record<string, string> & { teachers: string[]; students: string[] }
    >(
      `WITH org AS (INSERT INTO organizations (name, owner_count, member_count) VALUES ('Academy', 1, 1) RETURNING id),
       owner AS (INSERT INTO users (email, name, email_verified_at)
                 VALUES (gen_random_uuid() || '@example.test', 'Ada', now()) RETURNING id),
       people AS (INSERT INTO users (email, name, email_verified_at)
                  SELECT gen_random_uuid() || '@example.test', 'Somebody', now()
                  FROM generate_series(1, 3 + $1::int) RETURNING id),
       members AS (INSERT INTO organization_members (organization_id, user_id, role)
                   SELECT org.id, owner.id, 'owner' FROM org, owner
                   UNION ALL SELECT org.id, people.id, 'member' FROM org, people),
       numbered AS (SELECT id, row_number() OVER () AS n FROM people),
       teachers AS (INSERT INTO course_facilitators (organization_id, user_id)
                    SELECT org.id, p.id FROM org, numbered p WHERE n <= 3 RETURNING id, user_id),
       students AS (INSERT INTO course_students (organization_id, user_id)
                    SELECT org.id, p.id FROM org, numbered p WHERE n > 3 RETURNING id),
       year AS (INSERT INTO academic_sessions (organization_id, type, name, start_date, end_date)
                SELECT id, 'year', '2027', '2027-01-01', '2027-12-31' FROM org RETURNING id),
       term AS (INSERT INTO academic_sessions (organization_id, type, year_id, number, name, start_date, end_date)
                SELECT org.id, 'trimester', year.id, 1, 'T1', '2027-01-01', '2027-12-31' FROM org, year RETURNING id),
       module AS (INSERT INTO course_modules (organization_id, code, name, credits) SELECT id, 'M', 'M', 1 FROM org RETURNING id),
       intake AS (INSERT INTO course_intakes (organization_id, name) SELECT id, 'I' FROM org RETURNING id),
       cohort AS (INSERT INTO course_cohorts (organization_id, intake_id, name)
                  SELECT org.id, intake.id, 'C' FROM org, intake RETURNING id),
       section AS (INSERT INTO course_classes (organization_id, trimester_id, name)
                   SELECT org.id, term.id, 'A' FROM org, term RETURNING id),
       mode AS (INSERT INTO course_modes (organization_id, name) SELECT id, 'online' FROM org RETURNING id),
       offering AS (
         INSERT INTO course_offerings (organization_id, module_id, class_id, cohort_id, mode_id, intake_id, trimester,
                                       start_date, end_date)
         SELECT org.id, module.id, section.id, cohort.id, mode.id, intake.id, 1, '2027-02-01', '2027-04-30'
         FROM org, module, section, cohort, mode, intake RETURNING id)
       SELECT org.id AS organization, offering.id AS offering, (SELECT id FROM owner) AS owner, (SELECT user_id FROM teachers LIMIT 1) AS teacher,
              ARRAY(SELECT id FROM teachers) AS teachers, ARRAY(SELECT id FROM students) AS students
       FROM org, offering`,
      [students],
    );
    const { organization, offering, owner, teacher, teachers, students: learners } = rows[0]!;
    return new World(composed, organization!, offering!, teachers, learners, owner!, teacher!);
  }

  private query(text: string, ...values: unknown[]): Promise<unknown> {
    return this.composed.database.pool.query(text, values);
  }

  async take(one: Step, calendar: Calendar): Promise<void> {
    const { organizationId, offeringId } = this;
    switch (one.kind) {
      case 'rule': {
        const { weekday, weeksAfter, time: at, timeZone, graceHours } = one;
        calendar.rule = { weekday, weeksAfter, time: at, timeZone, graceHours };
        await this.query(
          `WITH zone AS (INSERT INTO course_settings (organization_id, time_zone) VALUES ($1, $5)
                         ON CONFLICT (organization_id) DO UPDATE SET time_zone = $5)
           INSERT INTO course_deadline_rules (organization_id, weekday, weeks_after, time, grace_hours)
           VALUES ($1, $2, $3, $4, $6) ON CONFLICT (organization_id) DO UPDATE SET weekday = $2, weeks_after = $3,
           time = $4, grace_hours = $6`,
          ...[organizationId, weekday, weeksAfter, at, timeZone, graceHours],
        );
        break;
      }
      case 'no rule':
        calendar.rule = null;
        await this.query('DELETE FROM course_deadline_rules WHERE organization_id = $1', organizationId);
        break;
      case 'holiday':
        calendar.holidays.push(one.days);
        await this.query(
          `INSERT INTO course_holidays (organization_id, name, start_date, end_date) VALUES ($1, 'Free', $2, $3)`,
          ...[organizationId, one.days.start, one.days.end],
        );
        break;
      case 'no holidays':
        calendar.holidays = [];
        await this.query('UPDATE course_holidays SET is_active = false WHERE organization_id = $1', organizationId);
        break;
      case 'enrol': {
        const studentId = this.students.pop();
        if (studentId === undefined) break;
        calendar.enrolments.push(one.days);
        await this.query(
          `INSERT INTO course_enrolments (offering_id, student_id, status, start_date, end_date) VALUES ($1, $2, $3, $4, $5)`,
          ...[offeringId, studentId, one.days.end ? 'withdrawn' : 'active', one.days.start, one.days.end],
        );
        break;
      }
      case 'nobody enrolled':
        calendar.enrolments = [];
        await this.query('DELETE FROM course_enrolments WHERE offering_id = $1', offeringId);
        break;
      case 'assign': {
        const { teacher, isSubstitute, days: at } = one;
        const isBeside = (other: Assigned) =>
          other.isSubstitute !== isSubstitute ||
          (other.end !== null && other.end < at.start) ||
          (at.end !== null && at.end < other.start);
        calendar.assignments = [...calendar.assignments.filter(isBeside), { ...at, teacher, isSubstitute }];
        await this.query(
          `DELETE FROM course_assignments WHERE offering_id = $1 AND is_substitute = $2
             AND daterange(start_date, end_date, '[]') && daterange($3, $4, '[]')`,
          ...[offeringId, isSubstitute, at.start, at.end],
        );
        await this.query(
          `INSERT INTO course_assignments (offering_id, facilitator_id, is_substitute, start_date, end_date)
           VALUES ($1, $2, $3, $4, $5)`,
          ...[offeringId, this.teachers[teacher], isSubstitute, at.start, at.end],
        );
        break;
      }
      case 'dates': {
        const { start, end } = one.days;
        if (start === end) break;
        calendar.offering = { start, end, isActive: one.isActive > 0 };
        await this.query(
          'UPDATE course_offerings SET start_date = $2, end_date = $3, is_active = $4 WHERE id = $1',
          ...[offeringId, start, end, one.isActive > 0],
        );
        break;
      }
      case 'waive': {
        const week = [...calendar.expected.keys()].sort((a, b) => a - b)[one.nth];
        if (week === undefined) break;
        calendar.expected.set(week, { ...calendar.expected.get(week)!, isWaived: true });
        await this.query(
          `UPDATE log_expectations SET waived_at = now(), waived_by = $3, waive_reason = 'Snow'
           WHERE allocation_id = $1 AND week_number = $2`,
          ...[offeringId, week, this.ownerId],
        );
      }
    }
  }

  async plan(now: string): Promise<void> {
    const { organizationId } = this;
    const plans = this.composed.app.get(ExpectationPlans, { strict: false });
    await this.composed.app
      .get(Transactions, { strict: false })
      .run(() => plans.planAt(new Date(now), { organizationId }));
  }

  async expected(): Promise<Map<number, Expected>> {
    const { rows } = await this.composed.database.pool.query<{
      week: number;
      due: Date;
      late: Date;
      teacher: string | null;
      waived: boolean;
    }>(
      `SELECT week_number AS week, due_at AS due, late_at AS late, facilitator_id AS teacher, waived_at IS NOT NULL AS waived
       FROM log_expectations WHERE allocation_id = $1`,
      [this.offeringId],
    );
    const second = (moment: Date) => moment.toISOString().replace('.000Z', 'Z');
    return new Map(
      rows.map(({ week, due, late, teacher, waived: isWaived }) => [
        week,
        {
          ...{ due: second(due), late: second(late), isWaived },
          teacher: teacher === null ? null : this.teachers.indexOf(teacher),
        },
      ]),
    );
  }
}
