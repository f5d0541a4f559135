import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Facilitators and students are found by a part of what the institution and other systems call them. */
export class CoursePeopleSearch1795999710000 implements MigrationInterface {
  readonly name = 'CoursePeopleSearch1795999710000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, number] of [
      ['course_facilitators', 'employee_id'],
      ['course_students', 'student_number'],
    ] as const)
      await runner.query(
        `CREATE INDEX "${table}_trigrams" ON "${table}" USING gin ("external_id" gin_trgm_ops, ("${number}"::text) gin_trgm_ops)`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "course_students_trigrams"');
    await runner.query('DROP INDEX "course_facilitators_trigrams"');
  }
}
