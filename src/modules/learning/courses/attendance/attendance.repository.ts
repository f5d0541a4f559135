import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import { Sql } from '../../../../infra/database/sql.js';
import type { Page } from '../../../../kernel/page.js';
import { type AttendanceQueryDto, DEFAULT_ATTENDANCE_SORT, type RegisterQueryDto } from './attendance.dto.js';
import { AttendanceRecord } from './attendance-record.entity.js';
import type { Attendance } from './attendance.rules.js';
import { CourseRegister } from './course-register.entity.js';

type Counts = Readonly<Record<Attendance, number>>;

export interface RegisteredStudent {
  readonly studentId: string;
  readonly status: Attendance;
}

/** SQL: nobody is absent before joining or after leaving, whatever was written down before it was known. */
const COUNTS = (record: string) => `(${record}.status <> 'absent' OR EXISTS (
  SELECT FROM course_enrolments e
  WHERE e.offering_id = ${record}.offering_id AND e.student_id = ${record}.student_id
    AND daterange(e.start_date, e.end_date, '[]') @> ${record}.held_on))`;

/** Registers of meetings, and who came. Changes are made under the row lock of the offering. */
@Injectable()
export class AttendanceRepository {
  constructor(
    @InjectRepository(CourseRegister) private readonly registers: Repository<CourseRegister>,
    @InjectRepository(AttendanceRecord) private readonly records: Repository<AttendanceRecord>,
    private readonly sql: Sql,
  ) {}

  /** @throws QueryFailedError for a meeting that has one (register_exists) */
  insert(
    register: Pick<CourseRegister, 'offeringId' | 'weekNumber' | 'meetingNumber' | 'heldOn'>,
  ): Promise<CourseRegister> {
    return this.registers.save(this.registers.create(register));
  }

  find(offeringId: string, id: string): Promise<CourseRegister | null> {
    return this.registers.findOneBy({ offeringId, id });
  }

  async findByIds(ids: readonly string[]): Promise<ReadonlyMap<string, CourseRegister>> {
    const rows = await this.registers
      .createQueryBuilder('register')
      .where('register.id = ANY(:ids)', { ids: [...new Set(ids)] })
      .getMany();
    return new Map(rows.map((row) => [row.id, row]));
  }

  async delete({ id }: CourseRegister): Promise<void> {
    await this.registers.delete({ id });
  }

  list(offeringId: string, { weekNumber, ...query }: RegisterQueryDto): Promise<Page<CourseRegister>> {
    const list = this.registers.createQueryBuilder('register').where({ offeringId });
    if (weekNumber !== undefined) list.andWhere('register.weekNumber = :weekNumber', { weekNumber });
    return paginate(list, query, DEFAULT_ATTENDANCE_SORT);
  }

  /** Weeks of an offering that have a register. */
  async weeksOf(offeringId: string): Promise<number[]> {
    const rows = await this.registers.find({ where: { offeringId }, select: { id: true, weekNumber: true } });
    return rows.map(({ weekNumber }) => weekNumber);
  }

  /** @param userId whose records alone are listed; everybody's when it is null */
  listRecords(
    offeringId: string,
    userId: string | null,
    { studentId, ...query }: AttendanceQueryDto,
  ): Promise<Page<AttendanceRecord>> {
    const list = this.records.createQueryBuilder('record').where({ offeringId }).andWhere(COUNTS('record'));
    if (userId !== null)
      list.andWhere('record.studentId = ANY(ARRAY(SELECT id FROM course_students WHERE user_id = :userId))', {
        userId,
      });
    if (studentId !== undefined) list.andWhere('record.studentId = :studentId', { studentId });
    return paginate(list, query, DEFAULT_ATTENDANCE_SORT);
  }

  async recordsOf(registerId: string): Promise<RegisteredStudent[]> {
    return this.sql.query<RegisteredStudent>(
      'attendance_records_of',
      `SELECT r.student_id AS "studentId", r.status FROM attendance_records r
       WHERE r.register_id = $1 AND ${COUNTS('r')} ORDER BY r.created_at, r.id`,
      [registerId],
    );
  }

  /** By the id of the register, in one query. */
  async countsOf(registerIds: readonly string[]): Promise<ReadonlyMap<string, Counts>> {
    const rows = await this.sql.query<Counts & { id: string }>(
      'attendance_counts',
      `SELECT r.register_id AS id,
         ${['present', 'late', 'excused', 'absent'].map((one) => `(count(*) FILTER (WHERE r.status = '${one}'))::int AS ${one}`).join(', ')}
       FROM attendance_records r WHERE r.register_id = ANY($1::uuid[]) AND ${COUNTS('r')} GROUP BY 1`,
      [registerIds],
    );
    return new Map(rows.map(({ id, ...counts }) => [id, counts]));
  }

  /** Of these students, those who are not enrolled on a day. @param registerId in which nobody is a stranger who is there already */
  async strangersOn(
    offeringId: string,
    studentIds: readonly string[],
    day: string,
    registerId: string | null,
  ): Promise<ReadonlySet<string>> {
    const rows = await this.sql.query<{ id: string }>(
      'attendance_strangers',
      `SELECT s.id FROM unnest($2::uuid[]) AS s (id) WHERE NOT EXISTS (
         SELECT FROM course_enrolments e WHERE e.offering_id = $1 AND e.student_id = s.id
           AND daterange(e.start_date, e.end_date, '[]') @> $3::date)
         AND NOT EXISTS (SELECT FROM attendance_records r WHERE r.register_id = $4 AND r.student_id = s.id)`,
      [offeringId, studentIds, day, registerId],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** In place of what was there; a new version of the register. */
  async setRecords(
    { id, offeringId, heldOn }: CourseRegister,
    records: readonly RegisteredStudent[],
    isNew: boolean,
  ): Promise<void> {
    await this.sql.query(
      'attendance_records_set',
      `WITH gone AS (
         DELETE FROM attendance_records WHERE register_id = $1 AND student_id <> ALL($4::uuid[])),
       changed AS (
         UPDATE course_registers SET version = version + 1, updated_at = now() WHERE id = $1 AND NOT $6::boolean)
       INSERT INTO attendance_records (register_id, offering_id, held_on, student_id, status)
       SELECT $1, $2, $3::date, r.* FROM unnest($4::uuid[], $5::text[]) AS r (student_id, status)
       ON CONFLICT ON CONSTRAINT attendance_records_student_key DO UPDATE SET status = excluded.status`,
      [
        ...[id, offeringId, heldOn],
        records.map(({ studentId }) => studentId),
        records.map(({ status }) => status),
        isNew,
      ],
    );
  }

  /** Of a person who leaves. */
  async forget(userId: string): Promise<void> {
    await this.sql.query(
      'attendance_forget',
      `DELETE FROM attendance_records WHERE student_id IN (SELECT id FROM course_students WHERE user_id = $1)`,
      [userId],
    );
  }
}
